package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.core.coroutine.TestWorker.Waiting;

/** What a loop's turn throws costs that turn; the worker lives on. */
class LoopFailureTest {
    private final BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void listen() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
    }

    @AfterEach
    void listenNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private static Stream<Scheduler> schedulers() {
        return Stream.of(new CarrierScheduler(7), new BatonScheduler(7, true), new BatonScheduler(7, false));
    }

    private static <T extends Throwable> void fail(Throwable thrown) throws T {
        @SuppressWarnings("unchecked") // it is thrown whatever it is
        T any = (T) thrown;
        throw any;
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void aTurnThatThrowsIsReportedAndTheNextOneComes(Scheduler scheduler) throws Exception {
        List<Throwable> failures = List.of(
                new OutOfMemoryError("a test"), new NoClassDefFoundError("a test"), new IllegalStateException());
        try (TestWorker worker = TestWorker.start(scheduler, Waiting.PARKING)) {
            for (Throwable failure : failures) {
                CountDownLatch next = new CountDownLatch(1);
                worker.submit(() -> LoopFailureTest.<RuntimeException>fail(failure));
                assertSame(failure, reported.poll(10, TimeUnit.SECONDS));
                worker.submit(next::countDown);
                TestWorker.await(next);
                assertEquals("alive", worker.run(() -> "alive"));
            }
            assertFalse(scheduler.isEnded());
        }
    }

    @Test
    void coroutinesThatWaitAreNotLost() throws Exception {
        try (TestWorker worker = TestWorker.start(new CarrierScheduler(7), Waiting.HOLDING_THE_CARRIER)) {
            CountDownLatch slept = new CountDownLatch(100);
            for (int n = 0; n < 100; n++) {
                worker.scheduler().start(() -> {
                    try {
                        Thread.sleep(1);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    slept.countDown();
                });
            }
            for (int n = 0; n < 5; n++) {
                Error failure = new StackOverflowError();
                worker.submit(() -> LoopFailureTest.<RuntimeException>fail(failure));
                assertSame(failure, reported.poll(10, TimeUnit.SECONDS));
            }
            TestWorker.await(slept);
        }
    }

    @Test
    void aLoopThatAlwaysFailsIsGivenUp() {
        TurnFailures failures = new TurnFailures(2);
        Error failure = new OutOfMemoryError("a test");
        failures.failed(failure);
        failures.failed(failure);
        failures.passed();
        failures.failed(failure);
        failures.failed(failure);
        var thrown = assertThrows(IllegalStateException.class, () -> failures.failed(failure));
        assertSame(failure, thrown.getCause());
    }
}
