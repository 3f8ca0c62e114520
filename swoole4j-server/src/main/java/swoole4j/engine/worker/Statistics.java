package swoole4j.engine.worker;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.Tallies;
import swoole4j.engine.link.Tally;

/** The statistics of all event workers. A worker that is renewed goes on with those of its id. Any thread. */
public final class Statistics {
    private final ServerContext context;
    private final Tallies tallies;
    private final List<Tally> workers;

    Statistics(ServerContext context, Tallies tallies) {
        this.context = context;
        this.tallies = tallies;
        this.workers = IntStream.range(0, context.settings().workers())
                .mapToObj(tallies::worker)
                .toList();
    }

    /** Returns those of one event worker. */
    public Tally worker(int id) {
        return workers.get(id);
    }

    /** Returns those of the event worker that calls, or null elsewhere. */
    public @Nullable Tally caller() {
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null || !scheduler.inLoop()) return null;
        int id = scheduler.workerId();
        return context.workers().contains(scheduler) ? workers.get(id) : null;
    }

    /** A reload begins. */
    public void reload() {
        tallies.reload(TimeUnit.MICROSECONDS.toSeconds(context.clockMicros().getAsLong()));
    }

    /** Returns how often there was a reload. */
    public Tallies.Reloads reloads() {
        return tallies.reloads();
    }

    /** Returns when the server was started, in seconds since the epoch. */
    public long startSeconds() {
        return tallies.startSeconds();
    }

    /** Somebody sent something. */
    void response() {
        Tally own = caller();
        if (own == null) {
            tallies.responseElsewhere();
        } else {
            own.response();
        }
    }

    /** Returns how often anybody sent something. */
    public long responses() {
        return tallies.responsesElsewhere()
                + workers.stream().mapToLong(Tally::responses).sum();
    }
}
