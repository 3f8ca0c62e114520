package swoole4j.engine.link;

/**
 * One direction of the seam. Per connection, events arrive in the order they were offered.
 *
 * @param <T> what crosses
 */
@FunctionalInterface
public interface Link<T> {
    /** Hands {@code event} over; false means full, and the caller must stop reading that connection. */
    boolean offer(T event);
}
