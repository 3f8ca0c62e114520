package swoole4j;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Map<Integer, Scheduler> live = new ConcurrentHashMap<>();

    private Timer() {}

    /**
     * Calls {@code callback} once after {@code ms} milliseconds. Counterpart of {@code Swoole\Timer::after}.
     *
     * @return the timer's id; 0 with a warning for less than 1 ms, where Swoole returns false
     */
    public static int after(long ms, Callback.Plain callback) {
        Scheduler scheduler = Scheduler.required("Timer.after");
        if (refused(ms)) return 0;
        int id = add(scheduler);
        scheduler.start(() -> {
            long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
            if (sleepUntil(scheduler, due) && live.remove(id) != null)
                Coroutine.task(callback).run();
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
        int id = add(scheduler);
        long interval = TimeUnit.MILLISECONDS.toNanos(ms);
        scheduler.start(() -> {
            long due = System.nanoTime() + interval;
            while (sleepUntil(scheduler, due) && live.containsKey(id)) {
                scheduler.runNow(Coroutine.task(() -> callback.call(id)));
                long late = System.nanoTime() - due;
                due += interval * (1 + Math.max(0, late / interval));
            }
        });
        return id;
    }

    /** Ends a timer. Counterpart of {@code Swoole\Timer::clear}. Returns false for an id that is unknown or fired. */
    public static boolean clear(int timerId) {
        return live.remove(timerId) != null;
    }

    /** Tells whether the timer will fire again. */
    public static boolean exists(int timerId) {
        return live.containsKey(timerId);
    }

    private static int add(Scheduler scheduler) {
        int id = ids.incrementAndGet();
        live.put(id, scheduler);
        return id;
    }

    private static boolean refused(long ms) {
        if (ms >= 1) return false;
        log.warn("Timer: ms must be at least 1, got {}", ms);
        return true;
    }

    private static boolean sleepUntil(Scheduler scheduler, long due) {
        try {
            long left = due - System.nanoTime();
            // Rounded up: a timer never fires before its time.
            if (left > 0) scheduler.sleep(TimeUnit.NANOSECONDS.toMillis(left + 999_999));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }
}
