package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.core.coroutine.TestWorker.Waiting;

/**
 * A lock that the I/O loop shares with coroutines and other threads, as a log appender's. Another thread holds it, a
 * coroutine queues for it, then the loop; when the lock is handed to the coroutine, it must be able to run.
 */
class SharedLocksTest {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(3);

    @ParameterizedTest
    @EnumSource
    void aReentrantLockIsHandedOn(Waiting waiting) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Runnable locked = () -> locked(lock, done::countDown);
        try (TestWorker worker = TestWorker.start(waiting)) {
            Thread.ofPlatform().start(() -> locked(lock, this::hold));
            TestWorker.await(held);
            worker.scheduler().start(locked);
            until(() -> lock.getQueueLength() == 1);
            worker.submit(locked);
            until(() -> lock.getQueueLength() == 2);
            release.countDown();
            TestWorker.await(done);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMonitorIsHandedOn(Waiting waiting) throws Exception {
        Object monitor = new Object();
        Thread[] coroutine = new Thread[1];
        CountDownLatch begun = new CountDownLatch(1);
        Runnable locked = () -> {
            synchronized (monitor) {
                done.countDown();
            }
        };
        try (TestWorker worker = TestWorker.start(waiting)) {
            Thread.ofPlatform().start(() -> {
                synchronized (monitor) {
                    hold();
                }
            });
            TestWorker.await(held);
            worker.scheduler().start(() -> {
                coroutine[0] = Thread.currentThread();
                begun.countDown();
                locked.run();
            });
            TestWorker.await(begun);
            until(() -> coroutine[0].getState() == Thread.State.BLOCKED);
            worker.submit(locked);
            until(() -> worker.loop().getState() == Thread.State.BLOCKED);
            release.countDown();
            TestWorker.await(done);
        }
    }

    @Test
    void coroutinesRunWhileTheLoopWaitsForALock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        try (TestWorker worker = TestWorker.start()) {
            Thread holder = Thread.ofPlatform().start(() -> locked(lock, this::hold));
            TestWorker.await(held);
            worker.submit(() -> locked(lock, () -> {}));
            until(lock::hasQueuedThreads);
            for (int n = 0; n < 1000; n++) {
                int answer = n;
                assertEquals(n, worker.run(() -> answer));
            }
            release.countDown();
            holder.join();
        }
    }

    private static void locked(ReentrantLock lock, Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    private void hold() {
        held.countDown();
        TestWorker.await(release);
        done.countDown();
    }

    private static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30), "not reached");
            Thread.onSpinWait();
        }
    }
}
