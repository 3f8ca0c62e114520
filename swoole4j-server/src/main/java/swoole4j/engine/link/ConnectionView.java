package swoole4j.engine.link;

import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/** The connections of a whole server, readable from everywhere without a message. Any thread. */
public interface ConnectionView {
    /** Returns a connection that was not yet forgotten, or null. */
    @Nullable
    ConnectionState find(int fd);

    /** Iterates the open connections, ascending; those of one port unless {@code port} is negative. */
    PrimitiveIterator.OfInt iterator(int port);

    /** Counts the open connections; those of one port unless {@code port} is negative. */
    int size(int port);

    /** Returns the smallest open fd above {@code fd}, or 0. */
    int next(int fd);
}
