package swoole4j.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What connect, receive, close and disconnect get instead of numbers when {@code event_object} is on.
 * Counterpart of {@code Swoole\Server\Event}.
 *
 * @param fd the connection
 * @param reactorId the reactor that owns it, -1 when this server closed it
 * @param dispatchTime seconds since the epoch when the event was dispatched; 0 for connect and close, as in Swoole
 * @param bytes what was received, null unless something was
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ConnectionEvent(int fd, int reactorId, double dispatchTime, byte @Nullable [] bytes) {
    /** Returns what was received as a UTF-8 string, or null. */
    public @Nullable String data() {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
