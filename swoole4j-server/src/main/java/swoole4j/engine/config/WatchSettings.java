package swoole4j.engine.config;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is done about coroutines that hold their worker.
 *
 * @param warnNanos from when on the log tells, 0 for never
 * @param slowLog the file that tells too, or null
 * @param slowLogNanos from when on it does
 */
public record WatchSettings(long warnNanos, @Nullable Path slowLog, long slowLogNanos) {
    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(250);

    /** Reads the settings. */
    public static WatchSettings of(Options options) {
        return new WatchSettings(
                TimeUnit.MILLISECONDS.toNanos(options.number(Option.SLOW_CALLBACK_MS)),
                AdminSettings.path(options, Option.REQUEST_SLOWLOG_FILE),
                (long) (options.seconds(Option.REQUEST_SLOWLOG_TIMEOUT) * TimeUnit.SECONDS.toNanos(1)));
    }

    /** Returns how often to look, so that what lasts that long is seen soon. */
    public static long period(long nanos) {
        return Math.clamp(nanos / 4, SHORTEST_PERIOD, LONGEST_PERIOD);
    }

    /** Returns the shortest time that anybody wants to hear of, 0 when nobody does. */
    public long shortestNanos() {
        if (slowLog == null) return warnNanos;
        return warnNanos == 0 ? slowLogNanos : Math.min(warnNanos, slowLogNanos);
    }
}
