package swoole4j.engine.log;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;
import swoole4j.SwooleException;
import swoole4j.engine.config.LogSettings;

/**
 * Lets SLF4J write Swoole's log; chosen with {@code -Dslf4j.provider=swoole4j.engine.log.LogProvider}, as the launcher
 * does. Any thread.
 */
public final class LogProvider implements SLF4JServiceProvider {
    private static final Log LOG = new Log(Clock.system(ZoneId.systemDefault()));

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();
    private final Factory loggers = new Factory();

    /** Called by SLF4J. */
    public LogProvider() {}

    /**
     * Does as a server's settings say, if this is what writes the log; otherwise tells once that it is not.
     *
     * @throws SwooleException when the file cannot be opened
     */
    public static void configure(LogSettings settings) {
        if (!settings.isGiven()) return; // another server of this process may have asked for something
        ILoggerFactory used = LoggerFactory.getILoggerFactory();
        if (!(used instanceof Factory)) {
            LoggerFactory.getLogger(LogProvider.class)
                    .warn(
                            "log_file, log_level and the like are left to {}",
                            used.getClass().getName());
            return;
        }
        try {
            LOG.configure(settings);
        } catch (IOException e) {
            throw new SwooleException("option log_file: " + settings.file() + " cannot be opened: " + e, 0, e);
        }
    }

    /** Tells how many event workers a server has: what is above is a task worker. */
    public static void eventWorkers(int count) {
        LOG.eventWorkers(count);
    }

    /** Goes on with a new file of the same name. */
    public static void reopen() {
        LOG.reopen();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    private static final class Factory implements ILoggerFactory {
        private final Map<String, Logger> byName = new ConcurrentHashMap<>();

        @Override
        public Logger getLogger(String name) {
            return byName.computeIfAbsent(name, it -> new LineLogger(it, LOG));
        }
    }
}
