package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.core.coroutine.TestWorker.Waiting;

/** When the loop ends the worker's thread ends; coroutines that are left go on elsewhere, and nobody who wakes one is harmed. */
@SuppressWarnings("ThreadPriorityCheck") // yielding is one of the ways to give way
class WorkerEndTest {
    @ParameterizedTest
    @EnumSource
    void aCoroutineThatIsWokenLaterGoesOnElsewhere(Waiting waiting) throws Exception {
        boolean[] open = new boolean[1];
        CountDownLatch over = new CountDownLatch(1);
        Thread coroutine;
        TestWorker worker = TestWorker.start(waiting);
        try (worker) {
            coroutine = worker.run(() -> Thread.startVirtualThread(() -> {
                while (!open[0]) LockSupport.park();
                assertNull(Scheduler.current());
                assertFalse(worker.scheduler().isCurrent());
                over.countDown();
            }));
            worker.run(() -> null);
            assertFalse(worker.scheduler().isEnded());
        }
        assertTrue(worker.scheduler().isEnded());
        open[0] = true;
        LockSupport.unpark(coroutine);
        TestWorker.await(over);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadyAtTheEndIsNotStranded(Waiting waiting) throws Exception {
        CountDownLatch over = new CountDownLatch(3000);
        try (TestWorker worker = TestWorker.start(waiting)) {
            worker.run(() -> {
                for (int n = 0; n < 1000; n++) {
                    worker.scheduler().start(over::countDown);
                    worker.scheduler().defer(over::countDown);
                    worker.scheduler().start(() -> {
                        Thread.yield();
                        over.countDown();
                    });
                }
                worker.stop();
                return null;
            });
        }
        TestWorker.await(over);
    }

    @Test
    void aStartAfterTheEndRunsElsewhere() throws Exception {
        TestWorker worker = TestWorker.start();
        worker.close();
        CountDownLatch over = new CountDownLatch(3);
        worker.scheduler().start(over::countDown);
        worker.scheduler().defer(over::countDown);
        worker.scheduler().runNow(over::countDown);
        TestWorker.await(over);
    }

    @Test
    void nothingIsLostThatArrivesWhileTheWorkerEnds() throws Exception {
        int rounds = 300;
        int each = 50;
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(rounds * each);
        for (int round = 0; round < rounds; round++) {
            TestWorker worker = TestWorker.start(round % 2 == 0 ? Waiting.PARKING : Waiting.HOLDING_THE_CARRIER);
            Thread starter = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < each; n++) {
                    worker.scheduler().start(() -> {
                        begun.incrementAndGet();
                        over.countDown();
                    });
                }
            });
            worker.close();
            starter.join();
        }
        TestWorker.await(over);
        assertEquals(rounds * each, begun.get());
    }
}
