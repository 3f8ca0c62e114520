package swoole4j.core.coroutine;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * When the waits of one worker end that have a limit of time. One thread of the worker, which is no coroutine, sleeps until the
 * earliest of them; a wait that ends before costs the JDK's timers nothing. Carrier-confined.
 */
final class Deadlines {
    private static final long NEVER = Long.MAX_VALUE;

    private final CarrierScheduler scheduler;
    private final long epoch = System.nanoTime();
    private @Nullable Deadline[] heap = new Deadline[16];
    private int size;
    private boolean begun;
    private @Nullable Thread sleeper;
    /** When the sleeper looks again at the latest. */
    private long looksAt = NEVER;

    Deadlines(CarrierScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The end of one wait. */
    static final class Deadline {
        private final Thread waiter = Thread.currentThread();
        private final long due;
        private int index;
        private boolean passed;

        private Deadline(long due) {
            this.due = due;
        }

        boolean isPassed() {
            return passed;
        }
    }

    /** A wait of the calling thread begins, which is unparked when the time has passed, and when the worker ends. */
    Deadline begin(long nanos) {
        long due = now() + nanos;
        Deadline deadline = new Deadline(due < 0 ? NEVER : due);
        if (size == heap.length) heap = Arrays.copyOf(heap, 2 * size);
        up(size++, deadline);
        if (deadline.due < looksAt) wakeSleeper();
        return deadline;
    }

    /** The wait is over, whatever ended it. */
    void end(Deadline deadline) {
        if (deadline.index < 0) return;
        Deadline last = at(--size);
        heap[size] = null;
        int index = deadline.index;
        deadline.index = -1;
        if (last == deadline) return;
        if (index > 0 && at(parent(index)).due > last.due) {
            up(index, last);
        } else {
            down(index, last);
        }
    }

    /** Returns how much is left of a wait. */
    long left(Deadline deadline) {
        return Math.max(1, deadline.due - now());
    }

    int size() {
        return size;
    }

    /** The worker has ended: whoever waits goes on elsewhere. */
    void endAll() {
        for (int i = 0; i < size; i++) {
            at(i).index = -1;
            LockSupport.unpark(at(i).waiter);
        }
        size = 0;
        if (sleeper != null) LockSupport.unpark(sleeper);
    }

    private void wakeSleeper() {
        looksAt = at(0).due;
        if (!begun) {
            begun = true;
            scheduler.startHidden(this::sleep);
        } else if (sleeper != null && sleeper != Thread.currentThread()) {
            LockSupport.unpark(sleeper); // one that has not begun yet looks by itself
        }
    }

    private void sleep() {
        sleeper = Thread.currentThread();
        while (!scheduler.isEnded()) {
            long now = now();
            while (size > 0 && at(0).due <= now) {
                Deadline due = at(0);
                end(due);
                due.passed = true;
                LockSupport.unpark(due.waiter);
            }
            looksAt = size == 0 ? NEVER : at(0).due;
            if (size == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, looksAt - now);
            }
        }
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    private void up(int from, Deadline deadline) {
        int index = from;
        while (index > 0 && at(parent(index)).due > deadline.due) {
            put(index, at(parent(index)));
            index = parent(index);
        }
        put(index, deadline);
    }

    private void down(int from, Deadline deadline) {
        int index = from;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && at(child + 1).due < at(child).due) child++;
            if (at(child).due >= deadline.due) break;
            put(index, at(child));
            index = child;
        }
        put(index, deadline);
    }

    private static int parent(int index) {
        return (index - 1) / 2;
    }

    private void put(int index, Deadline deadline) {
        heap[index] = deadline;
        deadline.index = index;
    }

    private Deadline at(int index) {
        Deadline deadline = heap[index];
        if (deadline == null) throw new IllegalStateException("nothing at " + index + " of " + size);
        return deadline;
    }
}
