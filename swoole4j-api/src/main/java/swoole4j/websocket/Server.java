package swoole4j.websocket;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.ServerSpec;

/**
 * A WebSocket server, counterpart of {@code Swoole\WebSocket\Server}: an HTTP server with the events {@code handshake},
 * {@code beforeHandshakeResponse}, {@code open}, {@code message} and {@code disconnect}. {@code message} is required.
 *
 * <p>What goes over the wire obeys RFC 6455 and RFC 7692 even where Swoole does not.
 */
public class Server extends swoole4j.http.Server {
    /** Listens on all IPv4 addresses on a free port. */
    public Server() {
        this("0.0.0.0", 0);
    }

    /** Listens on {@code host} on a free port. */
    public Server(String host) {
        this(host, 0);
    }

    /** Listens on {@code host} and {@code port} in {@code SWOOLE_BASE} mode. */
    public Server(String host, int port) {
        this(host, port, SWOOLE_BASE);
    }

    /** Listens on {@code host} and {@code port} in the given mode. */
    public Server(String host, int port, int mode) {
        this(host, port, mode, SWOOLE_SOCK_TCP);
    }

    /** Binds the address; see {@link swoole4j.Server#Server(String, int, int, int)}. */
    public Server(String host, int port, int mode, int type) {
        super(ServerSpec.Protocol.WEBSOCKET, host, port, mode, type);
    }

