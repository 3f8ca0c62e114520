package swoole4j;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of the pipe between a user process and the workers. Any thread. */
final class ProcessPipe {
    /** A wait without a limit. */
    static final long FOREVER = Long.MAX_VALUE;

    static final int LARGEST_MESSAGE = 65_536;
    private static final int CAPACITY = 256;

    private final boolean boundaries;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private byte @Nullable [] rest;

    ProcessPipe(boolean boundaries) {
        this.boundaries = boundaries;
    }

    /** Waits for room so long; returns how many bytes it has taken, less than all only without boundaries. */
    int write(byte[] data, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        int from = 0;
        while (from < data.length) {
            int to = Math.min(data.length, from + LARGEST_MESSAGE);
            if (!queue.offer(Arrays.copyOfRange(data, from, to), left(end, nanos), TimeUnit.NANOSECONDS)) break;
            from = to;
        }
        return from;
    }

    private static long left(long end, long nanos) {
        return nanos == FOREVER ? FOREVER : Math.max(0, end - System.nanoTime());
    }

    /**
     * Waits for data so long; what is over {@code size} is kept without boundaries, and lost with them, as with sockets.
     * Returns null when none has come.
     */
    byte @Nullable [] read(int size, long nanos) throws InterruptedException {
        byte[] data = takeRest();
        if (data == null) data = queue.poll(nanos, TimeUnit.NANOSECONDS);
        if (data == null || data.length <= size) return data;
        if (!boundaries) keepRest(Arrays.copyOfRange(data, size, data.length));
        return Arrays.copyOf(data, size);
    }

    private synchronized byte @Nullable [] takeRest() {
        byte[] taken = rest;
        rest = null;
        return taken;
    }

    private synchronized void keepRest(byte[] data) {
        rest = data;
    }
}
