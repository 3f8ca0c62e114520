package swoole4j.client.net;

import java.util.function.BooleanSupplier;
import swoole4j.core.coroutine.Suspension;

/**
 * Until when somebody waits.
 *
 * @param at in {@link System#nanoTime}
 * @param never whether there is no end
 */
public record Deadline(long at, boolean never) {
    private static final double MOST_SECONDS = 1e9;

    /** Returns the deadline in so many seconds; below 0 there is none. */
    public static Deadline in(double seconds) {
        if (seconds < 0 || seconds > MOST_SECONDS) return new Deadline(0, true);
        return new Deadline(System.nanoTime() + (long) (seconds * 1e9), false);
    }

    /** Waits until {@code done}; who makes it true unparks the caller. */
    public Suspension await(BooleanSupplier done) {
        if (never) return Suspension.until(done, 0);
        long left = left();
        if (left > 0) return Suspension.until(done, left);
        return done.getAsBoolean() ? Suspension.DONE : Suspension.TIMED_OUT;
    }

    /** Returns the nanoseconds that are left, 0 or less behind the end. */
    long left() {
        return never ? Long.MAX_VALUE : at - System.nanoTime();
    }

    /** Returns the deadline of the first of {@code count} attempts that come before this one. */
    Deadline share(int count) {
        return never || count == 1 ? this : new Deadline(System.nanoTime() + Math.max(0, left() / count), false);
    }
}
