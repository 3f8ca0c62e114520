package swoole4j.coroutine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.shared.Cell;
import swoole4j.internal.shared.Kind;
import swoole4j.internal.shared.SharedLock;
import swoole4j.internal.shared.SharedMemory;
import swoole4j.internal.shared.Waiters;

/**
 * A lock between coroutines. Counterpart of {@code Swoole\Coroutine\Lock}. Who waits gets it in the order of arrival; in Swoole
 * they ask again after ever longer pauses.
 *
 * <p>A coroutine that has it may take it again, which changes nothing: one {@link #unlock} gives it back. Nobody looks who
 * unlocks.
 */
public final class Lock {
    /** {@code EBUSY}. */
    private static final int BUSY = 16;

    private static final int CANCELED = 10017;

    private final boolean shared;
    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
    // Guarded by waiting.
    private @Nullable CoroutineState holder;
    private @Nullable Scheduler owner;

    /** What excludes other processes, when it is shared with them, and whether it is held. */
    private final @Nullable SharedLock across;

    private final @Nullable Waiters acrossWaiters;
    private volatile boolean acrossHeld;

    private volatile int errCode;

    /** Creates a lock for the coroutines of one worker. */
    public Lock() {
        this(false);
    }

    /**
     * Creates a lock for the coroutines of one worker, or with {@code shared} of all workers. Those may be in other processes when it is
     * made before {@code start()}, outside of coroutines; then every process must make the same shared objects in the same order. Of
     * several processes the one gets it that asks first: those that wait ask again at least every 8 ms.
     */
    public Lock(boolean shared) {
        this(shared, SharedMemory.get());
    }

    Lock(boolean shared, SharedMemory memory) {
        this.shared = shared;
        Cell cell = shared ? memory.cell(Kind.COROUTINE_LOCK) : null;
        if (cell == null || cell.number() < 0) {
            across = null;
            acrossWaiters = null;
        } else {
            across = new SharedLock(memory, cell, false);
            acrossWaiters = new Waiters(cell);
        }
    }

    private static final class Waiter {
        final CoroutineState coroutine;
        volatile boolean served;

        Waiter(CoroutineState coroutine) {
            this.coroutine = coroutine;
        }

        boolean isServed() {
            return served;
        }
    }

    /** Takes the lock, and waits while another coroutine has it. */
    public boolean lock() {
        return lock(Constants.LOCK_EX);
    }

    /**
     * Takes the lock. Counterpart of {@code lock}.
     *
     * @param operation {@link Constants#LOCK_EX}; with {@link Constants#LOCK_NB} it does not wait
     * @return false with {@link #errCode} 16 when it would have to wait and must not, 10017 when the wait was cancelled
     * @throws IllegalStateException outside of a coroutine, or in another worker's unless the lock is shared
     */
    public boolean lock(int operation) {
        CoroutineState self = CoroutineState.required("Lock.lock");
        Waiter waiter = new Waiter(self);
        boolean mayWait = (operation & Constants.LOCK_NB) == 0;
        boolean free;
        synchronized (waiting) {
            enter(self.scheduler());
            if (holder == self) return true;
            free = holder == null || holder.isGone();
            if (free) {
                holder = self;
            } else if (mayWait) {
                waiting.add(waiter);
            } else {
                return fail(BUSY);
            }
        }
        return (free || await(waiter)) && lockOtherProcesses(mayWait);
    }

    /** Excludes other processes when those of this one are excluded. */
    private boolean lockOtherProcesses(boolean mayWait) {
        SharedLock lock = across;
        if (lock == null || acrossWaiters == null || acrossHeld) return true; // held still for one that is gone
        boolean locked = false;
        int error = BUSY;
        try {
            locked = lock.tryExclusive(0);
            if (!locked && mayWait) {
                locked = acrossWaiters.await(() -> lock.tryExclusive(0), 0) == Suspension.DONE;
                error = CANCELED;
            }
        } finally {
            acrossHeld = locked;
            if (!locked) unlock();
        }
        return locked || fail(error);
    }

    private void enter(Scheduler scheduler) {
        if (shared || scheduler == owner) return;
        if (owner != null && !owner.isEnded()) {
            throw new IllegalStateException("the lock belongs to worker " + owner.workerId() + " and is not shared");
        }
        owner = scheduler;
        holder = null; // who had it, and who waited for it, is gone with the worker
        waiting.clear();
    }

    private boolean await(Waiter waiter) {
        boolean ended = false;
        try {
            Suspension end = shared
                    ? waiter.coroutine.await(waiter::isServed, 0)
                    : waiter.coroutine.awaitOwn(waiter::isServed, 0);
            ended = true;
            return end == Suspension.DONE || !leave(waiter) || fail(CANCELED);
        } finally {
            if (!ended && !leave(waiter)) unlock(); // the wait threw, but the lock was there
        }
    }

    /** Waits no more; false when the lock has come meanwhile. */
    private boolean leave(Waiter waiter) {
        synchronized (waiting) {
            return waiting.remove(waiter);
        }
    }

    private boolean fail(int code) {
        errCode = code;
        LastError.set(code);
        return false;
    }

    /** Gives the lock back, to the coroutine that has waited longest. Counterpart of {@code unlock}. Returns true, also when nobody has it. */
    public boolean unlock() {
        Waiter next;
        synchronized (waiting) {
            if (acrossHeld && across != null) across.release();
            acrossHeld = false;
            next = waiting.poll();
            holder = next == null ? null : next.coroutine;
            if (next != null) next.served = true;
        }
        if (next != null) next.coroutine.wakeLater();
        return true;
    }

    /** Returns why {@link #lock} failed last. Counterpart of {@code $errCode}. */
    public int errCode() {
        return errCode;
    }
}
