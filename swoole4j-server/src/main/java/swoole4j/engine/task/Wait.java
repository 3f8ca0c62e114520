package swoole4j.engine.task;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Suspension;

/** One coroutine that waits for the results of tasks. Results come from any thread. */
final class Wait {
    private final Thread waiter = Thread.currentThread();
    private final @Nullable Object[] results;
    private final BitSet arrived = new BitSet();
    private int missing;

    Wait(int tasks) {
        this.results = new Object[tasks];
        this.missing = tasks;
    }

    void put(int index, @Nullable Object result) {
        synchronized (arrived) {
            results[index] = result;
            arrived.set(index);
            missing--;
        }
        LockSupport.unpark(waiter);
    }

    /** A task could not be given: its result will not come. */
    void giveUp() {
        synchronized (arrived) {
            missing--;
        }
    }

    private boolean isOver() {
        synchronized (arrived) {
            return missing == 0;
        }
    }

    /** Waits until all results are there, as far as they do not come. {@code seconds} of 0 and less mean for ever. */
    Suspension await(double seconds) {
        long nanos = seconds > 0 ? Math.max(1, (long) (seconds * 1e9)) : 0;
        return Suspension.until(this::isOver, nanos);
    }

    boolean hasArrived(int index) {
        synchronized (arrived) {
            return arrived.get(index);
        }
    }

    @Nullable
    Object result(int index) {
        synchronized (arrived) {
            return results[index];
        }
    }

    /** Returns one result for each task, false for those that have not come. */
    List<@Nullable Object> all() {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < results.length; i++) all.add(hasArrived(i) ? result(i) : (Object) false);
        return all;
    }

    /** Returns the results that have come by their index. */
    Map<Integer, @Nullable Object> arrived() {
        Map<Integer, @Nullable Object> all = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            if (hasArrived(i)) all.put(i, result(i));
        }
        return all;
    }
}
