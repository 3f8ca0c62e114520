package swoole4j.core.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A message or control frame that is still arriving. Its array is never more than twice as large as what has arrived
 * (four times up to 64 KiB, or a kilobyte), whatever length the peer declares, and many small pieces cost linear time.
 */
final class Assembly {
    private static final byte[] EMPTY = {};
    private static final int FIRST_CAPACITY = 1024;
    private static final int EAGER_CAPACITY = 64 * 1024;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    final int opcode;
    final int flags;
    private final boolean text;

    private byte[] bytes = EMPTY;
    private int size;
    private long seen;
    private int utf8 = Utf8.BOUNDARY;

    /**
     * Begins with the header of the first frame.
     *
     * @param text whether the bytes are text that is validated as it comes
     */
    Assembly(int opcode, int flags, boolean text) {
        this.opcode = opcode;
        this.flags = flags;
        this.text = text;
    }

    int size() {
        return size;
    }

    /** The first {@link #size()} bytes are the payload so far. */
    byte[] array() {
        return bytes;
    }

    boolean ascii() {
        return (seen & Utf8.HIGH_BITS) == 0;
    }

    /**
     * Takes {@code length} bytes from {@code in} (absolute).
     *
     * @param total size the payload will have if it is known, else the largest it may have
     */
    void append(ByteBuffer in, int from, int length, int key, int total) throws ProtocolException {
        int end = size + length;
        if (end > bytes.length) {
            long wanted = Math.max(2L * end, Math.clamp(4L * end, FIRST_CAPACITY, EAGER_CAPACITY));
            bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(Math.min(wanted, MAX_ARRAY), total)));
        }
        long piece = Masking.copy(in, from, bytes, size, length, key);
        seen |= piece;
        if (text && (utf8 != Utf8.BOUNDARY || (piece & Utf8.HIGH_BITS) != 0)) {
            utf8 = Utf8.scan(utf8, bytes, size, end);
            if (utf8 < 0) throw ProtocolException.text(bytes[~utf8], ~utf8);
        }
        size = end;
    }

    /** The payload in an array of its own size. */
    byte[] finish() throws ProtocolException {
        if (utf8 != Utf8.BOUNDARY) throw ProtocolException.textCut();
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
