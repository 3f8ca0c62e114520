package swoole4j.core.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages one connection sends (RFC 7692 7.2.1): raw deflate, sync flush, the last four bytes left out.
 * Got from {@link DeflatePool#deflater}; worker-confined.
 *
 * <p>The JDK knows the window of 15 bits only. Smaller windows are kept by compressing in blocks of half a window, each
 * with the half window before it as dictionary: no distance can then exceed the window. Where that would be more
 * overhead than gain, no distances are used at all.
 */
public final class MessageDeflater {
    /** The empty block a sync flush ends with, which is not sent. */
    private static final int TAIL = 4;

    /** Below this window a block is too small to pay for itself. */
    private static final int MIN_MATCHING_BITS = 10;

    /** Taking in a full window costs ten times as much as compressing a small message, and 32 KiB per connection. */
    private static final int MAX_HISTORY = 8 * 1024;

    /** A flush into less room than this may repeat its marker. */
    private static final int MIN_ROOM = 64;

    private final DeflatePool pool;
    private final int windowBits;
    private final @Nullable History history;

    MessageDeflater(DeflatePool pool, int windowBits, @Nullable History history) {
        this.pool = pool;
        this.windowBits = windowBits;
        this.history = history;
    }

    /** Whether distances are used with this window, so that a history is of use. */
    static boolean matches(int windowBits) {
        return windowBits >= MIN_MATCHING_BITS;
    }

    /** The largest block. */
    private static int block(int windowBits) {
        return windowBits == DeflateParameters.MAX_WINDOW_BITS ? Integer.MAX_VALUE : 1 << (windowBits - 1);
    }

    /** How many bytes of earlier messages are kept: together with a block no more than the window. */
    static int reach(int windowBits) {
        return Math.min(MAX_HISTORY, block(windowBits));
    }

    /** Tells whether a result depends on the messages before, so that it can be used but once. */
    public boolean hasHistory() {
        return history != null;
    }

    /**
     * Compresses one whole message into {@link #output()}. With context takeover the result must be sent, since the
     * next message may refer to it.
     *
     * @param payload holds the message
     * @param from index of its first byte
     * @param length its size, at least 1
     * @return how many bytes of {@link #output()} are the result
     */
    public int deflate(byte[] payload, int from, int length) {
        boolean matches = matches(windowBits);
        int block = matches ? Math.min(block(windowBits), length) : length;
        History past = history;
        pool.freshScratch(capacity(length));
        int size = 0;
        for (int at = 0; at < length; at += block) {
            Deflater deflater = pool.freshDeflater(matches);
            if (at > 0) deflater.setDictionary(payload, from + at - block, block);
            else if (past != null && past.size() > 0) deflater.setDictionary(past.array(), 0, past.size());
            deflater.setInput(payload, from + at, Math.min(block, length - at));
            size = drain(deflater, size);
        }
        if (past != null) past.add(payload, from, length);
        return size - TAIL;
    }

    /**
     * As {@link #deflate} into an array of its own.
     *
     * @param payload the message, not empty
     * @return the compressed message
     */
    public byte[] deflate(byte[] payload) {
        int size = deflate(payload, 0, payload.length);
        return Arrays.copyOf(output(), size);
    }

    /**
     * The buffer that holds the last result. It belongs to the pool and is valid until the pool is used again.
     *
     * @return a buffer longer than the result
     */
    public byte[] output() {
        return pool.scratch(0);
    }

    /** Enough at once for a small message, a start for a large one. */
    private static int capacity(int length) {
        return Math.min(length, 32 * 1024) + (Math.min(length, 32 * 1024) >>> 3) + MIN_ROOM;
    }

    private int drain(Deflater deflater, int start) {
        int size = start;
        while (true) {
            byte[] target = pool.scratch(0);
            if (target.length - size < MIN_ROOM) target = pool.scratch(Math.addExact(size, Math.max(size, MIN_ROOM)));
            int room = target.length - size;
            int written = deflater.deflate(target, size, room, Deflater.SYNC_FLUSH);
            size += written;
            if (written < room) return size;
        }
    }
}
