package swoole4j.scenario;

import java.util.concurrent.TimeUnit;

/** A point of time on the monotonic clock. */
record Deadline(long nanos) {
    static Deadline in(long millis) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Rounded up, so that waiting that long is long enough; 0 when passed. */
    long millisLeft() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime() + 999_999));
    }
}
