package swoole4j;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.internal.shared.SharedMemory;
import swoole4j.internal.shared.SharedPipe;

/** One direction of the pipe between a user process and the workers. Any thread. */
final class ProcessPipe {
    static final int LARGEST_MESSAGE = 65_536;

    private final boolean boundaries;
    private final SharedPipe pipe = new SharedPipe(SharedMemory.get());
    private final Queue<Thread> readers = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> writers = new ConcurrentLinkedQueue<>();

    ProcessPipe(boolean boundaries) {
        this.boundaries = boundaries;
    }

    /** Waits for room; returns how many bytes it has taken, less than all only without boundaries. */
    int write(byte[] data, PipeWait wait) {
        int from = 0;
        while (from < data.length) {
            int length = Math.min(data.length - from, LARGEST_MESSAGE);
            while (!pipe.put(data, from, length)) {
                if (!await(writers, wait, () -> pipe.hasRoom(length))) return from;
            }
            wake(readers);
            from += length;
        }
        return from;
    }

    /**
     * Waits for data; what is over {@code size} is kept without boundaries, and lost with them, as with sockets. Returns null
     * when none has come.
     */
    byte @Nullable [] read(int size, PipeWait wait) {
        byte[] data = pipe.take(size, !boundaries);
        while (data == null) {
            if (!await(readers, wait, () -> !pipe.isEmpty())) return null;
            data = pipe.take(size, !boundaries);
        }
        wake(writers);
        if (!pipe.isEmpty()) wake(readers);
        return data;
    }

    private boolean await(Queue<Thread> waiters, PipeWait wait, BooleanSupplier ready) {
        Thread self = Thread.currentThread();
        waiters.add(self);
        try {
            return pipe.isShared() ? wait.awaitOther(ready) : wait.await(ready);
        } finally {
            waiters.remove(self);
        }
    }

    private static void wake(Queue<Thread> waiters) {
        for (Thread waiter : waiters) LockSupport.unpark(waiter);
    }
}
