package swoole4j.engine.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger whose lines have no name: as in Swoole they speak for themselves. Any thread. */
final class LineLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient Log log;

    LineLogger(String name, Log log) {
        this.name = name;
        this.log = log;
    }

    @Override
    public boolean isTraceEnabled() {
        return log.takes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.takes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return log.takes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return log.takes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return log.takes(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        log.write(level, String.valueOf(MessageFormatter.basicArrayFormat(message, arguments)), thrown);
    }
}
