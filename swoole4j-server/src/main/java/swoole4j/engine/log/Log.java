package swoole4j.engine.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.LogSettings;

/**
 * Where all lines go: {@code [date MARK pid.worker] LEVEL text}, with tabs between, to the console or a file. There is one per
 * process, as in Swoole, so the server that starts last decides. Any thread.
 */
final class Log {
    private static final int NOTHING = 6;

    private final ReentrantLock lock = new ReentrantLock();
    private final long pid = ProcessHandle.current().pid();
    private final Clock clock;
    private volatile int threshold = 2;

    // Guarded by lock.
    private DateFormat dates = new DateFormat(LogSettings.DATE_FORMAT);
    private boolean microseconds;
    private @Nullable LogFile file;

    private int eventWorkers;

    Log(Clock clock) {
        this.clock = clock;
    }

    /** Does as a server's settings say. */
    void configure(LogSettings settings) throws IOException {
        LogFile next = settings.file() == null
                ? null
                : new LogFile(settings.file(), settings.rotation(), ZonedDateTime.now(clock));
        lock.lock();
        try {
            if (file != null) file.close();
            file = next;
            dates = new DateFormat(settings.dateFormat());
            microseconds = settings.microseconds();
            threshold = settings.level();
        } finally {
            lock.unlock();
        }
    }

    /** Several servers may share the log: the largest counts. */
    void eventWorkers(int count) {
        lock.lock();
        try {
            eventWorkers = Math.max(eventWorkers, count);
        } finally {
            lock.unlock();
        }
    }

    void reopen() {
        lock.lock();
        try {
            if (file != null) file.reopen();
        } finally {
            lock.unlock();
        }
    }

    boolean takes(Level level) {
        return threshold < NOTHING && number(level) >= threshold;
    }

    /** Swoole's number; it has one between info and warning, and one between debug and info. */
    private static int number(Level level) {
        return switch (level) {
            case TRACE, DEBUG -> 0;
            case INFO -> 2;
            case WARN -> 4;
            case ERROR -> 5;
        };
    }

    private static String word(Level level) {
        return level == Level.WARN ? "WARNING" : level.name();
    }

    void write(Level level, String text, @Nullable Throwable thrown) {
        StringBuilder line = new StringBuilder(text.length() + 64);
        ZonedDateTime now = ZonedDateTime.now(clock);
        String rest = "]\t" + word(level) + "\t" + text + "\n" + stack(thrown);
        lock.lock();
        try {
            line.append('[').append(dates.format(now));
            if (microseconds) line.append(String.format(Locale.ROOT, "<.%06d>", now.getNano() / 1000));
            line.append(' ').append(who()).append(rest);
            if (file == null) {
                System.err.print(line);
            } else {
                file.write(line.toString(), now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Swoole's mark of an event worker, a task worker or anything else, with the process and the worker. */
    private String who() {
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null) return "#" + pid + ".0";
        char mark = scheduler.workerId() < eventWorkers ? '*' : '^';
        return mark + "" + pid + "." + scheduler.workerId();
    }

    private static String stack(@Nullable Throwable thrown) {
        if (thrown == null) return "";
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
