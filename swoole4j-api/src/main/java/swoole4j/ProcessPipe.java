package swoole4j;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One direction of the pipe between a user process and the workers. Any thread. */
final class ProcessPipe {
    static final int LARGEST_MESSAGE = 65_536;
    private static final int CAPACITY = 256;

    private final boolean boundaries;
    private final Queue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Queue<Thread> readers = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> writers = new ConcurrentLinkedQueue<>();
    private volatile byte @Nullable [] rest;

    ProcessPipe(boolean boundaries) {
        this.boundaries = boundaries;
    }

    /** Waits for room; returns how many bytes it has taken, less than all only without boundaries. */
    int write(byte[] data, PipeWait wait) {
        int from = 0;
        while (from < data.length) {
            int to = Math.min(data.length, from + LARGEST_MESSAGE);
            byte[] piece = Arrays.copyOfRange(data, from, to);
            while (!queue.offer(piece)) {
                if (!await(writers, wait, () -> queue.size() < CAPACITY)) return from;
            }
            wake(readers);
            from = to;
        }
        return from;
    }

    /**
     * Waits for data; what is over {@code size} is kept without boundaries, and lost with them, as with sockets. Returns null
     * when none has come.
     */
    byte @Nullable [] read(int size, PipeWait wait) {
        byte[] data = take();
        while (data == null) {
            if (!await(readers, wait, () -> rest != null || !queue.isEmpty())) return null;
            data = take();
        }
        if (data.length <= size) return data;
        if (!boundaries) keepRest(Arrays.copyOfRange(data, size, data.length));
        return Arrays.copyOf(data, size);
    }

    private synchronized byte @Nullable [] take() {
        byte[] taken = rest;
        if (taken != null) {
            rest = null;
            return taken;
        }
        taken = queue.poll();
        if (taken != null) wake(writers);
        return taken;
    }

    private synchronized void keepRest(byte[] data) {
        rest = data;
        wake(readers);
    }

    private static boolean await(Queue<Thread> waiters, PipeWait wait, BooleanSupplier ready) {
        Thread self = Thread.currentThread();
        waiters.add(self);
        try {
            return wait.await(ready);
        } finally {
            waiters.remove(self);
        }
    }

    private static void wake(Queue<Thread> waiters) {
        for (Thread waiter : waiters) LockSupport.unpark(waiter);
    }
}
