package swoole4j.core.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The compressors of one worker. A zlib state costs 300 KiB, so the connections of a worker share one and keep no more
 * than their agreed parameters and, with context takeover, the last bytes of their messages. Worker-confined; nothing
 * native is held before the first use.
 */
public final class DeflatePool implements AutoCloseable {
    private static final int FIRST_SCRATCH = 4 * 1024;
    private static final int KEPT_SCRATCH = 256 * 1024;
    private static final int KEPT_INPUT = 64 * 1024;

    private final int level;
    private final MessageDeflater[] deflaters = new MessageDeflater[DeflateParameters.MAX_WINDOW_BITS + 1];
    private final MessageInflater statelessInflater;

    private @Nullable Deflater matching;
    private @Nullable Deflater literal;
    private @Nullable Inflater inflater;
    private boolean closed;
    private byte[] scratch = new byte[FIRST_SCRATCH];
    private byte[] input = new byte[0];

    /**
     * A pool for one worker.
     *
     * @param level zlib level 0 to 9, or -1 for zlib's default, 6
     * @throws IllegalArgumentException for any other level
     */
    public DeflatePool(int level) {
        if (level < -1 || level > 9) {
            throw new IllegalArgumentException("compression level is " + level + ", allowed are -1 to 9");
        }
        this.level = level;
        for (int bits = DeflateParameters.MIN_WINDOW_BITS; bits < deflaters.length; bits++) {
            deflaters[bits] = new MessageDeflater(this, bits, null);
        }
        this.statelessInflater = new MessageInflater(this, null);
    }

    /**
     * The compressor for one connection. Connections without context takeover and with the same window get the same
     * object, so what it makes of one payload may be sent to all of them.
     *
     * @param agreed the parameters of the connection
     * @param role the side that sends
     * @return a compressor that must be used by this pool's worker only
     */
    public MessageDeflater deflater(DeflateParameters agreed, Role role) {
        int bits = agreed.sendingWindowBits(role);
        return agreed.sendingTakeover(role) && MessageDeflater.matches(bits)
                ? new MessageDeflater(this, bits, new History(MessageDeflater.reach(bits)))
                : deflaters[bits];
    }

    /**
     * The decompressor for one connection.
     *
     * @param agreed the parameters of the connection
     * @param role the side that receives
     * @return a decompressor that must be used by this pool's worker only
     */
    public MessageInflater inflater(DeflateParameters agreed, Role role) {
        return agreed.receivingTakeover(role)
                ? new MessageInflater(this, new History(1 << agreed.receivingWindowBits(role)))
                : statelessInflater;
    }

    /** Frees the native memory. The pool and what it handed out cannot be used any more. */
    @Override
    public void close() {
        closed = true;
        if (matching != null) matching.end();
        if (literal != null) literal.end();
        if (inflater != null) inflater.end();
        matching = null;
        literal = null;
        inflater = null;
    }

    /** A compressor at the start of a raw deflate stream. */
    Deflater freshDeflater(boolean matches) {
        checkOpen();
        Deflater deflater = matches ? matching : literal;
        if (deflater != null) {
            deflater.reset();
            return deflater;
        }
        deflater = new Deflater(level, true);
        if (matches) {
            matching = deflater;
        } else {
            literal = deflater;
            deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            // The JDK sets the strategy in the next call, which then compresses nothing.
            deflater.deflate(scratch, 0, scratch.length, Deflater.NO_FLUSH);
            deflater.reset();
        }
        return deflater;
    }

    /** A decompressor at the start of a raw deflate stream. */
    Inflater freshInflater() {
        checkOpen();
        if (inflater == null) inflater = new Inflater(true);
        else inflater.reset();
        return inflater;
    }

    private void checkOpen() {
        if (closed) throw new IllegalStateException("the pool is closed");
    }

    /** An input buffer that is free again after the next inflation. */
    byte[] input(int capacity) {
        if (capacity > KEPT_INPUT) return new byte[capacity];
        if (input.length < capacity) input = new byte[Math.min(KEPT_INPUT, 2 * capacity)];
        return input;
    }

    /** The output buffer all codecs of this pool share; it has grown to {@code capacity} at least. */
    byte[] scratch(int capacity) {
        if (scratch.length < capacity) scratch = Arrays.copyOf(scratch, capacity);
        return scratch;
    }

    /** As {@link #scratch} for a new result; lets go of an array that one large message has left. */
    byte[] freshScratch(int capacity) {
        if (scratch.length < capacity || scratch.length > KEPT_SCRATCH)
            scratch = new byte[Math.max(capacity, FIRST_SCRATCH)];
        return scratch;
    }
}
