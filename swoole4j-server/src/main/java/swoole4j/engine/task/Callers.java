package swoole4j.engine.task;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import swoole4j.core.coroutine.Scheduler;

/** Who is who among the workers of a server. Any thread. */
final class Callers {
    private final EventWorkers eventWorkers;
    private final Caller outside = new Caller(Caller.Role.OUTSIDE, 0);
    private final Map<Scheduler, Caller> known = new ConcurrentHashMap<>();

    Callers(EventWorkers eventWorkers) {
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

    private Caller of(Scheduler scheduler) {
        Caller caller = known.get(scheduler);
        if (caller != null) return caller;
        for (int id = 0; id < eventWorkers.count(); id++) {
            if (eventWorkers.scheduler(id) != scheduler) continue;
            int found = id;
            return known.computeIfAbsent(scheduler, _ -> new Caller(Caller.Role.EVENT_WORKER, found));
        }
        return outside;
    }

    /** Tells whether a scheduler is that of a worker that was added. */
    boolean owns(Scheduler scheduler) {
        return known.containsKey(scheduler);
    }

    /** Tells whether an event worker still is the one of its id. */
    boolean isCurrent(Caller caller) {
        return known.get(eventWorkers.scheduler(caller.id())) == caller;
    }
}
