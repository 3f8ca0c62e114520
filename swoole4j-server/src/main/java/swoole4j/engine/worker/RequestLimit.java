package swoole4j.engine.worker;

import java.util.concurrent.ThreadLocalRandom;
import swoole4j.engine.config.ServerSettings;

/** Counts what a worker serves, and says once when {@code max_request} is reached. Worker-confined. */
public final class RequestLimit {
    private final long most;
    private final Runnable reached;
    private long served;

    /** Creates the counter of a worker that begins; {@code reached} runs in the worker's loop. */
    public RequestLimit(ServerSettings settings, Runnable reached) {
        long grace = settings.maxRequestGrace();
        long extra = grace == 0 ? 0 : ThreadLocalRandom.current().nextLong(grace) + 1;
        this.most = settings.maxRequest() == 0 ? Long.MAX_VALUE : settings.maxRequest() + extra;
        this.reached = reached;
    }

    /** Counts a message or request whose callback is about to begin. */
    void count() {
        if (++served == most) reached.run();
    }
}
