package swoole4j.spi;

import java.util.PrimitiveIterator;

/** A view of live connections. Any thread. */
public interface ConnectionsHandle {
    /** Iterates the fds by ascending socket fd. */
    PrimitiveIterator.OfInt iterator();

    /** Counts them. */
    int size();

    /** Tells whether {@code fd} is live. */
    boolean contains(int fd);
}
