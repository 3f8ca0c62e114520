package swoole4j.engine.process;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * When a worker that ended may be started again: at once when it was of use, otherwise later each time. Confined to whoever
 * watches the worker.
 */
public final class Respawn {
    private static final long OF_USE = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(125);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);
    /** Waits are shorter by up to this part, so that workers that fall together do not get up together. */
    private static final double JITTER = 0.2;

    private static final int MOST_FAILURES = 10;

    private final LongSupplier clock;
    private final RandomGenerator random;
    private long begun;
    private boolean ready;
    private long pause;
    private int neverReady;

    /** Creates it with the time of day. */
    public Respawn() {
        this(System::nanoTime, RandomGenerator.getDefault());
    }

    Respawn(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The worker was started. */
    public void started() {
        begun = clock.getAsLong();
        ready = false;
    }

    /** It is ready to work. */
    public void ready() {
        ready = true;
        neverReady = 0;
    }

    /** It ended. Returns how many nanoseconds to wait before it is started again: 0, or 0.1 to 5 seconds. */
    public long ended() {
        if (ready && clock.getAsLong() - begun >= OF_USE) {
            pause = 0;
            return 0;
        }
        if (!ready) neverReady++;
        pause = pause == 0 ? FIRST_WAIT : Math.min(LONGEST_WAIT, 2 * pause);
        return (long) (pause * (1 - JITTER * random.nextDouble()));
    }

    /** Tells whether it ended ten times in a row without having been ready, so that there is no point in trying again. */
    public boolean givesUp() {
        return neverReady >= MOST_FAILURES;
    }
}
