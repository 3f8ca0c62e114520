package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts frames out of a stream, which may bring them in any pieces. Confined to one thread at a time. */
public final class FrameReader {
    private static final int LENGTH_BYTES = 4;
    /** What a length may claim in memory before its bytes are there. */
    private static final int FIRST = 4096;

    private final int largest;
    private final byte[] head = new byte[LENGTH_BYTES];
    private int headBytes;
    private int length;
    private byte @Nullable [] partial;
    private int partialBytes;

    /** Creates a reader that takes frames of up to {@code largest} bytes, their length not counted. */
    public FrameReader(int largest) {
        this.largest = largest;
    }

    /**
     * Returns the next frame, which may be a view of {@code in}; decode it before either changes. Null when bytes are
     * missing: then all of {@code in} was taken.
     *
     * @throws MalformedFrameException when a frame is empty or too large; nothing behind it can be read
     */
    public @Nullable ByteBuffer read(ByteBuffer in) throws MalformedFrameException {
        if (headBytes < LENGTH_BYTES && !readHead(in)) return null;
        byte[] part = partial;
        if (part == null) {
            if (in.remaining() >= length) return whole(in);
            part = new byte[Math.min(length, Math.max(FIRST, in.remaining()))];
        }
        int taken = Math.min(in.remaining(), length - partialBytes);
        if (partialBytes + taken > part.length) part = grown(part, partialBytes + taken);
        in.get(part, partialBytes, taken);
        partialBytes += taken;
        partial = part;
        return partialBytes < length ? null : complete(part);
    }

    /** Tells whether a frame has begun and is not complete: a stream that ends here was cut. */
    public boolean isMidway() {
        return headBytes > 0;
    }

    private boolean readHead(ByteBuffer in) throws MalformedFrameException {
        int taken = Math.min(in.remaining(), LENGTH_BYTES - headBytes);
        in.get(head, headBytes, taken);
        headBytes += taken;
        if (headBytes < LENGTH_BYTES) return false;
        length = ByteBuffer.wrap(head).getInt();
        if (length <= 0 || length > largest) {
            throw new MalformedFrameException(
                    "a frame has " + Integer.toUnsignedString(length) + " bytes, expected 1 to " + largest);
        }
        return true;
    }

    private ByteBuffer whole(ByteBuffer in) {
        ByteBuffer frame = in.slice(in.position(), length);
        in.position(in.position() + length);
        headBytes = 0;
        return frame;
    }

    private ByteBuffer complete(byte[] part) {
        ByteBuffer frame = ByteBuffer.wrap(part, 0, length);
        partial = null;
        partialBytes = 0;
        headBytes = 0;
        return frame;
    }

    private byte[] grown(byte[] part, int needed) {
        return Arrays.copyOf(part, (int) Math.min(length, Math.max(needed, 2L * part.length)));
    }
}
