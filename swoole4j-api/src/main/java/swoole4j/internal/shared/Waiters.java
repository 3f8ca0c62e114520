package swoole4j.internal.shared;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import swoole4j.core.coroutine.Suspension;

/**
 * Who waits in this process for something in shared memory. A coroutine sleeps alone. Who changes it in the same process wakes
 * them; other processes cannot, so that waiters look by themselves after pauses that double up to {@link #LONGEST}. Any thread.
 */
public final class Waiters {
    private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(8);

    private final Cell cell;
    private final ConcurrentLinkedQueue<Waiter> waiting = new ConcurrentLinkedQueue<>();

    /** Those who wait for a change of {@code cell}. */
    public Waiters(Cell cell) {
        this.cell = cell;
    }

    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        volatile boolean woken;

        boolean isWoken() {
            return woken;
        }
    }

    /**
     * Waits until {@code attempt} succeeds.
     *
     * @param nanos the longest time; 0 waits for ever
     */
    public Suspension await(BooleanSupplier attempt, long nanos) {
        if (attempt.getAsBoolean()) return Suspension.DONE;
        long start = System.nanoTime();
        Waiter self = new Waiter();
        waiting.add(self);
        try {
            long pause = SHORTEST;
            while (true) {
                self.woken = false;
                if (attempt.getAsBoolean()) return Suspension.DONE;
                long left = nanos == 0 ? Long.MAX_VALUE : nanos - (System.nanoTime() - start);
                if (left <= 0) return Suspension.TIMED_OUT;
                long most = cell.isShared() ? Math.min(pause, left) : nanos == 0 ? 0 : left;
                Suspension end = Suspension.until(self::isWoken, most);
                if (end == Suspension.CANCELED) return end;
                pause = end == Suspension.DONE ? SHORTEST : Math.min(2 * pause, LONGEST);
            }
        } finally {
            waiting.remove(self);
            if (self.woken) wake(1); // what it was woken for may be there for the next one
        }
    }

    /** Lets at most so many of this process look again. */
    public void wake(int most) {
        int left = most;
        for (Waiter waiter : waiting) {
            if (left == 0) return;
            if (waiter.woken) continue;
            waiter.woken = true;
            LockSupport.unpark(waiter.thread);
            left--;
        }
    }
}
