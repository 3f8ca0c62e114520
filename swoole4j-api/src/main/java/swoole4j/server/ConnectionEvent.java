package swoole4j.server;

/**
 * What connect, close and disconnect get instead of numbers when {@code event_object} is on.
 * Counterpart of {@code Swoole\Server\Event}.
 *
 * @param fd the connection
 * @param reactorId the reactor that owns it, -1 when this server closed it
 * @param dispatchTime seconds since the epoch when the event was dispatched; 0 for connect and close, as in Swoole
 */
public record ConnectionEvent(int fd, int reactorId, double dispatchTime) {}
