package swoole4j.framework;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.spi.Applications;

/**
 * The connections that the application layer opened. Counterpart of {@code Hyperf\WebSocketServer\Collector\FdCollector}, to
 * read only. A connection is in it from the decision to upgrade it until {@link OnClose} returned. Where workers are processes:
 * those of the caller's worker.
 */
public final class FdCollector {
    private FdCollector() {}

    /** Returns a connection, or null. */
    public static @Nullable Fd get(int fd) {
        return Applications.current().connection(fd);
    }

    /** Tells whether there is such a connection. */
    public static boolean has(int fd) {
        return get(fd) != null;
    }

    /** Returns a copy of all. */
    public static List<Fd> list() {
        return Applications.current().connections();
    }
}
