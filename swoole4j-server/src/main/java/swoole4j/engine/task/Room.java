package swoole4j.engine.task;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.TaskSettings;

/** How much may wait for one worker. Any thread. */
final class Room {
    private final int mostParcels;
    private final long mostBytes;

    // Guarded by this.
    private final ArrayDeque<Thread> waiters = new ArrayDeque<>();
    private int parcels;
    private long bytes;

    Room(TaskSettings settings) {
        this.mostParcels = settings.queueLength();
        this.mostBytes = settings.queueSize();
    }

    /** Takes room; false when there is none. One parcel always fits, however large. */
    synchronized boolean take(long size) {
        if (parcels >= mostParcels || (parcels > 0 && bytes + size > mostBytes)) return false;
        parcels++;
        bytes += size;
        return true;
    }

    /** Takes room, when there is none after waiting for it. In a coroutine. */
    void await(Scheduler scheduler, long size) {
        Thread self = Thread.currentThread();
        synchronized (this) {
            waiters.add(self);
        }
        scheduler.await(() -> take(size), 0);
        LockSupport.unpark(leave(self)); // there may be room for another
    }

    private synchronized @Nullable Thread leave(Thread waiter) {
        waiters.remove(waiter);
        return waiters.peek();
    }

    void giveBack(long size) {
        LockSupport.unpark(less(size));
    }

    private synchronized @Nullable Thread less(long size) {
        parcels--;
        bytes -= size;
        return waiters.peek();
    }
}
