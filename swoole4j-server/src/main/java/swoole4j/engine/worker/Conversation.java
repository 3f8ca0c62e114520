package swoole4j.engine.worker;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Suspension;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.HttpMessage;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

/**
 * One connection of a coroutine server: its requests are answered one after another, by a coroutine that is there only
 * while there is something to do. When a request has become a WebSocket, its frames wait here for the handler; the reactor
 * stops reading when too many do. Any thread.
 */
final class Conversation {
    private static final int TIMED_OUT = 110;
    private static final int BAD_DESCRIPTOR = 9;

    private final Conversations all;
    private final ConnectionState connection;

    // Guarded by this.
    private final ArrayDeque<ToWorker> waiting = new ArrayDeque<>(2);
    private boolean busy;
    private boolean closed;
    private boolean upgraded;
    private @Nullable Thread receiver;
    /** Streams in work; those of HTTP/1 have one at most. */
    private int exchanges;

    Conversation(Conversations all, ConnectionState connection) {
        this.all = all;
        this.connection = connection;
    }

    ConnectionState connection() {
        return connection;
    }

    /** Something came. */
    void arrive(ToWorker event) {
        synchronized (this) {
            waiting.add(event);
            if (receiver != null) LockSupport.unpark(receiver);
            if (busy || (upgraded && isAwaited(event))) return;
            busy = true;
        }
        if (event instanceof ToWorker.Requested requested) {
            if (all.begin(this::work)) return;
            synchronized (this) {
                waiting.remove(event);
                busy = false;
            }
            all.start(() -> all.refuse(connection, requested.request()));
        } else {
            all.start(this::work);
        }
    }

    /** Somebody receives, or will: only the end of what nobody waits for is nobody's. */
    private boolean isAwaited(ToWorker event) {
        return receiver != null || waiting.size() > 1 || !(event instanceof ToWorker.Closed);
    }

    private void work() {
        for (ToWorker next = next(); next != null; next = next()) {
            switch (next) {
                case ToWorker.Requested requested -> exchange(requested.request());
                case ToWorker.UpgradeRequested requested -> exchange(requested.request());
                case ToWorker.Message message -> done(message); // nobody receives it any more
                case ToWorker.Closed end -> ended(end);
                default -> throw new AssertionError("never waits: " + next);
            }
        }
    }

    private synchronized @Nullable ToWorker next() {
        ToWorker next = waiting.poll();
        busy = next != null;
        return next;
    }

    /** Answers one request; a coroutine. */
    void exchange(HttpMessage message) {
        if (!connection.isOpen()) {
            message.discard();
            return;
        }
        entered();
        try {
            all.serve(connection, message, all.answer(this, message));
        } finally {
            left();
        }
    }

    /** Tells whether the connection is one stream that a client of HTTP/2 opened for a WebSocket. */
    boolean isStream(HttpMessage message) {
        return message.stream() != 0 && !connection.isMultiplexed();
    }

    private synchronized void entered() {
        if (exchanges++ == 0) connection.rest(false);
    }

    private void left() {
        boolean last;
        synchronized (this) {
            last = --exchanges == 0;
        }
        if (!last || !connection.isOpen()) return;
        if (all.isEnding()) {
            all.closer.shutDown(connection);
        } else {
            connection.rest(true);
        }
    }

    /** The server ends. */
    void endIfIdle() {
        synchronized (this) {
            if (busy || exchanges > 0) return;
        }
        all.closer.shutDown(connection);
    }

    // ---- as a WebSocket

    /** The request in work has become a WebSocket. */
    synchronized void upgraded() {
        upgraded = true;
        connection.rest(false);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Waits for the next message; a coroutine.
     *
     * @param nanos 0 waits for ever
     * @return null, with the last error set, when there is none
     */
    ToWorker.@Nullable Message receive(long nanos) {
        synchronized (this) {
            if (receiver != null) {
                Answer.refuse(
                        SwooleError.CO_HAS_BEEN_BOUND.number(),
                        "another coroutine waits for frames of connection " + connection.fd() + " already");
                return null;
            }
            receiver = Thread.currentThread();
        }
        Suspension wait;
        ToWorker next;
        try {
            wait = Suspension.until(this::hasNews, nanos);
        } finally {
            next = taken();
        }
        return switch (next) {
            case ToWorker.Message message -> {
                done(message);
                yield message;
            }
            case ToWorker.Closed end -> {
                ended(end);
                yield none(connection.violation());
            }
            case null -> none(reason(wait));
            default -> throw new AssertionError("never waits: " + next);
        };
    }

    private synchronized boolean hasNews() {
        return closed || !waiting.isEmpty();
    }

    private synchronized @Nullable ToWorker taken() {
        receiver = null;
        return closed ? null : waiting.poll();
    }

    private synchronized int reason(Suspension wait) {
        if (closed) return BAD_DESCRIPTOR;
        return wait == Suspension.CANCELED ? SwooleError.CO_CANCELED.number() : TIMED_OUT;
    }

    private static ToWorker.@Nullable Message none(int error) {
        LastError.set(error);
        return null;
    }

    private void done(ToWorker.Message message) {
        all.context.tell(connection, new ToReactor.Done(connection.fd(), message.payload().length));
    }

    /** The peer, or a rule, has ended the connection, and all that came before was looked at. */
    private void ended(ToWorker.Closed end) {
        all.closer.ended(connection, end);
        all.forget(connection.fd());
    }

    /** Ends the WebSocket when its handler has returned: with a close frame, unless the peer has ended it. */
    void hangUp(int code) {
        ToWorker.Closed end = null;
        synchronized (this) {
            if (closed) return;
            for (ToWorker next; (next = waiting.poll()) != null; ) {
                if (next instanceof ToWorker.Closed found) end = found;
            }
        }
        if (end != null) {
            ended(end);
        } else if (!all.closer.hangUp(connection, code)) {
            all.closer.shutDown(connection);
        }
        closedHere();
    }

    /** Nothing more is received or sent. */
    void closedHere() {
        synchronized (this) {
            closed = true;
            if (receiver != null) LockSupport.unpark(receiver);
        }
    }

    /** Notes that this side closes; false, with the last error set, when it is closed already. */
    synchronized boolean isThere() {
        if (closed) LastError.set(BAD_DESCRIPTOR);
        return !closed;
    }
}
