package swoole4j.engine.worker;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;

/** The statistics of all event workers. A worker that is renewed goes on with those of its id. Any thread. */
public final class Statistics {
    private final ServerContext context;
    private final List<WorkerStatistics> workers;
    private final LongAdder outside = new LongAdder();
    private final AtomicReference<Reloads> reloads = new AtomicReference<>(new Reloads(0, 0));

    /**
     * How often workers were replaced on demand.
     *
     * @param count how often
     * @param lastSeconds when for the last time, in seconds since the epoch, 0 before the first time
     */
    public record Reloads(int count, long lastSeconds) {}

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

    /** A reload begins. */
    public void reload() {
        long now = TimeUnit.MICROSECONDS.toSeconds(context.clockMicros().getAsLong());
        reloads.updateAndGet(before -> new Reloads(before.count() + 1, now));
    }

    /** Returns how often there was a reload. */
    public Reloads reloads() {
        return reloads.get();
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
