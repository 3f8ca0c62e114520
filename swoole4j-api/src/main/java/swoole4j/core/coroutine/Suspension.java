package swoole4j.core.coroutine;

import java.util.function.BooleanSupplier;

/** How a wait of the caller ended, be it a coroutine or an ordinary thread. */
public enum Suspension {
    /** What was waited for is there. */
    DONE,
    /** The time has passed. */
    TIMED_OUT,
    /** Somebody cancelled the wait; what was waited for may still come, or have come at the same moment. */
    CANCELED;

    /**
     * Waits until {@code done} is true or the time has passed; a coroutine goes to sleep alone, its worker goes on. Whoever
     * makes it true calls {@link java.util.concurrent.locks.LockSupport#unpark} with the waiting thread afterwards.
     *
     * @param done must neither wait nor change anything: who cancels asks it, too
     * @param nanos the longest time; 0 waits for ever
     * @throws RuntimeException what the one who cancels wants to be thrown
     */
    public static Suspension until(BooleanSupplier done, long nanos) {
        CoroutineState coroutine = CoroutineState.running();
        if (coroutine != null && !coroutine.scheduler.isEnded()) return coroutine.await(done, nanos);
        Scheduler scheduler = Scheduler.current();
        boolean there =
                scheduler == null ? Scheduler.park(Suspension.class, done, nanos) : scheduler.await(done, nanos);
        return there ? DONE : TIMED_OUT;
    }
}
