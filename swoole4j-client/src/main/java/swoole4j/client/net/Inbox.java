package swoole4j.client.net;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Suspension;

/** What has come on a connection and nobody has taken yet. The loop puts; one caller at a time takes. */
final class Inbox<T extends Inbox.Weighted> {
    /** What knows how much memory it holds. */
    interface Weighted {
        /** Returns about how much it is. */
        int weight();
    }

    private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
    private final AtomicLong held = new AtomicLong();
    private volatile @Nullable Thread waiter;
    private volatile boolean canceled;

    /** Puts one and wakes whoever waits. */
    void put(T item) {
        held.addAndGet(item.weight());
        items.add(item);
        Thread waiting = waiter;
        if (waiting != null) LockSupport.unpark(waiting);
    }

    /** Returns about how much memory all of it holds. */
    long held() {
        return held.get();
    }

    /** Waits until there is something; it may be dropped before the caller takes it. */
    Suspension await(Deadline deadline) {
        if (!items.isEmpty()) return Suspension.DONE;
        canceled = false;
        waiter = Thread.currentThread();
        try {
            Suspension how = deadline.await(() -> canceled || !items.isEmpty());
            return how == Suspension.DONE && canceled && items.isEmpty() ? Suspension.CANCELED : how;
        } finally {
            waiter = null;
        }
    }

    /** Ends the wait of whoever waits; false when nobody does. */
    boolean cancel() {
        Thread waiting = waiter;
        if (waiting == null) return false;
        canceled = true;
        LockSupport.unpark(waiting);
        return true;
    }

    /** Forgets all that are unwanted; the others stay where they are. */
    void drop(Predicate<T> unwanted) {
        for (T item : items) {
            if (unwanted.test(item) && items.remove(item)) held.addAndGet(-item.weight());
        }
    }

    /** Returns the first one without taking it, or null. */
    @Nullable
    T peek() {
        return items.peek();
    }

    /** Takes the first one, or null. */
    @Nullable
    T poll() {
        T item = items.poll();
        if (item != null) held.addAndGet(-item.weight());
        return item;
    }
}
