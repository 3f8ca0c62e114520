package swoole4j.engine.admin;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;
import swoole4j.engine.worker.Statistics;

/**
 * Who works for a running server. Any thread.
 *
 * @param context of its workers
 * @param services of its workers
 * @param tasks its task workers and user processes
 */
public record Staff(ServerContext context, Services services, TaskSystem tasks) {
    /** Worker 0, which Swoole calls the master in {@code SWOOLE_BASE}. */
    static final int MASTER = 0;

    int workers() {
        return context.workers().count();
    }

    /** Returns what runs an event worker, or null when there is none with that id. */
    @Nullable
    Scheduler worker(int id) {
        return id >= 0 && id < workers() && context.workers().isHere(id)
                ? context.workers().scheduler(id)
                : null;
    }

    Scheduler master() {
        return context.workers().scheduler(MASTER);
    }

    int idleWorkers() {
        return (int) ids().filter(context.workers()::isIdle).count();
    }

    /** Returns how many coroutines the caller's worker has, outside of workers all of them together. */
    int coroutines() {
        Scheduler own = Scheduler.current();
        if (own != null) return own.count();
        return ids().map(context.workers()::coroutines).sum();
    }

    /** Returns how many coroutines the caller's worker had at most, outside of workers the sum of these. */
    int coroutinesAtMost() {
        Scheduler own = Scheduler.current();
        if (own != null) return own.peak();
        return ids().map(context.workers()::coroutinesAtMost).sum();
    }

    private IntStream ids() {
        return IntStream.range(0, workers());
    }

    Statistics statistics() {
        return services.statistics();
    }
}
