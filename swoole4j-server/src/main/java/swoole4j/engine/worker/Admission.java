package swoole4j.engine.worker;

import java.util.ArrayDeque;
import swoole4j.engine.config.HttpSettings;
import swoole4j.engine.link.Tallies;

/**
 * Limits the requests in work: beyond {@code max_concurrency} of all workers one is turned away, beyond
 * {@code worker_max_concurrency} of this worker it waits. Those that wait are bounded by the connections, each of which has
 * one request, or one per stream, under way. Worker-confined.
 */
final class Admission {
    private static final long UNLIMITED = 4_294_967_295L;

    private final Tallies.Crowd inWorkOfAll;
    private final long mostOfAll;
    private final long mostHere;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private long inWorkHere;

    /** {@code inWorkOfAll} is shared by the workers of a server. */
    Admission(HttpSettings settings, Tallies.Crowd inWorkOfAll) {
        this.inWorkOfAll = inWorkOfAll;
        this.mostOfAll = settings.maxConcurrency();
        this.mostHere = settings.workerMaxConcurrency();
    }

    private boolean isUnlimited() {
        return mostOfAll >= UNLIMITED && mostHere >= UNLIMITED;
    }

    /** Counts a request; false when there are too many. */
    boolean enter() {
        return isUnlimited() || inWorkOfAll.enter(mostOfAll);
    }

    /** Begins the work on a request that has entered, now or when it is its turn. */
    void begin(Runnable start) {
        if (!isUnlimited() && inWorkHere >= mostHere) {
            waiting.add(start);
        } else {
            inWorkHere++;
            start.run();
        }
    }

    /** The work on a request has ended. */
    void leave() {
        if (isUnlimited()) return;
        inWorkOfAll.leave();
        inWorkHere--;
        Runnable next = waiting.poll();
        if (next == null) return;
        inWorkHere++;
        next.run();
    }
}
