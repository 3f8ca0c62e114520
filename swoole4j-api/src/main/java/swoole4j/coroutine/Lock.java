package swoole4j.coroutine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.coroutine.Suspension;

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

    private volatile int errCode;

    /** Creates a lock for the coroutines of one worker. */
    public Lock() {
        this(false);
    }

    /** Creates a lock for the coroutines of one worker, or with {@code shared} of all workers in this JVM. */
    public Lock(boolean shared) {
        this.shared = shared;
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
        synchronized (waiting) {
            enter(self.scheduler());
            if (holder == null || holder == self || holder.isGone()) {
                holder = self;
                return true;
            }
            if ((operation & Constants.LOCK_NB) != 0) return fail(BUSY);
            waiting.add(waiter);
        }
        return await(waiter);
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
