package swoole4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.coroutine.WorkerTimers;
import swoole4j.core.timer.TimerQueue;
import swoole4j.internal.Uncaught;
import swoole4j.server.Callback;

/**
 * Timers of a worker, counterpart of {@code Swoole\Timer}. Event workers, task workers and user processes have timers of
 * their own, with ids 1, 2, 3 and so on; a timer holds its worker when that is to stop, until it is cleared or
 * {@code max_wait_time} is over.
 *
 * <p>Each firing is a coroutine of its own, so a callback that suspends may overlap with its next firing. Where callbacks
 * are no coroutines ({@code enable_coroutine} off, task workers by default) a firing waits until the worker's other
 * callbacks have ended. What a callback throws is logged, and a repeating timer goes on.
 */
public final class Timer {
    /** What a repeating timer calls, with its own id. */
    @FunctionalInterface
    public interface Tick {
        /** Called every interval. */
        void call(int timerId) throws Exception;
    }

    /** What a timer calls with the arguments it was created with. */
    @FunctionalInterface
    public interface WithArguments {
        /** Called when the timer is due. */
        void call(Object... arguments) throws Exception;
    }

    /** What a repeating timer calls, with its own id and the arguments it was created with. */
    @FunctionalInterface
    public interface TickWithArguments {
        /** Called every interval. */
        void call(int timerId, Object... arguments) throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Timer.class);

    private Timer() {}

    /**
     * Calls {@code callback} once after {@code ms} milliseconds. Counterpart of {@code Swoole\Timer::after}.
     *
     * @return the timer's id; 0 with a warning for less than 1 ms, where Swoole returns false
     * @throws IllegalStateException outside of a worker
     */
    public static int after(long ms, Callback.Plain callback) {
        return add("Timer.after", ms, false, _ -> callback);
    }

    /** Calls {@code callback} once, with these arguments; see {@link #after(long, Callback.Plain)}. */
    public static int after(long ms, WithArguments callback, Object... arguments) {
        return after(ms, () -> callback.call(arguments));
    }

    /**
     * Calls {@code callback} every {@code ms} milliseconds at a fixed rate; firings that are missed are left out. Counterpart
     * of {@code Swoole\Timer::tick}.
     *
     * @return the timer's id; 0 with a warning for less than 1 ms, where Swoole returns false
     * @throws IllegalStateException outside of a worker
     */
    public static int tick(long ms, Tick callback) {
        return add("Timer.tick", ms, true, id -> () -> callback.call(id));
    }

    /** Calls {@code callback} every {@code ms} milliseconds, with these arguments; see {@link #tick(long, Tick)}. */
    public static int tick(long ms, TickWithArguments callback, Object... arguments) {
        return tick(ms, id -> callback.call(id, arguments));
    }

    @FunctionalInterface
    private interface Firing {
        Callback.Plain of(int id);
    }

    private static int add(String what, long ms, boolean repeats, Firing firing) {
        Scheduler scheduler = Scheduler.required(what);
        if (ms < 1) {
            log.warn("{}: ms must be at least 1, got {}", what, ms);
            return 0;
        }
        long nanos = TimeUnit.MILLISECONDS.toNanos(ms);
        return scheduler.timers().add(nanos, repeats, id -> Uncaught.caught(firing.of(id)));
    }

    /**
     * Ends a timer of this worker. Counterpart of {@code Swoole\Timer::clear}.
     *
     * @return true when it waits, or when its own callback clears it for the first time; false for an id that is unknown,
     *     fired or another worker's
     */
    public static boolean clear(int timerId) {
        WorkerTimers timers = timers();
        return timers != null && timers.clear(timerId);
    }

    /** Ends all timers of this worker. Returns false when it never had one. Counterpart of {@code Swoole\Timer::clearAll}. */
    public static boolean clearAll() {
        WorkerTimers timers = timers();
        return timers != null && timers.clearAll();
    }

    /** Tells whether a timer of this worker waits, or runs and was not cleared. Counterpart of {@code Swoole\Timer::exists}. */
    public static boolean exists(int timerId) {
        WorkerTimers timers = timers();
        return timers != null && timers.read(queue -> queue.exists(timerId));
    }

    /**
     * Returns facts about a timer of this worker, counterpart of {@code Swoole\Timer::info}: exec_msec (when it is due, in
     * milliseconds since the worker's timers began), exec_count (runs that are over), interval (0 for a timer that fires
     * once), round, removed.
     *
     * @return null for an unknown id
     */
    public static @Nullable Map<String, Object> info(int timerId) {
        WorkerTimers timers = timers();
        TimerQueue.Entry timer = timers == null ? null : timers.read(queue -> queue.find(timerId));
        if (timer == null) return null;
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("exec_msec", TimeUnit.NANOSECONDS.toMillis(timer.due()));
        facts.put("exec_count", timer.runs());
        facts.put("interval", TimeUnit.NANOSECONDS.toMillis(timer.interval()));
        facts.put("round", timer.round());
        facts.put("removed", timer.isRemoved());
        return facts;
    }

    /** Returns the ids of this worker's timers in no order. Counterpart of {@code Swoole\Timer::list}. */
    public static List<Integer> list() {
        WorkerTimers timers = timers();
        return timers == null ? List.of() : timers.read(TimerQueue::ids);
    }

    /**
     * Returns facts about this worker's timers, counterpart of {@code Swoole\Timer::stats}: initialized (there was a timer),
     * num (how many there are), round.
     */
    public static Map<String, Object> stats() {
        WorkerTimers timers = timers();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("initialized", timers != null && timers.read(TimerQueue::wasUsed));
        facts.put("num", timers == null ? 0 : timers.read(TimerQueue::size));
        facts.put("round", timers == null ? 0L : timers.read(TimerQueue::rounds));
        return facts;
    }

    private static @Nullable WorkerTimers timers() {
        Scheduler scheduler = Scheduler.current();
        return scheduler == null ? null : scheduler.timers();
    }
}
