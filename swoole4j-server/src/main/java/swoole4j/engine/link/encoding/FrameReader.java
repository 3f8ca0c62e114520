package swoole4j.engine.link.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frames out of a stream, which may bring them in any pieces. What comes is copied once, into an array: most frames are
 * short, and an array is read faster than the memory of a socket's buffer. Confined to one thread at a time.
 */
public final class FrameReader {
    private static final int LENGTH_BYTES = 4;
    private static final int FIRST = 4096;
    private static final int LARGEST_KEPT = 256 * 1024;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int largest;
    private byte[] bytes = new byte[FIRST];
    private ByteBuffer frame = ByteBuffer.wrap(bytes);

    // what came and is not cut yet
    private int from;
    private int to;

    /** Creates a reader that takes frames of up to {@code largest} bytes, their length not counted. */
    public FrameReader(int largest) {
        this.largest = largest;
    }

    /**
     * Takes all of {@code in} and returns the next frame, or null when bytes are missing. The frame is a view, the same one
     * each time: decode it before the next call.
     *
     * @throws MalformedFrameException when a frame is empty or too large; nothing behind it can be read
     */
    public @Nullable ByteBuffer read(ByteBuffer in) throws MalformedFrameException {
        if (in.hasRemaining()) take(in);
        if (to - from < LENGTH_BYTES) return null;
        int length = (int) INT.get(bytes, from);
        if (length <= 0 || length > largest) {
            throw new MalformedFrameException(
                    "a frame has " + Integer.toUnsignedString(length) + " bytes, expected 1 to " + largest);
        }
        if (to - from - LENGTH_BYTES < length) return null;
        frame.limit(from + LENGTH_BYTES + length).position(from + LENGTH_BYTES);
        from += LENGTH_BYTES + length;
        return frame;
    }

    /** Tells whether a frame has begun and is not complete: a stream that ends here was cut. */
    public boolean isMidway() {
        return to > from;
    }

    /** Memory is taken as bytes come, whatever a length claims. */
    private void take(ByteBuffer in) {
        int count = in.remaining();
        if (from == to) {
            from = 0;
            to = 0;
            if (bytes.length > LARGEST_KEPT) move(new byte[FIRST]);
        }
        if (count > bytes.length - to) {
            int needed = Math.addExact(to - from, count);
            move(needed <= bytes.length ? bytes : new byte[larger(needed)]);
        }
        in.get(bytes, to, count);
        to += count;
    }

    private int larger(int needed) {
        return (int) Math.min(LONGEST_ARRAY, Math.max(needed, 2L * bytes.length));
    }

    private void move(byte[] target) {
        System.arraycopy(bytes, from, target, 0, to - from);
        to -= from;
        from = 0;
        if (target == bytes) return;
        bytes = target;
        frame = ByteBuffer.wrap(target);
    }
}
