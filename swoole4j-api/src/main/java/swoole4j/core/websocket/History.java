package swoole4j.core.websocket;

import java.util.Arrays;

/** The last bytes of a connection's messages, which the next message may refer to (RFC 7692 7.1.1, context takeover). */
final class History {
    private static final byte[] EMPTY = {};

    private final int limit;
    private byte[] bytes = EMPTY;
    private int size;

    History(int limit) {
        this.limit = limit;
    }

    /** The first {@link #size()} bytes are the history. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void add(byte[] message, int from, int length) {
        int added = Math.min(length, limit);
        int kept = Math.min(size, limit - added);
        byte[] target = bytes;
        if (target.length < kept + added) target = new byte[Math.min(limit, Math.max(2 * (kept + added), 256))];
        System.arraycopy(bytes, size - kept, target, 0, kept);
        System.arraycopy(message, from + length - added, target, kept, added);
        bytes = target;
        size = kept + added;
    }

    /** A snapshot for tests and diagnostics. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }
}
