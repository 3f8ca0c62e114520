package swoole4j.core.coroutine;

import org.jspecify.annotations.Nullable;

/** Keeps the continuation that an action of a coroutine makes ready out of the queue. Carrier-confined. */
final class Capture {
    private final CarrierScheduler scheduler;
    /** The coroutine whose next start is kept. */
    private @Nullable Thread by;

    private @Nullable Runnable kept;

    Capture(CarrierScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Tells whether nobody captures anything. */
    boolean isFree() {
        return by == null;
    }

    /**
     * Does what makes one continuation ready, but keeps that out of the queue. Null when there was none, or when it was
     * queued after all: the caller is not on this worker, or another coroutine was suspended while it did the same.
     */
    @Nullable
    Runnable of(Runnable action) {
        if (!scheduler.isCurrent() || by != null) {
            action.run();
            return null;
        }
        by = Thread.currentThread();
        try {
            action.run();
            return kept;
        } finally {
            by = null;
            kept = null;
        }
    }

    /** A continuation is ready; returns whether it is kept. */
    boolean keeps(Thread caller, Runnable continuation) {
        if (caller != by || kept != null) return false;
        kept = continuation;
        return true;
    }
}
