package swoole4j;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** One direction of the pipe between a user process and the workers. Any thread. */
final class ProcessPipe {
    static final int LARGEST_MESSAGE = 65_536;
    private static final int CAPACITY = 256;

    private final boolean boundaries;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private byte @Nullable [] rest;

    ProcessPipe(boolean boundaries) {
        this.boundaries = boundaries;
    }

    /** Waits for room. */
    void write(byte[] data) throws InterruptedException {
        for (int from = 0; from < data.length; from += LARGEST_MESSAGE) {
            queue.put(Arrays.copyOfRange(data, from, Math.min(data.length, from + LARGEST_MESSAGE)));
        }
    }

    /** Waits for data; what is over {@code size} is kept without boundaries, and lost with them, as with sockets. */
    byte[] read(int size) throws InterruptedException {
        byte[] data = takeRest();
        if (data == null) data = queue.take();
        if (data.length <= size) return data;
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
