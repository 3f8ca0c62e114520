package swoole4j.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What swoole4j logs from opening to closing, kept from the console. Any thread. */
public final class LogLines implements AutoCloseable {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger logger = (Logger) LoggerFactory.getLogger("swoole4j");
    private final Kept kept = new Kept();

    private static final class Kept extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> events = new ArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            synchronized (events) {
                events.add(event);
                events.notifyAll();
            }
        }

        List<ILoggingEvent> of(Level level) {
            synchronized (events) {
                return events.stream()
                        .filter(event -> event.getLevel().equals(level))
                        .toList();
            }
        }

        /** Waits for the next event after the first {@code known}, of whatever level, until a deadline; false when none came. */
        boolean await(int known, long deadline) {
            synchronized (events) {
                while (events.size() <= known) {
                    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (millis <= 0) return false;
                    try {
                        events.wait(millis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new AssertionError("interrupted", e);
                    }
                }
                return true;
            }
        }

        int size() {
            synchronized (events) {
                return events.size();
            }
        }
    }

    private LogLines() {}

    /** Begins to keep them. */
    public static LogLines open() {
        LogLines log = new LogLines();
        log.kept.start();
        log.logger.addAppender(log.kept);
        log.logger.setAdditive(false);
        return log;
    }

    /** Returns the texts of that level. */
    public List<String> texts(Level level) {
        return kept.of(level).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Waits until one warning or more contains the text: a peer may see what a callback did before it has ended. */
    public void mustWarn(String text) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        int known;
        do {
            known = kept.size();
            if (texts(Level.WARN).stream().anyMatch(line -> line.contains(text))) return;
        } while (kept.await(known, deadline));
        throw new AssertionError("no warning has '" + text + "': " + texts(Level.WARN));
    }

    /** Waits until there are that many events of that level, and returns all: a peer may see what a callback did before that is logged. */
    public List<ILoggingEvent> await(Level level, int count) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        int known;
        do {
            known = kept.size();
            List<ILoggingEvent> events = kept.of(level);
            if (events.size() >= count) return events;
        } while (kept.await(known, deadline));
        throw new AssertionError("expected " + count + " of level " + level + ": " + texts(level));
    }

    /** Returns the events of that level with their exceptions. */
    public List<ILoggingEvent> events(Level level) {
        return kept.of(level);
    }

    @Override
    public void close() {
        logger.detachAppender(kept);
        logger.setAdditive(true);
        kept.stop();
    }
}
