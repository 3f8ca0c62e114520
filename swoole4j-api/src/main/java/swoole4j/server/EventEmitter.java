package swoole4j.server;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.Event;
import swoole4j.Server;

/**
 * Something callbacks are registered on: a server or one of its ports.
 *
 * <p>The overloads of {@code on} differ by the shape of the callback only. Event names are case-insensitive, with or without
 * a leading {@code on}. Registering again replaces. Each returns false, with one warning in the log, for an unknown event
 * name or after the server started; a callback whose shape does not fit the event is refused with a
 * {@link swoole4j.SwooleException} that shows the right signature.
 */
@SuppressWarnings("overloads") // a lambda with declared parameter types tells them apart, which is the point
public abstract class EventEmitter {
    /** Creates an emitter; only the facades do. */
    protected EventEmitter() {}

    /** All overloads of {@code on} end here. */
    protected abstract boolean register(String event, Callback callback);

    /** Registers a callback whose shape the caller does not know, such as one that {@code getCallback} returned. */
    public boolean on(String event, Callback callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers a callback without parameters. */
    public boolean on(String event, Callback.Plain callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server)}. */
    public <S extends Server> boolean on(String event, Callback.OnServer<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, workerId)} or {@code (server, fd)}. */
    public <S extends Server> boolean on(String event, Callback.OnId<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, fd, reactorId)}. */
    public <S extends Server> boolean on(String event, Callback.OnConnection<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, workerId, pid, exitCode, signal)}. */
    public <S extends Server> boolean on(String event, Callback.OnWorkerError<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, event)} for {@code event_object}. */
    public <S extends Server> boolean on(String event, Callback.OnEvent<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, fd, reactorId, data)} with data as a UTF-8 string. */
    public <S extends Server> boolean on(String event, Callback.OnReceive<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, fd, reactorId, data)} with data as bytes. */
    public <S extends Server> boolean on(String event, Callback.OnReceiveBytes<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, data, clientInfo)} with data as a UTF-8 string. */
    public <S extends Server> boolean on(String event, Callback.OnPacket<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, data, clientInfo)} with data as bytes. */
    public <S extends Server> boolean on(String event, Callback.OnPacketBytes<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, packet)} for {@code event_object}. */
    public <S extends Server> boolean on(String event, Callback.OnPacketObject<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, taskId, srcWorkerId, data)} that returns the result of a task, or null. */
    public <S extends Server> boolean on(String event, Callback.OnTask<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, taskId, srcWorkerId, data)} that returns nothing. */
    public <S extends Server> boolean on(String event, Callback.OnTaskOnly<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, task)} that returns the result of a task, or null. */
    public <S extends Server> boolean on(String event, Callback.OnTaskObject<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, task)} that returns nothing. */
    public <S extends Server> boolean on(String event, Callback.OnTaskObjectOnly<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, taskId, data)} or {@code (server, srcWorkerId, message)}. */
    public <S extends Server, D extends @Nullable Object> boolean on(String event, Callback.OnData<S, D> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, result)} for {@code event_object}. */
    public <S extends Server> boolean on(String event, Callback.OnTaskResult<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, message)} for {@code event_object}. */
    public <S extends Server> boolean on(String event, Callback.OnPipeMessage<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, frame)}. */
    public <S extends Server> boolean on(String event, Callback.OnMessage<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, request)}. */
    public <S extends Server> boolean on(String event, Callback.OnOpen<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (request, response)} that returns nothing. */
    public boolean on(String event, Callback.OnRequest callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (request, response)} that returns a value, which is ignored. */
    public boolean on(String event, Callback.OnHandshake callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers {@code (server, request, response)}. */
    public <S extends Server> boolean on(String event, Callback.OnBeforeHandshake<S> callback) {
        return register(event, Objects.requireNonNull(callback));
    }

    /** Registers by typed key, so that the compiler infers the parameters: {@code on(Event.MESSAGE, (server, frame) -> ...)}. */
    public <C extends Callback> boolean on(Event<C> event, C callback) {
        return register(event.name(), Objects.requireNonNull(callback));
    }
}
