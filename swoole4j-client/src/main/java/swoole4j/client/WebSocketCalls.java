package swoole4j.client;

import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED;
import static swoole4j.Constants.SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.net.Connection;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Incoming;
import swoole4j.client.net.SystemError;
import swoole4j.core.coroutine.Suspension;
import swoole4j.core.websocket.CloseCode;
import swoole4j.core.websocket.ClosePayload;
import swoole4j.core.websocket.PackRefusal;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.ReceivedFrames;

/** What a client does while it is a WebSocket. One reader; any thread may send. */
final class WebSocketCalls {
    private static final int FIRST_RESERVED = 3;
    private static final int LAST_RESERVED = 7;

    private final HttpClient client;
    private final Link link;
    private final Received received;
    private volatile boolean closed;

    WebSocketCalls(HttpClient client, Link link, Received received) {
        this.client = client;
        this.link = link;
        this.received = received;
    }

    /** Tells whether the last {@link #recv} found that the server has closed. */
    boolean isClosed() {
        return closed;
    }

    void begin() {
        closed = false;
    }

    /** Waits for a message; the caller has claimed reading. */
    @Nullable
    Frame recv(Connection connection, double seconds) {
        Incoming item;
        try {
            item = connection.take(Deadline.in(seconds));
        } catch (FailedException e) {
            received.failed(SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET, e.error(), String.valueOf(e.getMessage()));
            return null;
        }
        return switch (item) {
            case Incoming.Message message -> frame(connection.number(), message);
            case Incoming.Broken broken -> {
                link.drop(connection);
                received.failed(broken.why());
                yield null;
            }
            case Incoming.Closed _, Incoming.Head _, Incoming.Piece _, Incoming.End _ -> {
                closed = true;
                link.drop(connection);
                yield null;
            }
        };
    }

    private static Frame frame(int fd, Incoming.Message message) {
        byte[] payload = message.payload();
        if (message.opcode() != WEBSOCKET_OPCODE_CLOSE) {
            return ReceivedFrames.message(fd, message.opcode(), message.flags(), payload, message.ascii());
        }
        int code = ClosePayload.code(payload, WEBSOCKET_CLOSE_NORMAL);
        return ReceivedFrames.close(fd, message.flags(), code, ClosePayload.reason(payload));
    }

    boolean push(Frame frame) {
        return switch (frame) {
            case CloseFrame close -> close(close.code(), close.reason());
            case Frame plain when plain.opcode() == WEBSOCKET_OPCODE_CLOSE -> close(WEBSOCKET_CLOSE_NORMAL, "");
            case Frame plain -> push(plain.bytes().clone(), plain.opcode(), plain.effectiveFlags());
        };
    }

    boolean push(byte[] payload, int opcode, int flags) {
        if (opcode == WEBSOCKET_OPCODE_CLOSE) {
            return close(WEBSOCKET_CLOSE_NORMAL, new String(payload, StandardCharsets.UTF_8));
        }
        Connection connection = ready();
        if (connection == null) return false;
        if (opcode >= FIRST_RESERVED && opcode <= LAST_RESERVED)
            return received.failed(SwooleError.WEBSOCKET_BAD_OPCODE);
        if (PackRefusal.check(opcode, payload.length) != null) {
            return received.failed(SwooleError.WEBSOCKET_PACK_FAILED.number(), "websocket frame pack failed");
        }
        if (connection.isClosing()) return received.failed(SwooleError.WEBSOCKET_UNCONNECTED);
        ClientSettings settings = client.settings();
        Suspension how = connection.awaitRoom(settings.sendLimit(), false, Deadline.in(settings.writeSeconds()));
        if (how == Suspension.TIMED_OUT) {
            return received.failed(SystemError.TIMED_OUT.number(), SystemError.TIMED_OUT.text());
        }
        if (how != Suspension.DONE) return received.failed(SwooleError.CO_CANCELED);
        if (!connection.isOpen()) return received.failed(SwooleError.CLIENT_NO_CONNECTION);
        boolean fin = (flags & SWOOLE_WEBSOCKET_FLAG_FIN) != 0 || opcode > WEBSOCKET_OPCODE_CLOSE;
        connection.frame(opcode, fin, payload);
        return true;
    }

    /** Returns the connection if it is a WebSocket; otherwise says why not. */
    private @Nullable Connection ready() {
        Connection connection = link.open();
        if (connection == null) {
            received.failed(SwooleError.CLIENT_NO_CONNECTION);
            return null;
        }
        if (connection.isWebSocket()) return connection;
        received.failed(
                SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED,
                SwooleError.WEBSOCKET_HANDSHAKE_FAILED.number(),
                "websocket handshake failed, cannot push data");
        return null;
    }

    private boolean close(int code, String reason) {
        Connection connection = ready();
        return connection != null && close(connection, code, reason);
    }

    private boolean close(Connection connection, int code, String reason) {
        if (!CloseCode.isValidOnWire(code)) {
            return received.failed(
                    SwooleError.INVALID_PARAMS.number(),
                    "close code " + code + " is not allowed, expected 1000-1003, 1007-1014 or 3000-4999");
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > ClosePayload.MAX_REASON) {
            return received.failed(SwooleError.INVALID_PARAMS.number(), "the max length of close reason is 123");
        }
        if (!connection.beginClosing()) return received.failed(SwooleError.WEBSOCKET_UNCONNECTED);
        connection.frame(WEBSOCKET_OPCODE_CLOSE, true, ClosePayload.of(code, reason));
        return true;
    }

    /** Sends a close frame and waits for the end. */
    boolean disconnect(int code, String reason) {
        Connection connection = ready();
        if (connection == null || !close(connection, code, reason)) return false;
        try {
            connection.awaitEnd(Deadline.in(client.settings().closeSeconds()));
        } finally {
            link.drop(connection);
        }
        return true;
    }
}
