package swoole4j.core.timer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one worker in the order they are due. Knows no clock: callers tell what time it is, in nanoseconds since
 * any moment. Worker-confined.
 *
 * <p>A timer that is due is taken, begun and finished; in between it is running, and clearing it takes effect when it is
 * finished. Repeating timers keep their phase: a firing that comes late moves no other, and firings that are missed are
 * left out.
 */
public final class TimerQueue {
    /** When nothing is due ever. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong((Entry entry) -> entry.due).thenComparingLong(entry -> entry.order);

    private final Map<Integer, Entry> known = new HashMap<>();
    private final TreeSet<Entry> waiting = new TreeSet<>(ORDER);
    private int lastId;
    private long lastOrder;
    private long rounds;
    private @Nullable Entry running;

    /** One timer. */
    public static final class Entry {
        private final int id;
        private final long interval;
        private final boolean repeats;
        private final Runnable callback;
        private final long round;
        private long due;
        private long order;
        private long runs;
        private boolean removed;

        private Entry(int id, long interval, boolean repeats, Runnable callback, long round) {
            this.id = id;
            this.interval = interval;
            this.repeats = repeats;
            this.callback = callback;
            this.round = round;
        }

        /** Returns what the timer calls. */
        public Runnable callback() {
            return callback;
        }

        /** Returns when it is due next. */
        public long due() {
            return due;
        }

        /** Returns the time between two firings, 0 for a timer that fires once. */
        public long interval() {
            return repeats ? interval : 0;
        }

        /** Returns how often it has run to its end, or to where it first waited. */
        public long runs() {
            return runs;
        }

        /** Returns in which round it was added. */
        public long round() {
            return round;
        }

        /** Tells whether it was cleared while it runs. */
        public boolean isRemoved() {
            return removed;
        }
    }

    /** Adds a timer that is due after {@code interval} and, when it repeats, every {@code interval} from then on. */
    public int add(long now, long interval, boolean repeats, IdCallback callback) {
        int id = nextId();
        Entry entry = new Entry(id, interval, repeats, callback.of(id), rounds);
        entry.due = plus(now, interval);
        known.put(id, entry);
        wait(entry);
        return id;
    }

    /** Makes what a timer calls, given its id. */
    @FunctionalInterface
    public interface IdCallback {
        /** Returns what the timer of that id calls. */
        Runnable of(int id);
    }

    private int nextId() {
        do {
            lastId = lastId == Integer.MAX_VALUE ? 1 : lastId + 1;
        } while (known.containsKey(lastId));
        return lastId;
    }

    private void wait(Entry entry) {
        entry.order = ++lastOrder;
        waiting.add(entry);
    }

    private static long plus(long now, long interval) {
        long due = now + interval;
        return due < now ? NEVER : due;
    }

    /** Returns when the next timer is due, {@link #NEVER} when none waits. */
    public long nextDue() {
        return waiting.isEmpty() ? NEVER : waiting.first().due;
    }

    /** Tells whether no timer waits. */
    public boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Takes the timers that are due, in order; those added meanwhile are for the next call. */
    public List<Entry> takeDue(long now) {
        rounds++;
        List<Entry> due = new ArrayList<>();
        while (nextDue() <= now && !waiting.isEmpty()) due.add(waiting.removeFirst());
        return due;
    }

    /** Begins to run a timer that was taken; false when it was cleared meanwhile. */
    public boolean begin(Entry entry) {
        if (entry.removed) return false;
        running = entry;
        return true;
    }

    /** Ends the run; a repeating timer waits again. */
    public void finish(Entry entry, long now) {
        running = null;
        entry.runs++;
        if (entry.removed || !entry.repeats) {
            known.remove(entry.id, entry);
        } else {
            long missed = Math.max(0, now - entry.due) / entry.interval;
            entry.due = plus(entry.due, entry.interval * (1 + missed));
            wait(entry);
        }
    }

    /** Clears a timer; false when it is unknown, fired or cleared already. */
    public boolean clear(int id) {
        Entry entry = known.get(id);
        if (entry == null || entry.removed) return false;
        remove(entry);
        return true;
    }

    private void remove(Entry entry) {
        entry.removed = true;
        waiting.remove(entry);
        if (entry != running) known.remove(entry.id);
    }

    /** Clears all. */
    public void clearAll() {
        List.copyOf(known.values()).forEach(this::remove);
    }

    /** Tells whether a timer will fire, or runs and was not cleared. */
    public boolean exists(int id) {
        Entry entry = known.get(id);
        return entry != null && !entry.removed;
    }

    /** Returns a timer that waits or runs, or null. */
    public @Nullable Entry find(int id) {
        return known.get(id);
    }

    /** Returns the ids of all timers. */
    public List<Integer> ids() {
        return List.copyOf(known.keySet());
    }

    /** Returns how many timers there are. */
    public int size() {
        return known.size();
    }

    /** Returns how often timers were taken. */
    public long rounds() {
        return rounds;
    }

    /** Tells whether a timer was ever added. */
    public boolean wasUsed() {
        return lastId != 0;
    }
}
