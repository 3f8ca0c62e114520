package swoole4j.engine.task;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.server.Callback;

/**
 * What a task worker works with. Immutable.
 *
 * @param settings of task workers
 * @param workers how many workers of all kinds there are
 * @param maxWaitSeconds how long a worker may take to end, 0 for ever
 * @param onTask the callback of tasks
 * @param onPipeMessage the callback of messages, or null
 * @param invoker calls them
 * @param events calls those of workers
 * @param callers knows who is who
 * @param results brings results back
 * @param watch looks after the failures of coroutines
 * @param clockMicros microseconds since the epoch
 * @param onLimit is told when a worker has handled as many tasks as it should
 * @param onEnd is told when a worker has ended
 */
record Workplace(
        TaskSettings settings,
        int workers,
        double maxWaitSeconds,
        Callback onTask,
        @Nullable Callback onPipeMessage,
        TaskInvoker invoker,
        LifeEvents events,
        Callers callers,
        Results results,
        Consumer<Scheduler> watch,
        LongSupplier clockMicros,
        Consumer<TaskWorker> onLimit,
        Consumer<TaskWorker> onEnd) {

    /** Returns seconds since the epoch. */
    double now() {
        return clockMicros.getAsLong() / 1e6;
    }
}
