package swoole4j.core.coroutine;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import swoole4j.core.timer.TimerQueue;

/**
 * The timers of one worker. One thread of the worker, which is no coroutine, sleeps until the earliest is due; it is there only
 * while a timer waits. Worker-confined.
 */
public final class WorkerTimers {
    private final Scheduler scheduler;
    private final long epoch = System.nanoTime();
    private final TimerQueue queue = new TimerQueue();
    private volatile boolean awake;
    private volatile @Nullable Executor serial;
    private volatile @Nullable Thread sleeper;
    private volatile boolean signalled;

    WorkerTimers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** From now on callbacks go to {@code executor}, which runs one after another; by default each is a coroutine. */
    public void serially(Executor executor) {
        serial = executor;
    }

    /**
     * Adds a timer.
     *
     * @param nanos until it is due, and between its firings when it repeats
     * @return its id; 0 when the worker has ended
     */
    public int add(long nanos, boolean repeats, TimerQueue.IdCallback callback) {
        if (scheduler.isEnding()) return 0;
        long before = queue.nextDue();
        int id = queue.add(now(), nanos, repeats, callback);
        if (queue.nextDue() < before) signal();
        arm();
        return id;
    }

    /** Clears a timer; false when it is unknown, fired or cleared already. */
    public boolean clear(int id) {
        if (scheduler.isEnding() || !queue.clear(id)) return false;
        if (queue.isIdle()) signal();
        return true;
    }

    /** Clears all timers; false when there never was one. */
    public boolean clearAll() {
        if (scheduler.isEnding()) return false;
        queue.clearAll();
        signal();
        return queue.wasUsed();
    }

    /** Tells whether no timer waits. */
    public boolean isIdle() {
        return !awake;
    }

    /** Reads facts about the timers. */
    public <T extends @Nullable Object> T read(Function<TimerQueue, T> facts) {
        return facts.apply(queue);
    }

    /** Returns the thread that sleeps, or null. Any thread. */
    @Nullable
    Thread sleeper() {
        return sleeper;
    }

    /** Starts the thread that sleeps, unless it is there or has nothing to wait for. */
    private void arm() {
        if (awake || queue.isIdle()) return;
        awake = true;
        scheduler.startHidden(this::wake);
    }

    private void wake() {
        sleeper = Thread.currentThread();
        try {
            while (!queue.isIdle() && !scheduler.isEnding()) {
                long left = queue.nextDue() - now();
                if (left > 0) {
                    scheduler.await(() -> signalled, left);
                    signalled = false;
                } else {
                    fire();
                }
            }
        } finally {
            awake = false;
            sleeper = null;
            if (!scheduler.isEnding()) {
                arm(); // after a failure
                scheduler.ask();
            }
        }
    }

    private void fire() {
        Executor oneByOne = serial;
        for (TimerQueue.Entry timer : queue.takeDue(now())) {
            if (scheduler.isEnding()) return;
            if (oneByOne != null) {
                oneByOne.execute(() -> run(timer, timer.callback()));
            } else {
                run(timer, () -> scheduler.runNow(timer.callback()));
            }
        }
    }

    private void run(TimerQueue.Entry timer, Runnable callback) {
        if (!queue.begin(timer)) return;
        try {
            callback.run();
        } finally {
            queue.finish(timer, now());
            arm();
        }
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    private void signal() {
        Thread waiting = sleeper;
        if (waiting == null || waiting == Thread.currentThread()) return;
        signalled = true;
        LockSupport.unpark(waiting);
    }

    /** The worker has ended: nothing fires any more. Any thread. */
    void end() {
        Thread waiting = sleeper;
        signalled = true;
        LockSupport.unpark(waiting);
    }
}
