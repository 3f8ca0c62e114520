package swoole4j.server;

import org.jspecify.annotations.Nullable;

/**
 * What pipeMessage gets when {@code event_object} is on. Counterpart of {@code Swoole\Server\PipeMessage}.
 *
 * @param sourceWorkerId who sent it; 0 for threads outside of workers
 * @param dispatchTime seconds since the epoch when it was sent
 * @param data the message
 */
public record PipeMessage(
        int sourceWorkerId, double dispatchTime, @Nullable Object data) {
    /** Alias of {@link #sourceWorkerId}, as in Swoole. */
    public int workerId() {
        return sourceWorkerId;
    }
}
