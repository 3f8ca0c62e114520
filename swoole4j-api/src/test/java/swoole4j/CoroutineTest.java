package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.TestWorker;

/** go and sleep. */
class CoroutineTest {
    private final List<String> order = new ArrayList<>();

    @Test
    void goRunsTheNewCoroutineUpToItsFirstWait() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                order.add("1");
                Coroutine.go(() -> {
                    order.add("2");
                    assertTrue(Coroutine.sleep(.001));
                    order.add("4");
                    over.countDown();
                });
                return order.add("3");
            });
            TestWorker.await(over);
        }
        assertEquals(List.of("1", "2", "3", "4"), order);
    }

    @Test
    void whatACoroutineThrowsDoesNotReachItsCreator() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                Coroutine.go(() -> {
                    throw new Exception("on purpose");
                });
                return order.add("creator");
            });
        }
        assertEquals(List.of("creator"), order);
    }

    @Test
    void goNeedsAWorker() {
        var thrown = assertThrows(IllegalStateException.class, () -> Coroutine.go(() -> {}));
        assertEquals("Coroutine.go: API must be called in the coroutine", thrown.getMessage());
    }

    @Test
    void sleepsOfLessThanAMillisecondAreRefusedAtOnce() {
        for (double seconds : new double[] {0, -1, .0009, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertFalse(Coroutine.sleep(seconds), () -> "sleep(" + seconds + ")");
        }
    }

    @Test
    void sleepLastsAtLeastAsLongInWholeMilliseconds() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            for (double seconds : new double[] {.001, .0029, .02}) {
                long took = worker.run(() -> {
                    long start = System.nanoTime();
                    assertTrue(Coroutine.sleep(seconds));
                    return System.nanoTime() - start;
                });
                long millis = (long) (seconds * 1000);
                assertTrue(took >= millis * 1_000_000, () -> seconds + " took " + took);
            }
        }
    }

    @Test
    void anInterruptEndsASleepWithFalseAndIsKept() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            assertTrue(worker.run(() -> {
                Thread sleeper = Thread.currentThread();
                worker.scheduler().start(sleeper::interrupt);
                assertFalse(Coroutine.sleep(Double.POSITIVE_INFINITY));
                return Thread.interrupted();
            }));
        }
    }
}
