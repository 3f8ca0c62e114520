package swoole4j.engine.worker;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_PROCESS;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;
import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;
import static swoole4j.Constants.WEBSOCKET_STATUS_CLOSING;
import static swoole4j.Constants.WEBSOCKET_STATUS_HANDSHAKE_FAILED;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.websocket.CloseCode;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.core.websocket.PackRefusal;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.ToReactor;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

/** What {@code push}, {@code ping} and {@code send} do: checks, room, and the message to the reactor. Any thread. */
public final class Sender {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int LARGE = 16 * 1024;
    private static final int MOST_REMEMBERED = 64 * 1024;

    private final ServerContext context;
    private final SendRoom room;
    private final Flushes flushes;
    private final LastTexts texts;
    private final Statistics statistics;
    private final Invoker invoker;

    Sender(ServerContext context, Statistics statistics) {
        this.context = context;
        this.statistics = statistics;
        this.invoker = new Invoker(context.server(), false, context.settings().exitOnUncaught());
        this.texts = new LastTexts();
        this.flushes = new Flushes(context);
        this.room = new SendRoom(
                context.settings().sendYield(), context.settings().sendTimeoutSeconds(), this::isToldOfRoom);
    }

    /** Among processes only a connection's own worker is. */
    private boolean isToldOfRoom(ConnectionState connection) {
        return context.mode() != SWOOLE_PROCESS || context.isInside(connection);
    }

    /** This process gets no events any more, while its callbacks still end. */
    public void leave() {
        room.leave();
    }

    SendRoom room() {
        return room;
    }

    /** All that was sent before has left; see {@link #sendAndWait}. */
    void flushed(long ticket) {
        flushes.done(ticket);
    }

    /** A connection has ended: nobody waits for it any more. */
    void ended(ConnectionState connection) {
        room.wake(connection.fd());
        flushes.ended(connection.fd());
    }

    /** See {@link swoole4j.websocket.Server#push(int, String, int, int)}. */
    public boolean push(int fd, String data, int opcode, int flags) {
        ConnectionState connection = websocket(fd);
        if (connection == null) return false;
        return push(connection, texts.bytes(data), opcode, flags);
    }

    /** See {@link swoole4j.websocket.Server#push(int, byte[], int, int)}. */
    public boolean push(int fd, byte[] data, int opcode, int flags) {
        ConnectionState connection = websocket(fd);
        if (connection == null) return false;
        return push(connection, own(connection, data), opcode, flags);
    }

    /** See {@link swoole4j.websocket.Server#push(int, Frame)}. */
    public boolean push(int fd, Frame frame) {
        ConnectionState connection = websocket(fd);
        if (connection == null) return false;
        if (frame instanceof CloseFrame close) return pushClose(connection, close.code(), close.reason());
        // The data of a plain frame with opcode 8 is dropped, as in Swoole.
        if (frame.opcode() == WEBSOCKET_OPCODE_CLOSE) return pushClose(connection, WEBSOCKET_CLOSE_NORMAL, "");
        return push(connection, own(connection, frame.bytes()), frame.opcode(), frame.effectiveFlags());
    }

