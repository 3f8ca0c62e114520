package swoole4j.engine.worker;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** The statistics of all event workers. A worker that is renewed goes on with those of its id. Any thread. */
public final class Statistics {
    private final ServerContext context;
    private final List<WorkerStatistics> workers;
    private final LongAdder outside = new LongAdder();

    Statistics(ServerContext context) {
        this.context = context;
        this.workers = Stream.generate(WorkerStatistics::new)
                .limit(context.settings().workers())
                .toList();
    }

    /** Returns those of one event worker. */
    public WorkerStatistics worker(int id) {
        return workers.get(id);
    }

    /** Returns those of the event worker that calls, or null elsewhere. */
    public @Nullable WorkerStatistics caller() {
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null || !scheduler.inLoop()) return null;
        int id = scheduler.workerId();
        return context.workers().contains(scheduler) ? workers.get(id) : null;
    }

    /** Somebody sent something. */
    void response() {
        WorkerStatistics own = caller();
        if (own == null) {
            outside.increment();
        } else {
            own.response();
        }
    }

    /** Returns how often anybody sent something. */
    public long responses() {
        return outside.sum()
                + workers.stream().mapToLong(WorkerStatistics::responses).sum();
    }
}
