package swoole4j.core.framing;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what one connection receives into messages. Messages that are there from end to end are copied once; of others what
 * has come is kept. Each byte is looked at and copied a bounded number of times, however small the pieces are it comes in.
 * What is kept is less than the largest message. For one thread.
 */
public final class PackageReader {
    private static final byte[] EMPTY = {};
    private static final ByteBuffer NOTHING = ByteBuffer.wrap(EMPTY);
    private static final int FIRST_CAPACITY = 256;

    private final Scanner scanner;
    private final int limit;
    private byte[] kept = EMPTY;
    private ByteBuffer view = NOTHING;
    private int start;
    private int size;
    private boolean discarding;

    /** Takes messages. */
    public interface Sink {
        /** Called with a message, which is the sink's from here on; false stops reading behind it. */
        boolean onPackage(byte[] bytes);
    }

    /**
     * Begins to read.
     *
     * @param limit the size of the largest message, {@code package_max_length}
     */
    public PackageReader(Framing framing, int limit) {
        this.scanner = Scanner.of(framing, limit);
        this.limit = limit;
    }

    /**
     * Reads on. When the sink stopped it, some of {@code in} may be left, and messages may be complete without any more input.
     *
     * @throws FramingException when the peer sent what is no message; all that follows is dropped
     */
    public void read(ByteBuffer in, Sink sink) throws FramingException {
        try {
            boolean more = true;
            while (more && !discarding) more = size == 0 ? readDirectly(in, sink) : readOn(in, sink);
        } catch (FramingException e) {
            discard();
            throw e;
        } finally {
            if (discarding) in.position(in.limit());
        }
    }

    /** Drops what is kept and all further input. */
    public void discard() {
        discarding = true;
        release();
    }

    /** Looks for a message in the input itself. */
    private boolean readDirectly(ByteBuffer in, Sink sink) throws FramingException {
        int available = Math.min(in.remaining(), limit);
        if (available == 0) return false;
        int wanted = scanner.size(in, in.position(), available);
        if (wanted > available) {
            if (available == limit) throw FramingException.endless(limit);
            take(in, available, wanted);
            return false;
        }
        byte[] message = new byte[wanted];
        in.get(message);
        return sink.onPackage(message);
    }

    /** Completes what is kept. */
    private boolean readOn(ByteBuffer in, Sink sink) throws FramingException {
        int taken = 0;
        int wanted = scanner.size(view, start, size);
        if (wanted > size) {
            if (size == limit) throw FramingException.endless(limit);
            if (!in.hasRemaining()) return false;
            taken = Math.min(in.remaining(), Math.min(wanted, limit) - size);
            take(in, taken, wanted);
            wanted = scanner.size(view, start, size);
            if (wanted > size) return in.hasRemaining() || size == limit;
        }
        byte[] message = wanted == kept.length ? kept : Arrays.copyOfRange(kept, start, start + wanted);
        int left = size - wanted;
        int unread = Math.min(left, taken); // what came with this piece goes back, and is read without a copy
        in.position(in.position() - unread);
        if (left == unread) {
            release();
        } else {
            start += wanted;
            size = left - unread;
        }
        return sink.onPackage(message);
    }

    private void take(ByteBuffer in, int count, int wanted) {
        int end = start + size + count;
        if (end > kept.length) {
            int needed = size + count;
            int roomy = Math.max(FIRST_CAPACITY, 2 * needed);
            byte[] larger = new byte[Math.max(needed, Math.min(roomy, Math.min(wanted, limit)))];
            System.arraycopy(kept, start, larger, 0, size);
            kept = larger;
            view = ByteBuffer.wrap(larger);
            start = 0;
        }
        in.get(kept, start + size, count);
        size += count;
    }

    private void release() {
        kept = EMPTY;
        view = NOTHING;
        start = 0;
        size = 0;
    }
}
