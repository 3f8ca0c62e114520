package swoole4j.server;

import org.jspecify.annotations.Nullable;

/**
 * What finish gets instead of numbers when {@code event_object} is on. Counterpart of {@code Swoole\Server\TaskResult}.
 *
 * @param taskId what {@link swoole4j.Server#task(Object)} returned
 * @param taskWorkerId the task worker that ran the task
 * @param dispatchTime seconds since the epoch when the result was sent
 * @param data the result
 */
public record TaskResult(
        int taskId,
        int taskWorkerId,
        double dispatchTime,
        @Nullable Object data) {}
