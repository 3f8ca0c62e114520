package swoole4j.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Endings;
import swoole4j.core.coroutine.Suspension;

/** A coroutine that waits for the end of others. Worker-confined. */
public final class Joining {
    private static final Logger log = LoggerFactory.getLogger(Joining.class);

    private final CoroutineState waiter;
    private final Runnable ended = this::ended;
    private int missing;

    private Joining(CoroutineState waiter, int missing) {
        this.waiter = waiter;
        this.missing = missing;
    }

    public static boolean join(CoroutineState waiter, Collection<Integer> cids, long nanos) {
        List<Endings> others = new ArrayList<>();
        for (int cid : new LinkedHashSet<>(cids)) {
            CoroutineState found = waiter.scheduler().coroutines().find(cid);
            if (found == null) continue;
            if (found == waiter) {
                log.warn("Coroutine.join: can not join self");
                return refused(waiter, SwooleError.WRONG_OPERATION);
            }
            Endings endings = found.endings();
            if (endings.isJoined()) return refused(waiter, SwooleError.WRONG_OPERATION);
            others.add(endings);
        }
        if (others.isEmpty()) return refused(waiter, SwooleError.INVALID_PARAMS);
        return new Joining(waiter, others.size()).await(others, nanos);
    }

    private static boolean refused(CoroutineState waiter, SwooleError error) {
        waiter.scheduler().lastError(error.number());
        return false;
    }

    private boolean await(List<Endings> others, long nanos) {
        for (Endings other : others) {
            other.joined(true);
            other.atLast(ended);
        }
        try {
            Suspension end = waiter.awaitOwn(() -> missing == 0, nanos);
            if (end == Suspension.TIMED_OUT) refused(waiter, SwooleError.CO_TIMEDOUT);
            return end == Suspension.DONE;
        } finally {
            for (Endings other : others) {
                other.joined(false);
                other.notAtLast(ended);
            }
        }
    }

    private void ended() {
        if (--missing == 0) waiter.wakeNow();
    }
}
