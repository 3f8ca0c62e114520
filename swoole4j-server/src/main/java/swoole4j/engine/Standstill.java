package swoole4j.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of processes that do not run at all: stopped, swapped out, or without memory. One that runs tells itself what holds
 * its worker. Confined to the thread that watches.
 */
final class Standstill {
    private static final Logger log = LoggerFactory.getLogger(Standstill.class);
    private static final int FEW = 4;

    private final long longest;
    private final long period;
    private final Supplier<? extends Collection<WorkerProcess>> processes;
    private final LongSupplier nanoClock;
    private final Map<WorkerProcess, Seen> seen = new HashMap<>();
    private long lastLook;

    /** What was seen of one process, and since when it has been the same. */
    private static final class Seen {
        long sign;
        long since;
        boolean told;
    }

    /** Tells of processes that show no sign of life for longer than that; it is to look once per {@code period}. */
    Standstill(
            long longest,
            long period,
            Supplier<? extends Collection<WorkerProcess>> processes,
            LongSupplier nanoClock) {
        this.longest = longest;
        this.period = period;
        this.processes = processes;
        this.nanoClock = nanoClock;
        this.lastLook = nanoClock.getAsLong();
    }

    void look() {
        long now = nanoClock.getAsLong();
        boolean stoodStill = now - lastLook > FEW * period; // this process, and then the others have an excuse
        lastLook = now;
        Collection<WorkerProcess> alive = processes.get();
        seen.keySet().retainAll(alive);
        for (WorkerProcess process : alive) {
            look(process, seen.computeIfAbsent(process, _ -> new Seen()), now, stoodStill);
        }
    }

    private void look(WorkerProcess process, Seen before, long now, boolean excused) {
        long sign = process.cells.signOfLife();
        if (sign != before.sign) {
            if (before.told) log.warn("{} runs again, after {} ms", process, millis(now - before.since));
            before.told = false;
        }
        if (sign != before.sign || excused) {
            before.sign = sign;
            before.since = now;
        }
        if (sign == 0 || before.told || now - before.since < longest) return; // 0: it is only starting
        before.told = true;
        log.warn(
                "{} has not run for {} ms: it is stopped, or the machine has no time for it",
                process,
                millis(now - before.since));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