    /** Sends a text message; see {@link #push(int, String, int, int)}. */
    public boolean push(int fd, String data) {
        return push(fd, data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends a message; see {@link #push(int, String, int, int)}. */
    public boolean push(int fd, String data, int opcode) {
        return push(fd, data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends a frame; true is a final one. See {@link #push(int, String, int, int)}. */
    public boolean push(int fd, String data, int opcode, boolean finish) {
        return push(fd, data, opcode, finish ? SWOOLE_WEBSOCKET_FLAG_FIN : 0);
    }

    /**
     * Sends one frame to a WebSocket. Counterpart of {@code push()}; callable from any worker and any thread.
     *
     * <p>The frame is queued and goes out with everything else that this turn of the worker queues for the connection. When
     * the connection's unsent bytes are over its limit, a coroutine waits until there is room ({@code send_yield}), any other
     * caller gets false with 1009. With negotiated compression every non-empty final text or binary message is compressed.
     *
     * <p>Differs from Swoole: reserved opcodes are refused (8502), a text with opcode CLOSE is the reason of code 1000, and
     * after a pushed close frame the connection is closing.
     *
     * @param data the payload, sent as UTF-8
     * @param opcode one of the {@code WEBSOCKET_OPCODE_} constants
     * @param flags {@code SWOOLE_WEBSOCKET_FLAG_FIN}, or 0 for a frame that is not the last one of its message
     * @return true when queued; false for an fd that is unknown, closed or no WebSocket (503), a bad opcode or a control
     *     frame over 125 bytes (8505), data over {@code output_buffer_size} (1203)
     */
    public boolean push(int fd, String data, int opcode, int flags) {
        return handle().push(fd, data, opcode, flags);
    }

    /** Sends bytes as a text message; they must be UTF-8. See {@link #push(int, byte[], int, int)}. */
    public boolean push(int fd, byte[] data) {
        return push(fd, data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends bytes; see {@link #push(int, byte[], int, int)}. */
    public boolean push(int fd, byte[] data, int opcode) {
        return push(fd, data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends bytes as a frame; true is a final one. See {@link #push(int, byte[], int, int)}. */
    public boolean push(int fd, byte[] data, int opcode, boolean finish) {
        return push(fd, data, opcode, finish ? SWOOLE_WEBSOCKET_FLAG_FIN : 0);
    }

    /** Sends bytes as one frame; see {@link #push(int, String, int, int)}. The array may be changed afterwards. */
    public boolean push(int fd, byte[] data, int opcode, int flags) {
        return handle().push(fd, data, opcode, flags);
    }

    /** Sends a frame object; its opcode, flags and finish decide. See {@link #push(int, String, int, int)}. */
    public boolean push(int fd, Frame frame) {
        return handle().push(fd, frame);
    }

    /** Sends any value as a text message; see {@link #push(int, Object, int, int)}. */
    public boolean push(int fd, @Nullable Object data) {
        return push(fd, data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Sends any value; see {@link #push(int, Object, int, int)}. */
    public boolean push(int fd, @Nullable Object data, int opcode) {
        return push(fd, data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /**
     * Sends a value that PHP would convert: numbers as their digits, true as {@code 1}, false and null as nothing. For a
     * {@link Frame} the other arguments are ignored.
     *
     * @throws swoole4j.SwooleException for a value that has no string form, such as a map
     */
    public boolean push(int fd, @Nullable Object data, int opcode, int flags) {
        return switch (data) {
            case Frame frame -> push(fd, frame);
            case byte[] bytes -> push(fd, bytes, opcode, flags);
            case null, default -> push(fd, Payload.text(data), opcode, flags);
        };
    }

    /**
     * Sends one final message to many WebSockets. Swoole has no such method: scripts push in a loop, where one that does not read keeps
     * the others waiting. Callable from any worker and any thread.
     *
     * <p>Never waits. What is sent is held once for all that this process has, and compressed once. An fd that is unknown, closed or
     * no WebSocket is left out without a word.
     *
     * @param fds whom to send it to; one that is named twice gets it twice
     * @param maxUnsent a WebSocket that has bytes unsent, and would have more than so many with the message, is slow and does not
     *     get it; never more than {@code socket_buffer_size}, whatever is said here
     * @param slow is told each slow one, behind all that was sent
     * @return how many took it; 0 also for an opcode of no message (8502) and data over {@code output_buffer_size} (1203)
     */
    public int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow) {
        return handle().pushAll(fds, data, opcode, maxUnsent, slow);
    }

    /** Closes with code 1000; see {@link #disconnect(int, int, String)}. */
    public boolean disconnect(int fd) {
        return disconnect(fd, swoole4j.Constants.WEBSOCKET_CLOSE_NORMAL, "");
    }

    /** Closes with {@code code}; see {@link #disconnect(int, int, String)}. */
    public boolean disconnect(int fd, int code) {
        return disconnect(fd, code, "");
    }

    /**
     * Sends a close frame behind what is queued and ends the connection. Counterpart of {@code disconnect()}.
     *
     * <p>The close callback (disconnect, when registered) runs inside this call with reactorId -1 when the caller is a
     * coroutine of the connection's worker; {@link #exists} and {@link #isEstablished} are false from then on. Differs from
     * Swoole: after the close frame the peer's close frame is awaited for {@code websocket_close_timeout} seconds
     * (RFC 6455 7.1.1) on a connection whose sending side is shut down already.
     *
     * @param code 1000-1003, 1007-1014 or 3000-4999
     * @param reason at most 123 bytes of UTF-8
     * @return false, with nothing sent, for an fd that is unknown, closed or no WebSocket, or a bad code or reason
     */
    public boolean disconnect(int fd, int code, String reason) {
        return handle().disconnect(fd, code, reason);
    }

    /** Sends an empty ping; see {@link #ping(int, String)}. */
    public boolean ping(int fd) {
        return ping(fd, "");
    }

    /**
     * Sends a ping. Counterpart of {@code ping()}.
     *
     * @return false for an fd that is unknown, closed or no WebSocket, or more than 125 bytes (8505)
     */
    public boolean ping(int fd, String data) {
        return handle().ping(fd, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells whether {@code fd} is a WebSocket whose handshake is done and that nobody closed. */
    public boolean isEstablished(int fd) {
        return handle().isEstablished(fd);
    }

    /**
     * Returns the close frame that ended a WebSocket, while its close or disconnect callback runs in the caller's worker: the one
     * that was sent or received first. A frame without a code has code 1005 here. Not in Swoole.
     *
     * @return null when the connection ended without a close frame, and outside of its callback
     */
    public @Nullable CloseFrame closeFrame(int fd) {
        return handle().closeFrame(fd);
    }

    /** Packs a final text frame; see {@link #pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data) {
        return Frame.pack(data);
    }

    /** Packs a final frame; see {@link #pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data, int opcode) {
        return Frame.pack(data, opcode);
    }

    /** Packs a frame; see {@link #pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data, int opcode, boolean finish) {
        return Frame.pack(data, opcode, finish);
    }

    /** Packs a frame for {@code send()}; see {@link Frame#pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data, int opcode, int flags) {
        return Frame.pack(data, opcode, flags);
    }

    /** Unpacks a frame; see {@link Frame#unpack(byte[])}. */
    public static @Nullable Frame unpack(byte[] data) {
        return Frame.unpack(data);
    }
}
