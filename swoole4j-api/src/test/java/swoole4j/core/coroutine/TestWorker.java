package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A scheduler that runs, with an I/O loop whose only I/O are tasks and whose waits have no limit. */
public final class TestWorker implements Poller, AutoCloseable {
    /** How the loop waits. */
    public enum Waiting {
        /** In a system call, which keeps the carrier thread. */
        HOLDING_THE_CARRIER,
        /** As any other virtual thread, so that coroutines run meanwhile. */
        PARKING
    }

    /** Which scheduler runs coroutines. */
    public enum Kind {
        /** The one on the JDK's hook. */
        CARRIER,
        /** The fallback. */
        BATON
    }

    private static final long LIMIT_SECONDS = 60;

    private final Scheduler scheduler;
    private final EventFd event;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile Thread loop = Thread.currentThread();
    private volatile boolean stopped;

    /** How often the loop turned; for the loop and coroutines. */
    int turns;

    private TestWorker(Scheduler scheduler, Waiting waiting) {
        this.scheduler = scheduler;
        this.event = waiting == Waiting.PARKING ? null : new EventFd();
    }

    public static TestWorker start() {
        return start(Waiting.HOLDING_THE_CARRIER);
    }

    public static TestWorker start(Kind kind) {
        return switch (kind) {
            case CARRIER -> start();
            case BATON -> start(new BatonScheduler(7, false), Waiting.PARKING);
        };
    }

    static TestWorker start(Waiting waiting) {
        return start(new CarrierScheduler(7), waiting);
    }

    static TestWorker start(Scheduler scheduler, Waiting waiting) {
        TestWorker worker = new TestWorker(scheduler, waiting);
        scheduler.run(worker);
        return worker;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void around(Runnable body) {
        loop = Thread.currentThread();
        body.run();
    }

    @Override
    public void flush() {}

    @Override
    public boolean turn(boolean mayWait) {
        if (mayWait) await();
        turns++;
        Runnable task;
        while ((task = tasks.poll()) != null) task.run();
        return !stopped;
    }

    private void await() {
        if (event != null) {
            event.await();
        } else {
            while (!signalled.getAndSet(false)) LockSupport.park(this);
        }
    }

    @Override
    public void wakeup() {
        if (event != null) {
            event.signal();
        } else {
            signalled.set(true);
            LockSupport.unpark(loop);
        }
    }

    Thread loop() {
        return loop;
    }

    /** Runs {@code task} in the loop's next turn. */
    void submit(Runnable task) {
        tasks.add(task);
        wakeup();
    }

    /** Runs {@code body} in a coroutine and waits for its end. */
    public <T> T run(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        scheduler.start(task);
        return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets the loop end. */
    void stop() {
        stopped = true;
        wakeup();
    }

    /** Ends the loop; the worker's thread must end, too. */
    @Override
    public void close() {
        stop();
        CountDownLatch joined = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            try {
                scheduler.join();
                joined.countDown();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        await(joined);
        assertFalse(loop.isAlive(), "the loop did not end");
        if (event != null) event.close();
    }

    /** Waits as long as a test may wait. */
    public static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS), () -> latch.getCount() + " are missing");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
