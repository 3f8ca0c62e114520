package swoole4j.websocket;

import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket frame or message, counterpart of {@code Swoole\WebSocket\Frame}.
 *
 * <p>Properties are read and written by methods of the same name: {@code frame.data()}, {@code frame.opcode(PONG)}. A
 * received text is decoded when {@link #data()} is first called. Not thread-safe.
 */
public class Frame {
    private int fd;
    private int opcode = WEBSOCKET_OPCODE_TEXT;
    private int flags = SWOOLE_WEBSOCKET_FLAG_FIN;
    private @Nullable Boolean finish;
    // One of the two is always there; the other is made when it is asked for.
    private byte @Nullable [] bytes;
    private @Nullable String text;
    private boolean ascii;

    /** Creates an empty final text frame. */
    public Frame() {
        this("");
    }

    /** Creates a final text frame. */
    public Frame(String data) {
        this.text = data;
    }

    /** Creates a final text frame from UTF-8 bytes; combine with {@link #opcode(int)} for others. */
    public Frame(byte[] data) {
        this.bytes = data.clone();
    }

    /** Creates a received frame; engines do. The array is taken over. */
    Frame(int fd, int opcode, int flags, byte[] bytes, boolean ascii) {
        this.fd = fd;
        this.opcode = opcode;
        this.flags = flags;
        this.finish = (flags & SWOOLE_WEBSOCKET_FLAG_FIN) != 0;
        this.bytes = bytes;
        this.ascii = ascii;
    }

    /** Returns the connection a received frame came from, 0 otherwise. */
    public int fd() {
        return fd;
    }

    /** Sets the connection. */
    public Frame fd(int fd) {
        this.fd = fd;
        return this;
    }

    /** Returns the payload as UTF-8 text; use {@link #bytes()} for binary messages. Empty for a {@link CloseFrame}. */
    public String data() {
        String decoded = text;
        if (decoded == null) {
            byte[] raw = bytes();
            // Pure ASCII needs no decoder: one byte is one char.
            text = decoded = new String(raw, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        }
        return decoded;
    }

    /** Sets the payload to text. */
    public Frame data(String data) {
        this.text = data;
        this.bytes = null;
        return this;
    }

    /** Returns the payload's bytes, not a copy. Empty for a {@link CloseFrame}. */
    public byte[] bytes() {
        byte[] raw = bytes;
        if (raw == null) bytes = raw = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        return raw;
    }

    /** Sets the payload to bytes. */
    public Frame data(byte[] data) {
        this.bytes = data.clone();
        this.text = null;
        this.ascii = false;
        return this;
    }

    /** Returns the opcode, text by default. */
    public int opcode() {
        return opcode;
    }

    /** Sets the opcode, one of the {@code WEBSOCKET_OPCODE_} constants. */
    public Frame opcode(int opcode) {
        this.opcode = opcode;
        return this;
    }

    /** Returns the {@code SWOOLE_WEBSOCKET_FLAG_} bits, FIN by default. */
    public int flags() {
        return flags;
    }

    /** Sets the {@code SWOOLE_WEBSOCKET_FLAG_} bits. */
    public Frame flags(int flags) {
        this.flags = flags;
        return this;
    }

    /** Returns whether a received frame was final; null on a new frame, where the flags decide. */
    public @Nullable Boolean finish() {
        return finish;
    }

    /** Sets whether the frame is final, over the FIN bit of the flags; null lets the flags decide. */
    public Frame finish(@Nullable Boolean finish) {
        this.finish = finish;
        return this;
    }

    /** Returns the flags with FIN as {@link #finish()} wants it: what sending uses. */
    public final int effectiveFlags() {
        if (finish == null) return flags;
        return finish ? flags | SWOOLE_WEBSOCKET_FLAG_FIN : flags & ~SWOOLE_WEBSOCKET_FLAG_FIN;
    }

    /** Returns the packed frame as a string of one char per byte (ISO 8859-1), as PHP's string conversion does. */
    @Override
    public String toString() {
        return new String(pack(this), StandardCharsets.ISO_8859_1);
    }

    /** Packs a final text frame; see {@link #pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data) {
        return pack(data, WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Packs a final frame; see {@link #pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data, int opcode) {
        return pack(data, opcode, SWOOLE_WEBSOCKET_FLAG_FIN);
    }

    /** Packs a frame; true is a final one. See {@link #pack(Object, int, int)}. */
    public static byte[] pack(@Nullable Object data, int opcode, boolean finish) {
        return pack(data, opcode, finish ? SWOOLE_WEBSOCKET_FLAG_FIN : 0);
    }

    /**
     * Makes the bytes of one frame, for {@code send()}. Counterpart of the static {@code pack()}.
     *
     * @param data a string, bytes, a Frame (the other arguments are ignored), or what PHP converts to a string
     * @param opcode 0 to 10
     * @param flags {@code SWOOLE_WEBSOCKET_FLAG_} bits; with MASK the payload is masked with Swoole's fixed key
     * @return no bytes, with a warning and error 8505, for a bad opcode or a control frame that is too long
     */
    public static byte[] pack(@Nullable Object data, int opcode, int flags) {
        return Packing.pack(data, opcode, flags);
    }

    /**
     * Reads one frame from the beginning of {@code data}; what follows is ignored. Counterpart of the static {@code unpack()}.
     *
     * @return a {@link CloseFrame} for opcode 8; null with error 508 for an incomplete or malformed frame
     */
    public static @Nullable Frame unpack(byte[] data) {
        return Packing.unpack(data);
    }
}
