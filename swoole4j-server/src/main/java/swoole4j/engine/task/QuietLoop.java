package swoole4j.engine.task;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Poller;

/** The loop of a worker without I/O: it waits until it is stopped, while coroutines run. */
final class QuietLoop implements Poller {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable afterwards;
    private volatile @Nullable Thread loop;
    private volatile boolean stopping;

    /** Creates a loop; {@code afterwards} is called when the worker has ended. */
    QuietLoop(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    @Override
    public void around(Runnable body) {
        loop = Thread.currentThread();
        body.run();
    }

    @Override
    public void ended() {
        ended.countDown();
        afterwards.run();
    }

    @Override
    public void flush() {}

    @Override
    public boolean turn(boolean mayWait) {
        while (mayWait && !stopping && !woken.getAndSet(false)) {
            LockSupport.park(this);
            Thread.interrupted(); // who is interrupted does not park
        }
        return !stopping;
    }

    @Override
    public void wakeup() {
        woken.set(true);
        LockSupport.unpark(loop);
    }

    /** Ends the loop. Any thread. */
    void stop() {
        stopping = true;
        wakeup();
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    boolean join(long deadline) throws InterruptedException {
        if (deadline == Long.MAX_VALUE) {
            ended.await();
            return true;
        }
        return ended.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
