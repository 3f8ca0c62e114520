package swoole4j.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;

/**
 * The shapes a callback may have. A lambda with declared parameter types picks its shape by itself in {@link EventEmitter#on}.
 *
 * <p>Every callback runs as a coroutine on the thread of its worker and may block. Whatever it throws is logged with its
 * stack; the connection and the worker live on. As in PHP a callback may leave out trailing parameters where a shape for
 * that exists, such as {@code (Server server, int fd)} for {@code close}.
 */
public sealed interface Callback {
    /** {@code () -> ...}: fits every event. */
    @FunctionalInterface
    non-sealed interface Plain extends Callback {
        /** Called with nothing. */
        void call() throws Exception;
    }

    /**
     * {@code (server)}: start, shutdown, beforeShutdown, managerStart, managerStop, beforeReload, afterReload, and any event
     * whose other arguments are of no interest.
     */
    @FunctionalInterface
    non-sealed interface OnServer<S extends Server> extends Callback {
        /** Called with the server. */
        void call(S server) throws Exception;
    }

    /** {@code (server, workerId)} for workerStart, workerStop, workerExit; {@code (server, fd)} for connection events. */
    @FunctionalInterface
    non-sealed interface OnId<S extends Server> extends Callback {
        /** Called with the server and a worker id or an fd. */
        void call(S server, int id) throws Exception;
    }

    /** {@code (server, workerId, pid, exitCode, signal)}: workerError. */
    @FunctionalInterface
    non-sealed interface OnWorkerError<S extends Server> extends Callback {
        /** Called with the worker that failed; it was replaced already or is about to be. */
        void call(S server, int workerId, int pid, int exitCode, int signal) throws Exception;
    }

    /** {@code (server, fd, reactorId)}: connect, close, disconnect. reactorId is -1 when this server closed. */
    @FunctionalInterface
    non-sealed interface OnConnection<S extends Server> extends Callback {
        /** Called with the server, the connection and its reactor. */
        void call(S server, int fd, int reactorId) throws Exception;
    }

    /** {@code (server, event)}: connect, receive, close, disconnect when {@code event_object} is on. */
    @FunctionalInterface
    non-sealed interface OnEvent<S extends Server> extends Callback {
        /** Called with the server and the event object. */
        void call(S server, ConnectionEvent event) throws Exception;
    }

    /** {@code (server, fd, reactorId, data)} with data as a UTF-8 string: receive. */
    @FunctionalInterface
    non-sealed interface OnReceive<S extends Server> extends Callback {
        /** Called with what arrived, decoded as UTF-8. */
        void call(S server, int fd, int reactorId, String data) throws Exception;
    }

    /** {@code (server, fd, reactorId, data)} with the bytes as they came: receive. */
    @FunctionalInterface
    non-sealed interface OnReceiveBytes<S extends Server> extends Callback {
        /** Called with what arrived. */
        void call(S server, int fd, int reactorId, byte[] data) throws Exception;
    }

    /** {@code (server, data, clientInfo)} with data as a UTF-8 string: packet. */
    @FunctionalInterface
    non-sealed interface OnPacket<S extends Server> extends Callback {
        /** Called with one datagram, decoded as UTF-8, and what {@link Packet#clientInfo()} holds of its sender. */
        void call(S server, String data, Map<String, Object> clientInfo) throws Exception;
    }

    /** {@code (server, data, clientInfo)} with the bytes as they came: packet. */
    @FunctionalInterface
    non-sealed interface OnPacketBytes<S extends Server> extends Callback {
        /** Called with one datagram and what {@link Packet#clientInfo()} holds of its sender. */
        void call(S server, byte[] data, Map<String, Object> clientInfo) throws Exception;
    }

    /** {@code (server, packet)}: packet when {@code event_object} is on. */
    @FunctionalInterface
    non-sealed interface OnPacketObject<S extends Server> extends Callback {
        /** Called with one datagram. */
        void call(S server, Packet packet) throws Exception;
    }

    /** {@code (server, taskId, srcWorkerId, data)} with a value: task. */
    @FunctionalInterface
    non-sealed interface OnTask<S extends Server> extends Callback {
        /** Called with a task; returns its result, or null for none. */
        @Nullable
        Object call(S server, int taskId, int srcWorkerId, @Nullable Object data) throws Exception;
    }

    /** {@code (server, taskId, srcWorkerId, data)} without a value: task. */
    @FunctionalInterface
    non-sealed interface OnTaskOnly<S extends Server> extends Callback {
        /** Called with a task; its result, if it has one, is given to {@link Server#finish}. */
        void call(S server, int taskId, int srcWorkerId, @Nullable Object data) throws Exception;
    }

    /** {@code (server, task)} with a value: task. The value counts where tasks are no coroutines. */
    @FunctionalInterface
    non-sealed interface OnTaskObject<S extends Server> extends Callback {
        /** Called with a task; returns its result, or null for none. */
        @Nullable
        Object call(S server, Task task) throws Exception;
    }

    /** {@code (server, task)} without a value: task. */
    @FunctionalInterface
    non-sealed interface OnTaskObjectOnly<S extends Server> extends Callback {
        /** Called with a task; its result, if it has one, is given to {@link Task#finish}. */
        void call(S server, Task task) throws Exception;
    }

    /**
     * {@code (server, taskId, data)} for finish and for the callback of {@link Server#task(Object, int, OnData)};
     * {@code (server, srcWorkerId, message)} for pipeMessage. The type of the data is the script's to declare; a value of
     * another type ends the callback with a {@link ClassCastException}, which is logged.
     */
    @FunctionalInterface
    non-sealed interface OnData<S extends Server, D extends @Nullable Object> extends Callback {
        /** Called with the server, the id of a task or of the sending worker, and what was sent. */
        void call(S server, int id, D data) throws Exception;
    }

    /** {@code (server, result)}: finish when {@code event_object} is on. */
    @FunctionalInterface
    non-sealed interface OnTaskResult<S extends Server> extends Callback {
        /** Called with the server and the result. */
        void call(S server, TaskResult result) throws Exception;
    }

    /** {@code (server, message)}: pipeMessage when {@code event_object} is on. */
    @FunctionalInterface
    non-sealed interface OnPipeMessage<S extends Server> extends Callback {
        /** Called with the server and the message. */
        void call(S server, PipeMessage message) throws Exception;
    }

    /** {@code (server, frame)}: message. */
    @FunctionalInterface
    non-sealed interface OnMessage<S extends Server> extends Callback {
        /** Called with one complete message. */
        void call(S server, Frame frame) throws Exception;
    }

    /** {@code (server, request)}: open. */
    @FunctionalInterface
    non-sealed interface OnOpen<S extends Server> extends Callback {
        /** Called with the handshake request, right after the 101 was written. */
        void call(S server, Request request) throws Exception;
    }

    /** {@code (request, response)} without a value: request, handshake. */
    @FunctionalInterface
    non-sealed interface OnRequest extends Callback {
        /** Called with a request and its response. */
        void call(Request request, Response response) throws Exception;
    }

    /** {@code (request, response)} with a value, which is ignored as in Swoole: request, handshake. */
    @FunctionalInterface
    non-sealed interface OnHandshake extends Callback {
        /** Called with a request and its response; the value has no effect. */
        @Nullable
        Object call(Request request, Response response) throws Exception;
    }

    /** {@code (server, request, response)}: beforeHandshakeResponse. */
    @FunctionalInterface
    non-sealed interface OnBeforeHandshake<S extends Server> extends Callback {
        /** Called with the checked request and the prepared response, before the 101 is written. */
        void call(S server, Request request, Response response) throws Exception;
    }
}
