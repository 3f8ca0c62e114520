package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What swoole4j logs from opening to closing, kept from the console. Any thread. */
public final class LogLines implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("swoole4j");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LogLines() {}

    /** Begins to keep them. */
    public static LogLines open() {
        LogLines log = new LogLines();
        log.appender.list = new CopyOnWriteArrayList<>();
        log.appender.start();
        log.logger.addAppender(log.appender);
        log.logger.setAdditive(false);
        return log;
    }

    /** Returns the texts of that level. */
    public List<String> texts(Level level) {
        return appender.list.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** One warning or more contains the text. */
    public void mustWarn(String text) {
        List<String> warnings = texts(Level.WARN);
        assertTrue(
                warnings.stream().anyMatch(line -> line.contains(text)),
                () -> "no warning has '" + text + "': " + warnings);
    }

    /** Returns the events of that level with their exceptions. */
    public List<ILoggingEvent> events(Level level) {
        return appender.list.stream()
                .filter(event -> event.getLevel().equals(level))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        appender.stop();
    }
}
