package swoole4j.engine.link.shared;

/**
 * Bytes that this process handed over to reactors and whose way is not over. They are nobody else's to know: when the process
 * dies they are gone, and no count of them is left behind. Any thread.
 */
public interface Transit {
    /** Counts bytes that are about to be handed over; returns where they end among all that ever were. */
    long add(int reactor, long bytes);

    /** Tells whether a reactor has all that ends there, and counts it itself. */
    boolean hasArrived(int reactor, long end);
}
