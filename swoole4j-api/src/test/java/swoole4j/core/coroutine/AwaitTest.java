package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The wait of a coroutine for a condition. */
class AwaitTest {
    private static final long FIFTY_MILLIS = TimeUnit.MILLISECONDS.toNanos(50);

    private final AtomicBoolean open = new AtomicBoolean();

    @Test
    void endsWithTheCondition() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            assertTrue(worker.run(() -> {
                Thread waiter = Thread.currentThread();
                worker.scheduler().start(() -> {
                    open.set(true);
                    LockSupport.unpark(waiter);
                });
                return worker.scheduler().await(open::get, 0);
            }));
        }
    }

    @Test
    void doesNotGiveWayWhenTheConditionHolds() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            boolean overtaken = worker.run(() -> {
                boolean[] ran = new boolean[1];
                worker.scheduler().start(() -> ran[0] = true);
                worker.scheduler().await(() -> true, 0);
                return ran[0];
            });
            assertFalse(overtaken);
        }
    }

    @Test
    void endsAtItsTimeHoweverOftenItIsWoken() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            Thread[] waiter = new Thread[1];
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(1);
            Thread.ofPlatform().start(() -> {
                TestWorker.await(begun);
                while (!over.get()) {
                    LockSupport.unpark(waiter[0]);
                    LockSupport.parkNanos(FIFTY_MILLIS / 10);
                }
            });
            long took = worker.run(() -> {
                waiter[0] = Thread.currentThread();
                begun.countDown();
                long start = System.nanoTime();
                assertFalse(worker.scheduler().await(open::get, FIFTY_MILLIS));
                return System.nanoTime() - start;
            });
            over.set(true);
            assertTrue(took >= FIFTY_MILLIS, () -> "only " + took + " ns");
        }
    }

    @Test
    void anInterruptDoesNotEndItNorKeepTheWorkerBusyAndIsKept() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            Thread[] waiter = new Thread[1];
            boolean[] interrupted = new boolean[1];
            worker.scheduler().start(() -> {
                waiter[0] = Thread.currentThread();
                begun.countDown();
                worker.scheduler().await(open::get, 0);
                interrupted[0] = Thread.interrupted();
                over.countDown();
            });
            TestWorker.await(begun);
            waiter[0].interrupt();
            assertEquals("others run", worker.run(() -> "others run"));
            assertEquals(1, over.getCount());
            open.set(true);
            LockSupport.unpark(waiter[0]);
            TestWorker.await(over);
            assertTrue(interrupted[0]);
        }
    }

    @Test
    void anInterruptEndsASleep() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            assertTrue(worker.run(() -> {
                Thread sleeper = Thread.currentThread();
                worker.scheduler().start(sleeper::interrupt);
                try {
                    worker.scheduler().sleep(TimeUnit.HOURS.toMillis(1));
                    return false;
                } catch (InterruptedException _) {
                    return true;
                }
            }));
        }
    }
}
