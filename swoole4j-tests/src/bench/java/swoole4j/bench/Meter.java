package swoole4j.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what happens between the end of the warm-up and the end of the load. */
final class Meter {
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long COMPILING_MICROS_PER_SECOND = 50_000;

    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final long serverPid;
    private final long seconds;
    private final long warmUpLimit;
    private final long warmUpMicros;
    private long nextStep;
    private boolean measuring;
    private long count;
    private long countAtLastLook;
    private long lastProgress = System.nanoTime();
    private long begin;
    private long beginMillis;
    private ProcStat server = new ProcStat(0, 0, 0);
    private ProcStat self = server;

    Meter(long serverPid, int warmup, int seconds) {
        this.serverPid = serverPid;
        this.seconds = seconds;
        nextStep = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmup);
        warmUpMicros = TimeUnit.SECONDS.toMicros(warmup) / 2;
        warmUpLimit = nextStep + 3 * TimeUnit.SECONDS.toNanos(warmup);
    }

    /** Notes {@code number} answers that took {@code nanos} each. */
    void add(int number, long nanos) {
        count += number;
        latencies.recordValueWithCount(Math.min(nanos, latencies.getHighestTrackableValue()), number);
    }

    /** Called once per turn of the generator's loop; false when the load is over. */
    boolean goOn(long now) {
        if (count != countAtLastLook) {
            countAtLastLook = count;
            lastProgress = now;
        } else if (now - lastProgress > LONGEST_SILENCE_NANOS) {
            throw new IllegalStateException("no answer for 10 seconds after " + count + " answers");
        }
        if (now < nextStep) return true;
        if (measuring) return false;
        if (stillWarmingUp(now)) return true;
        measuring = true;
        latencies.reset();
        count = 0;
        countAtLastLook = 0;
        beginMillis = System.currentTimeMillis();
        server = ProcStat.ofFamily(serverPid);
        self = ProcStat.of(ProcessHandle.current().pid());
        begin = System.nanoTime();
        nextStep = begin + TimeUnit.SECONDS.toNanos(seconds);
        return true;
    }

    /**
     * Prolongs the warm-up, up to four times its length, while the server's compiler threads are busy, or while the server
     * has not had half of that time on a CPU, as happens on a machine that has other things to do.
     */
    private boolean stillWarmingUp(long now) {
        ProcStat seen = ProcStat.ofFamily(serverPid);
        boolean busy = seen.since(server).compilerMicros() > COMPILING_MICROS_PER_SECOND;
        server = seen;
        nextStep = now + TimeUnit.SECONDS.toNanos(1);
        return (busy || seen.totalMicros() < warmUpMicros) && now < warmUpLimit;
    }

    /** The result as one line of {@code key=value}. */
    String result() {
        double nanos = System.nanoTime() - begin;
        ProcStat spent = ProcStat.ofFamily(serverPid).since(server);
        ProcStat own = ProcStat.of(ProcessHandle.current().pid()).since(self);
        return String.format(
                Locale.ROOT,
                "RESULT rate=%.3f cpu=%.5f user=%.5f system=%.5f busy=%.4f compiler=%.4f client=%.4f p50=%.2f p99=%.2f"
                        + " rss=%d from=%d to=%d",
                count * 1e9 / nanos,
                (double) spent.totalMicros() / count,
                (double) spent.userMicros() / count,
                (double) spent.systemMicros() / count,
                spent.totalMicros() * 1_000 / nanos,
                spent.compilerMicros() * 1_000 / nanos,
                own.totalMicros() * 1_000 / nanos,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                ProcStat.residentKib(serverPid),
                beginMillis,
                System.currentTimeMillis());
    }
}
