package swoole4j.engine.task;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What has come for a task worker that is a process; the master bounds it, and has what waits here as well. Any thread. */
final class MailQueue implements Source {
    private final Queue<Parcel> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread taker;

    void add(Parcel parcel) {
        waiting.add(parcel);
        LockSupport.unpark(taker);
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
        for (Parcel parcel; (parcel = waiting.poll()) != null; ) {
            if (parcel.receipt().begin()) return parcel; // otherwise another process gets it
        }
        return null;
    }

    @Override
    public void over(Parcel parcel) {
        parcel.receipt().settle();
    }
}
