package swoole4j;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.server.Callback;

/**
 * Timers of a worker, counterpart of {@code Swoole\Timer}. Each firing is a coroutine of its own, so a callback that
 * suspends may overlap with its next firing.
 */
public final class Timer {
    /** What a repeating timer calls, with its own id. */
    @FunctionalInterface
    public interface Tick {
        /** Called every interval. */
        void call(int timerId) throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Timer.class);
    private static final AtomicInteger ids = new AtomicInteger();
    private static final Map<Integer, Alarm> live = new ConcurrentHashMap<>();

    /** What the coroutine of a timer waits for; ended early by {@link #clear} so that nothing is left of the timer. */
    private static final class Alarm {
        private final Scheduler scheduler;
        private volatile boolean cleared;
        private volatile @Nullable Thread sleeper;

        Alarm(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        /** Waits until {@code due}; false when the timer was cleared or its worker has ended. */
        boolean await(long due) {
            sleeper = Thread.currentThread();
            long left = due - System.nanoTime();
            if (left > 0) scheduler.await(() -> cleared, left);
            return !cleared && !scheduler.isEnded();
        }

        void clear() {
            cleared = true;
            LockSupport.unpark(sleeper);
        }
    }

    private Timer() {}

    /**
     * Calls {@code callback} once after {@code ms} milliseconds. Counterpart of {@code Swoole\Timer::after}.
     *
     * @return the timer's id; 0 with a warning for less than 1 ms, where Swoole returns false
     */
    public static int after(long ms, Callback.Plain callback) {
        Scheduler scheduler = Scheduler.required("Timer.after");
        if (refused(ms)) return 0;
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        Alarm alarm = new Alarm(scheduler);
        int id = add(alarm);
        scheduler.start(() -> {
            boolean fires = alarm.await(due);
            if (live.remove(id) != null && fires) Coroutine.task(callback).run();
        });
        return id;
    }

    /**
     * Calls {@code callback} every {@code ms} milliseconds at a fixed rate; firings that are missed are left out. Counterpart
     * of {@code Swoole\Timer::tick}.
     *
     * @return the timer's id; 0 with a warning for less than 1 ms, where Swoole returns false
     */
    public static int tick(long ms, Tick callback) {
        Scheduler scheduler = Scheduler.required("Timer.tick");
        if (refused(ms)) return 0;
        long interval = TimeUnit.MILLISECONDS.toNanos(ms);
        long first = System.nanoTime() + interval;
        Alarm alarm = new Alarm(scheduler);
        int id = add(alarm);
        scheduler.start(() -> {
            long due = first;
            while (alarm.await(due)) {
                scheduler.runNow(Coroutine.task(() -> callback.call(id)));
                long late = System.nanoTime() - due;
                due += interval * (1 + Math.max(0, late / interval));
            }
            live.remove(id);
        });
        return id;
    }

    /** Ends a timer. Counterpart of {@code Swoole\Timer::clear}. Returns false for an id that is unknown or fired. */
    public static boolean clear(int timerId) {
        Alarm alarm = live.remove(timerId);
        if (alarm == null) return false;
        alarm.clear();
        return true;
    }

    /** Tells whether the timer will fire again. */
    public static boolean exists(int timerId) {
        return live.containsKey(timerId);
    }

    private static int add(Alarm alarm) {
        int id = ids.incrementAndGet();
        live.put(id, alarm);
        return id;
    }

    private static boolean refused(long ms) {
        if (ms >= 1) return false;
        log.warn("Timer: ms must be at least 1, got {}", ms);
        return true;
    }
}
