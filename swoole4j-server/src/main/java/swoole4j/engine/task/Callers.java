package swoole4j.engine.task;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.worker.EventWorkers;

/** Who is who among the workers of a server. Any thread. */
final class Callers {
    private final EventWorkers eventWorkers;
    private final Object server;
    private final Caller outside = new Caller(Caller.Role.OUTSIDE, 0);
    private final Map<Scheduler, Caller> known = new ConcurrentHashMap<>();

    /** Creates the table of the workers whose schedulers belong to {@code server}. */
    Callers(EventWorkers eventWorkers, Object server) {
        this.server = server;
        this.eventWorkers = eventWorkers;
    }

    void add(Scheduler scheduler, Caller caller) {
        known.put(scheduler, caller);
    }

    /** A worker has ended. */
    void remove(Scheduler scheduler) {
        known.remove(scheduler);
    }

    /** Returns the worker that runs the calling thread, or who stands for all others. */
    Caller current() {
        Scheduler scheduler = Scheduler.current();
        return scheduler == null ? outside : of(scheduler);
    }

    /** Returns the worker that a scheduler runs. */
    Caller of(Scheduler scheduler) {
        Caller caller = known.get(scheduler);
        if (caller != null) return caller;
        int id = scheduler.workerId();
        // Task workers and user processes were added, and take themselves away; those below 0 are no worker's.
        if (scheduler.owner() != server || id < 0 || id >= eventWorkers.count()) return outside;
        return known.computeIfAbsent(scheduler, _ -> new Caller(Caller.Role.EVENT_WORKER, id));
    }

    /** Tells whether an event worker still is the one of its id. */
    boolean isCurrent(Caller caller) {
        return known.get(eventWorkers.scheduler(caller.id())) == caller;
    }
}
