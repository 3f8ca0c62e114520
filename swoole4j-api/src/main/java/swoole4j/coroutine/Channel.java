package swoole4j.coroutine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.Seconds;

/**
 * A queue of limited length between the coroutines of one worker. Counterpart of {@code Swoole\Coroutine\Channel}.
 *
 * <p>Whoever waits is served in the order of arrival, and at once: {@link #push} runs the coroutine that waits for the value up
 * to where it waits next, then returns; {@link #pop} does the same for one that waits for room. A channel belongs to the worker
 * that first uses it, until that ends. There is no lock in it: use between workers is an {@link IllegalStateException}.
 *
 * @param <T> what it holds, null included
 */
public final class Channel<T extends @Nullable Object> {
    /** No failure. */
    public static final int OK = 0;
    /** The time has passed. */
    public static final int TIMEOUT = -1;
    /** The channel is closed. */
    public static final int CLOSED = -2;
    /** The wait was cancelled. */
    public static final int CANCELED = -3;

    private final int capacity;
    private final Ring<T> items;
    private Waiters<T> producers = new Waiters<>();
    private Waiters<T> consumers = new Waiters<>();
    private @Nullable Scheduler owner;
    private boolean closed;
    private int errCode;

    /** Creates a channel for one item. */
    public Channel() {
        this(1);
    }

    /** Creates a channel for {@code capacity} items; less than 1 means 1. */
    public Channel(int capacity) {
        this.capacity = Math.max(1, capacity);
        this.items = new Ring<>(this.capacity);
    }

    /** Adds an item, and waits for room without a limit of time; see {@link #push(Object, double)}. */
    public boolean push(T value) {
        return push(value, -1);
    }

    /**
     * Adds an item; waits while there is no room, or while others wait for room. Counterpart of {@code push}.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return false, with the reason in {@link #errCode}: {@link #TIMEOUT}, {@link #CLOSED}, {@link #CANCELED}
     * @throws IllegalStateException outside of a coroutine, or in another worker's
     */
    public boolean push(T value, double timeout) {
        CoroutineState self = enter("Channel.push");
        if (closed) return fail(CLOSED);
        Waiters.Waiter<T> consumer = consumers.poll();
        if (consumer != null) {
            serve(consumer, value);
            return true;
        }
        if (!items.isFull() && producers.isEmpty()) {
            items.add(value);
            return true;
        }
        return await(self, producers, new Waiters.Waiter<>(self, value), timeout);
    }

    /** Takes an item, and waits for one without a limit of time; see {@link #pop(double)}. */
    public @Nullable T pop() {
        return pop(-1);
    }

    /**
     * Takes the item that was added first; waits while there is none. Counterpart of {@code pop}.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return null on failure, with the reason in {@link #errCode}: {@link #TIMEOUT}, {@link #CANCELED}, or {@link #CLOSED} when
     *     no item is left. A null that was added looks the same; only a failure changes {@code errCode}
     * @throws IllegalStateException outside of a coroutine, or in another worker's
     */
    public @Nullable T pop(double timeout) {
        CoroutineState self = enter("Channel.pop");
        if (!items.isEmpty()) return take();
        if (closed) {
            fail(CLOSED);
            return null;
        }
        Waiters.Waiter<T> waiter = new Waiters.Waiter<>(self, null);
        return await(self, consumers, waiter, timeout) ? waiter.value : null;
    }

    private T take() {
        T item = items.take();
        Waiters.Waiter<T> producer = producers.poll();
        if (producer != null) {
            items.add(producer.valueOf());
            serve(producer, null);
        }
        return item;
    }

    private static <T extends @Nullable Object> void serve(Waiters.Waiter<T> waiter, @Nullable T value) {
        waiter.value = value;
        waiter.served = true;
        waiter.coroutine.wakeNow();
    }

    private boolean await(CoroutineState self, Waiters<T> queue, Waiters.Waiter<T> waiter, double timeout) {
        queue.add(waiter);
        Suspension end = Suspension.CANCELED; // which it is when the wait throws
        try {
            end = self.awaitOwn(waiter::isOver, Seconds.nanos(timeout));
        } finally {
            if (!waiter.isOver()) queue.remove(waiter);
            if (!waiter.served) fail(waiter.refused ? CLOSED : end == Suspension.TIMED_OUT ? TIMEOUT : CANCELED);
        }
        return waiter.served;
    }

    private boolean fail(int code) {
        errCode = code;
        return false;
    }

    private CoroutineState enter(String what) {
        CoroutineState self = CoroutineState.required(what);
        if (self.scheduler() != owner) own(self.scheduler());
        return self;
    }

    private void own(Scheduler scheduler) {
        if (owner != null && !owner.isEnded()) {
            throw new IllegalStateException("the channel belongs to worker " + owner.workerId());
        }
        owner = scheduler;
        producers = new Waiters<>(); // those of a worker that has ended wait no more
        consumers = new Waiters<>();
    }

    /**
     * Ends the channel: nothing can be added any more, items that are left can be taken. All that wait go on at once, first
     * those that wait for room, whose items are dropped, then those that wait for an item. Counterpart of {@code close}.
     *
     * @return false when it is closed already
     */
    public boolean close() {
        if (closed) return false;
        closed = true;
        refuse(producers);
        refuse(consumers);
        return true;
    }

    private void refuse(Waiters<T> waiters) {
        Waiters.Waiter<T> next;
        while ((next = waiters.poll()) != null) {
            next.refused = true;
            next.coroutine.wakeNow();
        }
    }

    /** Returns why the last call failed; success leaves it as it is. Counterpart of {@code $errCode}. */
    public int errCode() {
        return errCode;
    }

    /** Returns how many items it can hold. Counterpart of {@code $capacity}. */
    public int capacity() {
        return capacity;
    }

    /** Returns how many items it holds. Counterpart of {@code length}. */
    public int length() {
        return items.size();
    }

    /** Tells whether it holds nothing. Counterpart of {@code isEmpty}. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Tells whether there is no room. Counterpart of {@code isFull}. */
    public boolean isFull() {
        return items.isFull();
    }

    /** Returns consumer_num and producer_num, how many wait for items and for room, and queue_num, how many items it holds. */
    public Map<String, Integer> stats() {
        Map<String, Integer> facts = new LinkedHashMap<>();
        facts.put("consumer_num", consumers.size());
        facts.put("producer_num", producers.size());
        facts.put("queue_num", items.size());
        return facts;
    }
}
