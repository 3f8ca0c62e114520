package swoole4j.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.Inbox;
import swoole4j.engine.link.Link;

/**
 * The loop of a worker without I/O of its own: it waits for its inbox and dispatches what comes.
 *
 * @param <T> what comes
 */
final class WorkerLoop<T> implements Poller {
    private final Scheduler scheduler;
    private final Inbox<T> inbox;
    private final Link<T> consumer;
    private final Runnable ended;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile @Nullable Thread loop;
    private volatile boolean consuming;
    private volatile boolean stopped;
    private boolean over;
    private volatile @Nullable Runnable retired;

    /** Creates the loop; {@code ended} is told the worker's end. */
    WorkerLoop(Scheduler scheduler, Inbox<T> inbox, Link<T> consumer, Runnable ended) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.consumer = consumer;
        this.ended = ended;
    }

    @Override
    public void around(Runnable body) {
        loop = Thread.currentThread();
        body.run();
    }

    @Override
    public void ended() {
        ended.run();
    }

    @Override
    public void flush() {}

    @Override
    public boolean turn(boolean mayWait) {
        if (mayWait) await();
        if (consuming) inbox.drain(consumer::offer, this::isConsuming);
        Runnable handOver = retired;
        if (handOver != null) {
            retired = null;
            end();
            scheduler.start(handOver); // behind the callbacks of all that was drained
        }
        return !stopped;
    }

    private void await() {
        while (!signalled.getAndSet(false) && !hasWork()) LockSupport.park(this);
    }

    private boolean hasWork() {
        return stopped || retired != null || (consuming && !inbox.isEmpty());
    }

    @Override
    public void wakeup() {
        signalled.set(true);
        LockSupport.unpark(loop);
    }

    /** Begins to take events, unless it was retired already. */
    synchronized void begin() {
        if (over) return;
        consuming = true;
        inbox.wakes(this::wakeup);
    }

    /** Takes no event from here on, not even one of those that are there: another one may take them. */
    synchronized void end() {
        over = true;
        consuming = false;
    }

    /** Takes no more events, and runs {@code handOver} when the callbacks of those that were taken have begun. */
    void retire(Runnable handOver) {
        retired = handOver;
        wakeup();
    }

    /** Tells whether events are taken. */
    boolean isConsuming() {
        return consuming;
    }

    /** Ends the loop. */
    void stop() {
        stopped = true;
        wakeup();
    }
}