    /** See {@link swoole4j.websocket.Server#pushAll(int[], byte[], int, long, IntConsumer)}. */
    public int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow) {
        if (opcode != WEBSOCKET_OPCODE_TEXT && opcode != WEBSOCKET_OPCODE_BINARY) {
            failed(SwooleError.WEBSOCKET_BAD_OPCODE, "opcode " + opcode + " is of no message, expected 1 or 2");
            return 0;
        }
        if (isTooLarge(data.length)) return 0;
        byte[] payload = data.clone();
        int[] late = new int[fds.length];
        int lateCount = 0;
        int taken = 0;
        for (int fd : fds) {
            ConnectionState connection = context.find(fd);
            if (connection == null || !takesFrames(connection) || !connection.isOpen()) continue;
            ToReactor.Push push = new ToReactor.Push(fd, opcode, SWOOLE_WEBSOCKET_FLAG_FIN, payload);
            if (isSlow(connection, push.size(), maxUnsent)) {
                late[lateCount++] = fd;
            } else {
                give(connection, push, push.size());
                taken++;
            }
        }
        for (int i = 0; i < lateCount; i++) slow.accept(late[i]);
        return taken;
    }

    private boolean isSlow(ConnectionState connection, long size, long maxUnsent) {
        long limit = context.port(connection).settings().sendBufferLimit();
        if (!room.isFree(connection, limit)) return true;
        long unsent = connection.unsent();
        return unsent > 0 && unsent + size > Math.min(maxUnsent, limit);
    }

    /** See {@link swoole4j.websocket.Server#ping(int, String)}. */
    public boolean ping(int fd, byte[] data) {
        ConnectionState connection = websocket(fd);
        return connection != null && push(connection, data, WEBSOCKET_OPCODE_PING, 1);
    }

    /** See {@link swoole4j.Server#send(int, byte[])}. */
    public boolean send(int fd, byte[] data) {
        ConnectionState connection = target(fd, data);
        return connection != null && send(connection, own(connection, data));
    }

    /** See {@link swoole4j.Server#send(int, String)}. */
    public boolean send(int fd, String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        ConnectionState connection = target(fd, data);
        return connection != null && send(connection, data);
    }

    private boolean send(ConnectionState connection, byte[] data) {
        return heardByNobody(connection) || hand(connection, new ToReactor.Send(connection.fd(), data), data.length);
    }

    private @Nullable ConnectionState target(int fd, byte[] data) {
        if (data.length == 0) {
            failed(SwooleError.NO_PAYLOAD, "the data sent must not be empty");
            return null;
        }
        ConnectionState connection = target(fd);
        return connection == null || isTooLarge(data.length) ? null : connection;
    }

    /** See {@link swoole4j.Server#sendfile(int, String, long, long)}. */
    boolean sendPart(ToReactor.SendPart part) {
        ConnectionState connection = target(part.fd());
        if (connection == null) return false;
        return heardByNobody(connection) || hand(connection, part, part.size());
    }

    /** See {@link swoole4j.Server#sendwait(int, byte[])}. */
    boolean sendAndWait(int fd, byte[] data) {
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null
                || !Thread.currentThread().isVirtual()
                || context.isTaskWorker()
                || context.mode() == SWOOLE_PROCESS) {
            return failed(SwooleError.OPERATION_NOT_SUPPORT, "can't sendwait outside of event workers of this process");
        }
        ConnectionState connection = target(fd);
        if (connection == null || !send(fd, data)) return false;
        double seconds = context.settings().sendTimeoutSeconds();
        if (flushes.await(connection, scheduler, (long) (seconds * 1e9))) return true;
        return SendRoom.failed(
                SendRoom.isOver(connection) ? SendRoom.CONNECTION_RESET : SwooleError.CO_TIMEDOUT.number());
    }

    /** Returns the connection when bytes may be sent on it as they are; else says why not. */
    private @Nullable ConnectionState target(int fd) {
        ConnectionState connection = context.find(fd);
        if (connection == null) {
            failed(SwooleError.SESSION_NOT_EXIST, "session#" + fd + " does not exists");
            return null;
        }
        // Inside a close callback Swoole's workers that own their connections still send.
        if (!connection.isOpen() && context.mode() != SWOOLE_BASE) {
            LastError.set(SwooleError.SESSION_CLOSED.number());
            return null;
        }
        if (!connection.isMultiplexed()) return connection;
        failed(
                SwooleError.OPERATION_NOT_SUPPORT,
                "connection[" + fd + "] speaks HTTP/2, bytes that are no frames cannot be sent on it");
        return null;
    }

    /** The peer is gone, as in its close callback: what is sent is taken and lost. */
    private boolean heardByNobody(ConnectionState connection) {
        return !connection.isOpen()
                && !connection.isClosedHere()
                && context.port(connection).settings().http();
    }

    private boolean push(ConnectionState connection, byte[] payload, int opcode, int flags) {
        PackRefusal refusal = PackRefusal.check(opcode, payload.length);
        if (refusal != null) return failed(SwooleError.WEBSOCKET_PACK_FAILED, refusal.text());
        if (opcode > WEBSOCKET_OPCODE_BINARY && opcode < WEBSOCKET_OPCODE_CLOSE) {
            return failed(SwooleError.WEBSOCKET_BAD_OPCODE, "opcode " + opcode + " is reserved (RFC 6455 5.2)");
        }
        if (opcode == WEBSOCKET_OPCODE_CLOSE) {
            return pushClose(connection, WEBSOCKET_CLOSE_NORMAL, new String(payload, StandardCharsets.UTF_8));
        }
        if (isTooLarge(payload.length)) return false;
        if (!connection.isOpen()) return true; // the peer is gone, as in its close callback
        ToReactor.Push push = new ToReactor.Push(connection.fd(), opcode, flags, payload);
        return hand(connection, push, push.size());
    }

    /** Sends a close frame and leaves the end to the peer's answer. */
    private boolean pushClose(ConnectionState connection, int code, String reason) {
        byte[] payload = closePayload(code, reason, SwooleError.WEBSOCKET_PACK_FAILED);
        if (payload == null) return false;
        connection.websocketStatus(WEBSOCKET_STATUS_CLOSING);
        if (connection.isOpen()) context.tell(connection, new ToReactor.SendClose(connection.fd(), payload));
        return true;
    }

    /** Returns the payload of a close frame, or null when code or reason are not allowed. */
    static byte @Nullable [] closePayload(int code, String reason, SwooleError tooLong) {
        if (reason.getBytes(StandardCharsets.UTF_8).length > ClosePayload.MAX_REASON) {
            failed(tooLong, "the max length of close reason is " + ClosePayload.MAX_REASON);
            return null;
        }
        if (!CloseCode.isValidOnWire(code)) {
            failed(
                    SwooleError.INVALID_PARAMS,
                    "close code " + code + " is not allowed, expected 1000-1003, 1007-1014 or 3000-4999");
            return null;
        }
        return ClosePayload.of(code, reason);
    }

    boolean hand(ConnectionState connection, ToReactor event, long reservation) {
        return hand(connection, event, reservation, () -> false);
    }

    /** Hands bytes over when there is room; {@code givenUp} ends the wait for it. */
    boolean hand(ConnectionState connection, ToReactor event, long reservation, BooleanSupplier givenUp) {
        long limit = context.port(connection).settings().sendBufferLimit();
        if (!room.await(connection, limit, givenUp)) return false;
        give(connection, event, reservation);
        return true;
    }

    private void give(ConnectionState connection, ToReactor event, long reservation) {
        long before = connection.addUnsent(reservation) - reservation;
        long high = context.port(connection).settings().highWatermark();
        // The reactor may send all that it has at once, so it must know before whom to tell of that.
        if (before < high && before + reservation >= high) bufferFull(connection);
        context.tell(connection, event);
        statistics.response();
    }

    private void bufferFull(ConnectionState connection) {
        Callbacks callbacks = context.port(connection).callbacks();
        if (!callbacks.has(EventKind.BUFFER_FULL) && !callbacks.has(EventKind.BUFFER_EMPTY)) return;
        if (!connection.beFull()) return;
        connection.watchDrain();
        if (!callbacks.has(EventKind.BUFFER_FULL)) return;
        int home = context.workers().home(connection);
        if (context.workers().isHere(home)) {
            context.workers().scheduler(home).start(() -> filled(connection));
        } else {
            context.tell(connection, new ToReactor.Filled(connection.fd()));
        }
    }

    /** Calls bufferFull, which is no coroutine's; in the connection's worker. */
    void filled(ConnectionState connection) {
        var full = context.port(connection).callbacks().get(EventKind.BUFFER_FULL);
        if (full != null) invoker.id("bufferFull", full, connection.fd());
    }

    /** Returns the connection when it is a WebSocket that takes frames; else says why not. */
    private @Nullable ConnectionState websocket(int fd) {
        ConnectionState connection = context.find(fd);
        if (connection == null) {
            log.warn("session#{} does not exists (ERRNO {})", fd, SwooleError.SESSION_NOT_EXIST.number());
            LastError.set(SwooleError.PHP_FATAL_ERROR.number());
            return null;
        }
        if (takesFrames(connection)) return connection;
        int status = connection.websocketStatus();
        log.warn(
                "the connected client of connection[{}] is not a websocket client or closed (ERRNO {})",
                fd,
                SwooleError.WEBSOCKET_UNCONNECTED.number());
        // Swoole knows 503 here only; the states it lets frames through in are ours to name.
        boolean underWay = !connection.isClosedHere() && status > 0 && status < WEBSOCKET_STATUS_HANDSHAKE_FAILED;
        LastError.set((underWay ? SwooleError.WEBSOCKET_UNCONNECTED : SwooleError.PHP_FATAL_ERROR).number());
        return null;
    }

    private static boolean takesFrames(ConnectionState connection) {
        return connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE && !connection.isClosedHere();
    }

    private boolean isTooLarge(int length) {
        long limit = context.settings().outputBufferSize();
        if (length <= limit) return false;
        failed(
                SwooleError.DATA_LENGTH_TOO_LARGE,
                "The length of data [" + length + "] exceeds the output buffer size[" + limit
                        + "], please use the sendfile, chunked transfer mode or adjust the output_buffer_size");
        return true;
    }

    static boolean failed(SwooleError error, String text) {
        log.warn("{} (ERRNO {})", text, error.number());
        LastError.set(error.number());
        return false;
    }

    /** Small payloads are copied by the reactor before this call returns when it shares the caller's thread. */
    private byte[] own(ConnectionState connection, byte[] data) {
        boolean copiedAtOnce = data.length <= LARGE
                && context.workers().areReactors()
                && context.workers().scheduler(connection.reactorId()).inLoop();
        return copiedAtOnce ? data : data.clone();
    }

    /** Remembers the bytes of the last text, per worker, so that a broadcast encodes and compresses it once. */
    private final class LastTexts {
        private final @Nullable String[] last = new String[context.workers().count()];
        private final byte[][] bytes = new byte[context.workers().count()][];

        @SuppressWarnings("ReferenceEquality") // the very same object is what a broadcast pushes
        byte[] bytes(String text) {
            Scheduler scheduler = Scheduler.current();
            if (scheduler == null || !scheduler.inLoop() || !context.workers().contains(scheduler))
                return text.getBytes(StandardCharsets.UTF_8);
            int id = scheduler.workerId();
            if (last[id] == text) return bytes[id];
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            boolean keep = encoded.length <= MOST_REMEMBERED;
            last[id] = keep ? text : null;
            bytes[id] = keep ? encoded : new byte[0];
            return encoded;
        }
    }
}
