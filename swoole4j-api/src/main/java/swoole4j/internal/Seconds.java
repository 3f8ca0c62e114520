package swoole4j.internal;

import java.util.concurrent.TimeUnit;

/** Time limits as Swoole gives them: in seconds, to the millisecond, none for 0 and less. */
public final class Seconds {
    private Seconds() {}

    /** Returns a limit in nanoseconds, 0 for none. */
    public static long nanos(double seconds) {
        return seconds > 0 ? TimeUnit.MILLISECONDS.toNanos(Math.max(1, (long) (seconds * 1000))) : 0;
    }
}
