package swoole4j.core.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A thread for the next coroutine that begins: one that rests, or was made beforehand, so that the carrier makes none.
 * Carrier-confined.
 */
@SuppressWarnings("ThreadPriorityCheck") // by yielding a thread comes to rest
final class SpareThread {
    private final CarrierScheduler scheduler;
    private final Capture capture;
    private @Nullable CoroutineThread thread;
    /** It is about to yield. */
    private boolean resting;

    private boolean ended;

    SpareThread(CarrierScheduler scheduler, Capture capture) {
        this.scheduler = scheduler;
        this.capture = capture;
    }

    /** Makes one, unless there is one. */
    void provide() {
        if (thread != null || !capture.isFree()) return;
        CoroutineThread made = new CoroutineThread(scheduler, null);
        Runnable continuation = capture.of(made.thread()::start);
        if (continuation == null) return;
        made.rests(continuation);
        thread = made;
    }

    /** Returns how a thread goes on with {@code coroutine}, null when it begins by itself. */
    @Nullable
    Runnable assign(CoroutineState coroutine) {
        CoroutineThread rested = thread;
        thread = null;
        return rested != null
                ? rested.assign(coroutine)
                : capture.of(new CoroutineThread(scheduler, coroutine).thread()::start);
    }

    /** Lets a thread wait for the next coroutine; false when another one does. */
    boolean rest(CoroutineThread idle) {
        if (thread != null || ended) return false;
        thread = idle;
        resting = true;
        Thread.yield(); // keeps() gets the continuation
        if (!resting) return true;
        resting = false;
        thread = null;
        return false;
    }

    /** A thread has yielded; returns whether its continuation is that of the thread that comes to rest. */
    boolean keeps(Runnable continuation) {
        if (!resting || thread == null) return false;
        resting = false;
        thread.rests(continuation);
        return true;
    }

    /** No thread rests from here on. */
    void end() {
        ended = true;
    }

    /** Returns what ends the one that rests, or null. */
    @Nullable
    Runnable last() {
        CoroutineThread idle = thread;
        thread = null;
        return idle == null ? null : idle.assign(null);
    }
}
