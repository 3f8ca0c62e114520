package swoole4j.core.coroutine;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the coroutines that are left when their worker ends: waits of this library throw {@link DismissedError}, threads that wait
 * for something else are interrupted. They run to their end on their worker, one at a time, as ever. Those that
 * do not end so are told a few times more, then they never run again. On the worker, in a thread that may wait.
 */
final class Dismissal {
    private static final int ROUNDS = 6;
    /** What a coroutine waits for while it unwinds is left alone until then. */
    private static final int PATIENT_ROUNDS = 4;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Scheduler scheduler;
    private final @Nullable CoroutineState spared;
    private final int most;

    /** Prepares the end of all coroutines but one. */
    Dismissal(Scheduler scheduler, @Nullable CoroutineState spared) {
        this.scheduler = scheduler;
        this.spared = spared;
        this.most = spared == null ? 0 : 1;
    }

    private boolean isDone() {
        return scheduler.count() <= most;
    }

    /** Ends them; {@code before} is called when there are any. */
    void run(@Nullable Runnable before) {
        if (isDone()) return;
        if (before != null) before.run();
        long pause = FIRST_PAUSE_NANOS;
        for (int round = 0; round < ROUNDS && !isDone(); round++) {
            for (CoroutineState coroutine : left()) coroutine.dismiss(round >= PATIENT_ROUNDS);
            scheduler.suspend(this::isDone, pause);
            pause *= 2;
        }
        if (!isDone()) forget(left());
    }

    private List<CoroutineState> left() {
        return scheduler.coroutines().all().stream()
                .filter(coroutine -> coroutine != spared && !coroutine.isForeign())
                .toList();
    }

    private void forget(List<CoroutineState> stubborn) {
        if (stubborn.isEmpty()) return; // all of them have not even begun
        String text = "worker " + scheduler.workerId() + " has ended, but " + stubborn.size()
                + " of its coroutines do not and are forgotten; this is where one of them is";
        IllegalStateException report = new IllegalStateException(text);
        report.setStackTrace(stubborn.getFirst().stack());
        Thread self = Thread.currentThread();
        self.getUncaughtExceptionHandler().uncaughtException(self, report); // a core has no log
        for (CoroutineState coroutine : stubborn) scheduler.forget(coroutine);
    }
}
