package swoole4j.engine.link;

import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/** The connections of a whole server, readable from everywhere without a message. Any thread. */
public interface ConnectionView {
    /** Returns a connection that was not yet forgotten, or null. */
    @Nullable
    ConnectionState find(int fd);

    /** Iterates the open connections by ascending socket fd; those of one port unless {@code port} is negative. */
    PrimitiveIterator.OfInt iterator(int port);

    /** Counts the open connections; those of one port unless {@code port} is negative. */
    int size(int port);

    /** Returns the open connection with the next socket fd behind that of {@code fd}, or behind none for 0; 0 when there is none. */
    int next(int fd);

    /** Returns what the connections come to now. */
    ConnectionCounts counts();
}
