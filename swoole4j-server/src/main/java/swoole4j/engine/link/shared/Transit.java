package swoole4j.engine.link.shared;

/**
 * Bytes of connections that this process handed over and whose way to the owner of the socket is not over. They are nobody
 * else's to know: when the process dies they are gone, and no count of them is left behind. Any thread.
 */
public interface Transit {
    /** Returns how many there are. */
    long of(int fd, int reactor);

    /** Adds some that are about to be handed over; returns how many there are then. */
    long add(int fd, int reactor, long bytes);
}
