package swoole4j.engine.worker;

import static swoole4j.Constants.WEBSOCKET_CLOSE_GOING_AWAY;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_CLOSE_STATUS_ERROR;
import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;
import static swoole4j.Constants.WEBSOCKET_STATUS_CLOSING;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.server.Callback;
import swoole4j.websocket.CloseFrame;

/** Ends connections and runs their close callbacks. Any thread. */
public final class Closer {
    private static final Logger log = LoggerFactory.getLogger(Closer.class);
    /** What a close callback gets as its reactor when this server closed. */
    private static final int BY_SERVER = -1;

    private static final byte[] NOTHING = {};

    private final ServerContext context;
    private final Sender sender;
    private final Invoker invoker;
    /** Of the connections whose close callback runs. */
    private final Map<Integer, CloseFrame> frames = new ConcurrentHashMap<>();

    Closer(ServerContext context, Sender sender, Invoker invoker) {
        this.context = context;
        this.sender = sender;
        this.invoker = invoker;
    }

    /** See {@link swoole4j.Server#close(int, boolean)}. */
    public boolean close(int fd, boolean reset) {
        ConnectionState connection = context.find(fd);
        if (connection == null) {
            LastError.set(SwooleError.SESSION_NOT_EXIST.number());
            return false;
        }
        if (!connection.closeHere()) {
            LastError.set(SwooleError.SESSION_CLOSING.number());
            return false;
        }
        boolean farewell = !reset && context.settings().goingAway();
        end(connection, farewell ? WEBSOCKET_CLOSE_NORMAL : 0, reset);
        return true;
    }

    /** Ends a connection from which nothing came for too long. */
    void closeIdle(int fd) {
        ConnectionState connection = context.find(fd);
        if (connection == null || !connection.closeHere()) return;
        context.tell(connection, new ToReactor.Discard(fd));
        end(connection, context.settings().goingAway() ? WEBSOCKET_CLOSE_GOING_AWAY : 0, false);
    }

    /** See {@link swoole4j.websocket.Server#disconnect(int, int, String)}. */
    public boolean disconnect(int fd, int code, String reason) {
        if (fd <= 0) {
            log.warn("fd[{}] is invalid (ERRNO {})", fd, SwooleError.SESSION_INVALID_ID.number());
            LastError.set(SwooleError.PHP_FATAL_ERROR.number());
            return false;
        }
        byte[] payload = Sender.closePayload(code, reason, SwooleError.INVALID_PARAMS);
        if (payload == null) return false;
        ConnectionState connection = context.find(fd);
        if (connection == null || connection.websocketStatus() != WEBSOCKET_STATUS_ACTIVE || !connection.closeHere()) {
            SwooleError error = connection == null ? SwooleError.SESSION_NOT_EXIST : SwooleError.WEBSOCKET_UNCONNECTED;
            log.warn(
                    "the connected client of connection[{}] is not a websocket client or closed (ERRNO {})",
                    fd,
                    error.number());
            LastError.set(SwooleError.PHP_FATAL_ERROR.number());
            return false;
        }
        connection.websocketStatus(WEBSOCKET_STATUS_CLOSING);
        context.tell(connection, new ToReactor.SendClose(fd, payload));
        tellClosed(connection, new ToReactor.Closing(fd, ToReactor.Closing.SAID, false, payload));
        return true;
    }

    /** Ends a WebSocket whose handler has returned with a close frame; false when one was sent already. */
    boolean hangUp(ConnectionState connection, int code) {
        return connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE && disconnect(connection.fd(), code, "");
    }

    /** Ends a connection because the server does. */
    public void shutDown(ConnectionState connection) {
        if (!connection.closeHere()) return;
        end(connection, context.settings().goingAway() ? WEBSOCKET_CLOSE_GOING_AWAY : 0, false);
    }

    private void end(ConnectionState connection, int farewell, boolean reset) {
        boolean frame = farewell != 0 && connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE;
        tellClosed(connection, new ToReactor.Closing(connection.fd(), frame ? farewell : 0, reset, NOTHING));
    }

    /** The close callback of a connection that this server ended runs inside its worker's call, elsewhere when it is due. */
    private void tellClosed(ConnectionState connection, ToReactor.Closing closing) {
        sender.ended(connection);
        boolean inside = context.isInside(connection)
                && Thread.currentThread().isVirtual()
                && connection.lastDispatchedMicros() != 0; // or else its beginning is still to be told
        if (inside) {
            closing(
                    connection,
                    new ToWorker.Closing(closing.fd(), closing.farewell(), closing.reset(), closing.words()));
        } else {
            context.tell(connection, closing);
        }
    }

    /** It is due; runs in a coroutine of the connection's worker. */
    void closing(ConnectionState connection, ToWorker.Closing closing) {
        int fd = connection.fd();
        switch (closing.farewell()) {
            case ToReactor.Closing.SAID -> closed(connection, BY_SERVER, null, closing.words());
            case 0 -> closed(connection, BY_SERVER, new ToReactor.Close(fd, closing.reset()), null);
            default -> {
                byte[] words = ClosePayload.of(closing.farewell(), "");
                closed(connection, BY_SERVER, new ToReactor.SendClose(fd, words), words);
            }
        }
    }

    /** The peer or a rule ended a connection; runs in a coroutine of its worker, behind the events before it. */
    void ended(ConnectionState connection, ToWorker.Closed closed) {
        ToReactor finish = new ToReactor.Finish(connection.fd());
        // Of what a close callback sends, a peer that ended its own side only may still read what is no protocol's.
        boolean finishLater = !context.port(connection).settings().http();
        if (!finishLater) context.tell(connection, finish);
        if (!connection.closeThere()) return; // this server was first, and lets go of it
        sender.ended(connection);
        closed(connection, closed.reactorId(), finishLater ? finish : null, closed.words());
    }

    /**
     * Calls close until it first waits; then nobody finds the connection any more. As in Swoole what it sends until then leaves
     * before {@code last}.
     */
    private void closed(ConnectionState connection, int reactorId, @Nullable ToReactor last, byte @Nullable [] words) {
        Callback callback = callback(connection);
        if (callback != null) Scheduler.required("close").runNow(() -> call(callback, connection, reactorId, words));
        if (last != null) context.tell(connection, last);
        connection.forget();
        context.tell(connection, new ToReactor.Release(connection.fd()));
    }

    private void call(Callback callback, ConnectionState connection, int reactorId, byte @Nullable [] words) {
        int fd = connection.fd();
        if (words != null) {
            int code = ClosePayload.code(words, WEBSOCKET_CLOSE_STATUS_ERROR);
            frames.put(fd, new CloseFrame(code, ClosePayload.reason(words)).fd(fd));
        }
        try {
            invoker.connection("close", callback, fd, reactorId);
        } finally {
            frames.remove(fd);
        }
    }

    /** See {@link swoole4j.websocket.Server#closeFrame}. */
    public @Nullable CloseFrame closeFrame(int fd) {
        return frames.get(fd);
    }

    /** On a WebSocket port, a connection that is no active WebSocket ends with disconnect where that is registered. */
    private @Nullable Callback callback(ConnectionState connection) {
        Callbacks callbacks = context.port(connection).callbacks();
        Callback disconnect = callbacks.get(EventKind.DISCONNECT);
        boolean plain = context.port(connection).settings().websocket()
                && connection.websocketStatus() != WEBSOCKET_STATUS_ACTIVE;
        if (disconnect != null && plain) return disconnect;
        return callbacks.get(EventKind.CLOSE);
    }
}
