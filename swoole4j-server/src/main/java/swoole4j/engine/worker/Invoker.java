package swoole4j.engine.worker;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.server.ConnectionEvent;
import swoole4j.server.Packet;
import swoole4j.websocket.Frame;

/**
 * Calls callbacks with the arguments that their shape wants. Whatever they throw is logged and goes no further.
 * Runs in coroutines.
 */
@SuppressWarnings({"unchecked", "rawtypes"
}) // a callback that declares a narrower server than it gets fails when called
public final class Invoker {
    private static final Logger log = LoggerFactory.getLogger(Invoker.class);
    private static final int PHP_UNCAUGHT = 255;

    private final @Nullable Server server;
    private final boolean eventObjects;
    private final boolean exitOnUncaught;

    Invoker(@Nullable Server server, boolean eventObjects, boolean exitOnUncaught) {
        this.server = server;
        this.eventObjects = eventObjects;
        this.exitOnUncaught = exitOnUncaught;
    }

    /** Returns the server that callbacks get. */
    public Server server() {
        return Objects.requireNonNull(server);
    }

    /** Tells whether events come as objects. */
    public boolean eventObjects() {
        return eventObjects;
    }

    void message(Callback callback, Frame frame) {
        try {
            switch (callback) {
                case Callback.OnMessage shape -> shape.call(server(), frame);
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed("message", frame.fd(), e);
        }
    }

    /** Calls connect, close or disconnect. */
    void connection(String event, Callback callback, int fd, int reactorId) {
        try {
            switch (callback) {
                case Callback.OnConnection shape -> shape.call(server(), fd, reactorId);
                case Callback.OnId shape -> shape.call(server(), fd);
                case Callback.OnEvent shape
                when eventObjects -> shape.call(server(), new ConnectionEvent(fd, reactorId, 0, null));
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed(event, fd, e);
        }
    }

    void receive(Callback callback, int fd, int reactorId, byte[] data, double dispatchTime) {
        try {
            switch (callback) {
                case Callback.OnReceive shape ->
                    shape.call(server(), fd, reactorId, new String(data, StandardCharsets.UTF_8));
                case Callback.OnReceiveBytes shape -> shape.call(server(), fd, reactorId, data);
                case Callback.OnEvent shape
                when eventObjects -> shape.call(server(), new ConnectionEvent(fd, reactorId, dispatchTime, data));
                case Callback.OnConnection shape -> shape.call(server(), fd, reactorId);
                case Callback.OnId shape -> shape.call(server(), fd);
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed("receive", fd, e);
        }
    }

    void packet(Callback callback, Packet packet) {
        try {
            switch (callback) {
                case Callback.OnPacket shape -> shape.call(server(), packet.data(), packet.clientInfo());
                case Callback.OnPacketBytes shape -> shape.call(server(), packet.bytes(), packet.clientInfo());
                case Callback.OnPacketObject shape when eventObjects -> shape.call(server(), packet);
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed("packet", packet.serverPort(), e);
        }
    }

    void open(Callback callback, Request request) {
        try {
            switch (callback) {
                case Callback.OnOpen shape -> shape.call(server(), request);
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed("open", request.fd(), e);
        }
    }

    /** Calls request or handshake; returns false when it threw. */
    boolean exchange(String event, Callback callback, Request request, Response response) {
        try {
            switch (callback) {
                case Callback.OnRequest shape -> shape.call(request, response);
                case Callback.OnHandshake shape -> shape.call(request, response);
                default -> common(callback);
            }
            return true;
        } catch (Throwable e) {
            failed(event, request.fd(), e);
            return false;
        }
    }

    /** Calls beforeHandshakeResponse; returns false when it threw. */
    boolean beforeHandshake(Callback callback, Request request, Response response) {
        try {
            switch (callback) {
                case Callback.OnBeforeHandshake shape -> shape.call(server(), request, response);
                case Callback.OnOpen shape -> shape.call(server(), request);
                default -> common(callback);
            }
            return true;
        } catch (Throwable e) {
            failed("beforeHandshakeResponse", request.fd(), e);
            return false;
        }
    }

    /** Calls an event of the server or of a worker, or a buffer event; {@code id} is a worker or an fd. */
    void id(String event, Callback callback, int id) {
        try {
            switch (callback) {
                case Callback.OnId shape -> shape.call(server(), id);
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed(event, id, e);
        }
    }

    void workerError(Callback callback, int worker, int pid, int exitCode, int signal) {
        try {
            switch (callback) {
                case Callback.OnWorkerError shape -> shape.call(server(), worker, pid, exitCode, signal);
                case Callback.OnId shape -> shape.call(server(), worker);
                default -> common(callback);
            }
        } catch (Throwable e) {
            failed("workerError", worker, e);
        }
    }

    /** Calls a callback that wants nothing beyond the server. */
    public void common(Callback callback) throws Exception {
        switch (callback) {
            case Callback.OnServer shape -> shape.call(server());
            case Callback.Plain shape -> shape.call();
            default -> throw new IllegalStateException("a callback with an event object needs the option event_object");
        }
    }

    /** A callback has thrown. */
    public void failed(String event, int id, Throwable e) {
        if (CoroutineState.isDismissed()) return;
        log.error("uncaught exception in the {} callback [{}]", event, id, e);
        uncaught();
    }

    /** A coroutine has ended with an exception, which is logged. */
    void uncaught() {
        // Outside of coroutines Swoole prints it, and the worker lives.
        if (exitOnUncaught && Scheduler.inCoroutine()) Runtime.getRuntime().halt(PHP_UNCAUGHT);
    }
}
