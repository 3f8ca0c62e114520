package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What wakes a worker up for its timers. */
class WorkerTimersTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private static int add(TestWorker worker, long nanos, boolean repeats, Runnable callback) throws Exception {
        return worker.run(() -> worker.scheduler().timers().add(nanos, repeats, _ -> callback));
    }

    @Test
    void oneThreadWaitsForAllTimersAndIsNoCoroutine() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            for (int i = 0; i < 100; i++) add(worker, HOUR + i, false, () -> {});
            assertEquals(1, worker.run(worker.scheduler()::count));
            assertEquals(2, worker.run(worker.scheduler()::holders));
            worker.run(worker.scheduler().timers()::clearAll);
            worker.run(() -> null);
            assertEquals(1, worker.run(worker.scheduler()::holders));
        }
    }

    @Test
    void whatWaitsEndsWithTheWorker() throws Exception {
        Thread sleeper;
        CountDownLatch fired = new CountDownLatch(1);
        List<String> late = new ArrayList<>();
        TestWorker worker = TestWorker.start();
        try (worker) {
            add(worker, MILLI, true, fired::countDown);
            TestWorker.await(fired);
            worker.run(worker.scheduler().timers()::clearAll);
            add(worker, HOUR, false, () -> late.add("fired"));
            sleeper = worker.run(() -> {
                worker.scheduler().sleep(1); // so that it waits
                return worker.scheduler().timers().sleeper();
            });
        }
        assertTrue(sleeper.join(Duration.ofSeconds(20)));
        assertEquals(0, worker.scheduler().timers().add(MILLI, false, _ -> () -> late.add("added")));
        assertFalse(worker.scheduler().timers().clear(1));
        assertEquals(List.of(), late);
    }

    @Test
    void serialTimersRunWhenTheirExecutorSaysSo() throws Exception {
        CountDownLatch due = new CountDownLatch(1);
        List<Runnable> queue = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (TestWorker worker = TestWorker.start()) {
            worker.scheduler().timers().serially(firing -> {
                queue.add(firing);
                due.countDown();
            });
            int id = add(worker, MILLI, true, () -> seen.add("tick"));
            TestWorker.await(due);
            assertEquals(List.of(), seen);
            worker.run(() -> {
                queue.removeFirst().run();
                return worker.scheduler().timers().clear(id);
            });
            assertEquals(List.of("tick"), seen);
        }
    }

    @Test
    void aSerialTimerThatIsClearedBeforeItsTurnDoesNotRun() throws Exception {
        CountDownLatch due = new CountDownLatch(1);
        List<Runnable> queue = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (TestWorker worker = TestWorker.start()) {
            worker.scheduler().timers().serially(firing -> {
                queue.add(firing);
                due.countDown();
            });
            int id = add(worker, MILLI, false, () -> seen.add("fired"));
            TestWorker.await(due);
            assertTrue(worker.run(() -> worker.scheduler().timers().clear(id)));
            worker.run(() -> {
                queue.removeFirst().run();
                return null;
            });
            assertEquals(List.of(), seen);
        }
    }
}
