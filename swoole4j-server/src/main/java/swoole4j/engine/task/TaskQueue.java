package swoole4j.engine.task;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.TaskSettings;

/** What waits for one task worker; outlives the worker, whose successor goes on with it. Any thread. */
final class TaskQueue implements Source {
    private final Room room;
    private final Queue<Parcel> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queuedJobs = new AtomicInteger();
    /** Tasks that wait or run. */
    private final AtomicInteger unfinished = new AtomicInteger();

    private volatile @Nullable Thread taker;

    TaskQueue(TaskSettings settings) {
        this.room = new Room(settings);
    }

    /** Adds a parcel; false when the queue is full. */
    boolean offer(Parcel parcel) {
        if (!room.take(parcel.copy().size())) return false;
        if (parcel instanceof Parcel.Job) {
            queuedJobs.incrementAndGet();
            unfinished.incrementAndGet();
        }
        waiting.add(parcel);
        LockSupport.unpark(taker);
        return true;
    }

    @Override
    public void beTaker() {
        taker = Thread.currentThread();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public @Nullable Parcel take() {
        Parcel parcel = waiting.poll();
        if (parcel == null) return null;
        room.giveBack(parcel.copy().size());
        if (parcel instanceof Parcel.Job) queuedJobs.decrementAndGet();
        return parcel;
    }

    @Override
    public void over(Parcel parcel) {
        if (parcel instanceof Parcel.Job) unfinished.decrementAndGet();
    }

    /** Tells whether no task waits or runs. */
    boolean isIdle() {
        return unfinished.get() == 0;
    }

    /** Returns how many tasks wait. */
    int jobs() {
        return queuedJobs.get();
    }
}
