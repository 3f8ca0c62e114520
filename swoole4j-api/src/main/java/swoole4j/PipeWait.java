package swoole4j;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import swoole4j.core.coroutine.Suspension;

/** How long a caller waits for a pipe, and how that ended. Made by the one who waits; any thread may cancel. */
final class PipeWait {
    private static final double MOST_SECONDS = 1e9;
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Thread waiter = Thread.currentThread();
    private final boolean never;
    private final long end;
    private volatile boolean canceled;
    private volatile boolean waiting;
    private End how = End.DONE;

    enum End {
        DONE,
        TIMED_OUT,
        CANCELED,
        INTERRUPTED
    }

    private PipeWait(boolean never, long end) {
        this.never = never;
        this.end = end;
    }

    static PipeWait forever() {
        return new PipeWait(true, 0);
    }

    /** A wait of so many seconds; 0 or less is for ever. */
    static PipeWait of(double seconds) {
        boolean never = seconds <= 0 || seconds > MOST_SECONDS;
        return new PipeWait(never, never ? 0 : System.nanoTime() + (long) (seconds * 1e9));
    }

    /** Waits until {@code ready}, which may be over again when this returns; false when there is no point in going on. */
    boolean await(BooleanSupplier ready) {
        how = end(ready, Long.MAX_VALUE);
        return how == End.DONE;
    }

    /** The same for what becomes ready by another process, which wakes nobody here: looks again and again. */
    boolean awaitOther(BooleanSupplier ready) {
        long pause = SHORTEST_PAUSE;
        do {
            how = end(ready, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } while (how == End.TIMED_OUT && (never || end - System.nanoTime() > 0));
        return how == End.DONE;
    }

    private End end(BooleanSupplier ready, long most) {
        boolean endless = never && most == Long.MAX_VALUE;
        long left = endless ? 0 : Math.min(most, never ? most : end - System.nanoTime());
        if (!endless && left <= 0) return ready.getAsBoolean() ? End.DONE : End.TIMED_OUT;
        waiting = true;
        try {
            // an interrupt alone would not end it
            Suspension ended = Suspension.until(() -> canceled || waiter.isInterrupted() || ready.getAsBoolean(), left);
            if (ended == Suspension.TIMED_OUT) return End.TIMED_OUT;
            if (ended == Suspension.CANCELED || canceled) return End.CANCELED;
            return waiter.isInterrupted() ? End.INTERRUPTED : End.DONE;
        } finally {
            waiting = false;
        }
    }

    /** Returns how the last wait ended. */
    End how() {
        return how;
    }

    /** Ends the wait; false when there is none. */
    boolean cancel() {
        if (!waiting) return false;
        canceled = true;
        LockSupport.unpark(waiter);
        return true;
    }
}
