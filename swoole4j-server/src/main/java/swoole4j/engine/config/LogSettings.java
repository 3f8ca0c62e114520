package swoole4j.engine.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the log looks and where it goes.
 *
 * @param file where it goes, null for the console
 * @param level Swoole's number of the lowest level, 6 for nothing
 * @param dateFormat as of strftime
 * @param microseconds whether times have them
 * @param rotation Swoole's number of how often a new file is begun
 * @param background whether the process was asked to leave the console
 * @param isGiven whether any of it was asked for
 */
public record LogSettings(
        @Nullable Path file,
        int level,
        String dateFormat,
        boolean microseconds,
        int rotation,
        boolean background,
        boolean isGiven) {
    /** The form that Swoole gives dates. */
    public static final String DATE_FORMAT = "%Y-%m-%d %H:%M:%S";

    /** Reads the settings. */
    public static LogSettings of(Options options) {
        boolean debug = options.truth(Option.DEBUG_MODE);
        boolean given = options.has(Option.LOG_FILE)
                || options.has(Option.LOG_LEVEL)
                || options.has(Option.LOG_DATE_FORMAT)
                || options.has(Option.LOG_DATE_WITH_MICROSECONDS)
                || options.has(Option.LOG_ROTATION)
                || debug;
        return new LogSettings(
                AdminSettings.path(options, Option.LOG_FILE),
                debug ? 0 : (int) options.number(Option.LOG_LEVEL),
                options.text(Option.LOG_DATE_FORMAT),
                options.truth(Option.LOG_DATE_WITH_MICROSECONDS),
                (int) options.number(Option.LOG_ROTATION),
                options.truth(Option.DAEMONIZE),
                given);
    }
}
