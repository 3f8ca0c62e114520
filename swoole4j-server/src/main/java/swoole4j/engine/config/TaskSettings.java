package swoole4j.engine.config;

import java.util.random.RandomGenerator;

/**
 * The settings of task workers, read once at the start.
 *
 * @param workers how many
 * @param coroutines whether each task is a coroutine; otherwise one task runs at a time
 * @param objects whether the script says that its callback takes a Task
 * @param maxRequest after how many tasks a worker is replaced, 0 for never
 * @param maxRequestGrace up to how many more, by chance, so that not all are replaced at once
 * @param queueLength how many tasks and messages may wait for one worker
 * @param queueSize how many bytes of them
 */
public record TaskSettings(
        int workers,
        boolean coroutines,
        boolean objects,
        int maxRequest,
        int maxRequestGrace,
        int queueLength,
        long queueSize) {
    private static final int SMALL = 10;

    /** Reads the settings. */
    public static TaskSettings of(Options options) {
        int maxRequest = (int) options.number(Option.TASK_MAX_REQUEST);
        int grace = maxRequest > SMALL ? maxRequest / 2 : 0;
        return new TaskSettings(
                (int) options.number(Option.TASK_WORKER_NUM),
                options.truth(Option.TASK_ENABLE_COROUTINE),
                options.truth(Option.TASK_USE_OBJECT),
                maxRequest,
                options.has(Option.TASK_MAX_REQUEST_GRACE)
                        ? (int) options.number(Option.TASK_MAX_REQUEST_GRACE)
                        : grace,
                (int) options.number(Option.TASK_QUEUE_LENGTH),
                options.number(Option.TASK_QUEUE_SIZE));
    }

    /** Returns after how many tasks one worker is replaced, 0 for never. */
    public long requestLimit(RandomGenerator random) {
        if (maxRequest == 0 || maxRequestGrace == 0) return maxRequest;
        return maxRequest + random.nextLong(1, maxRequestGrace + 1L);
    }
}
