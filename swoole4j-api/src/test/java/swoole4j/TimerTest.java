package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.TestWorker;

/** Timers of a worker. */
class TimerTest {
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final List<Long> fired = new ArrayList<>();

    @Test
    void afterFiresOnceAndNotBeforeItsTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorker worker = TestWorker.start()) {
            long start = System.nanoTime();
            int id = worker.run(() -> Timer.after(5, () -> {
                fired.add(System.nanoTime());
                over.countDown();
            }));
            TestWorker.await(over);
            assertTrue(fired.getFirst() - start >= TimeUnit.MILLISECONDS.toNanos(5));
            assertFalse(Timer.exists(id));
            assertFalse(Timer.clear(id));
        }
        assertEquals(1, fired.size());
    }

    @Test
    void tickFiresAtAFixedRateUntilItIsCleared() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorker worker = TestWorker.start()) {
            long start = System.nanoTime();
            worker.run(() -> Timer.tick(3, id -> {
                fired.add(System.nanoTime());
                if (fired.size() < 5) return;
                assertTrue(Timer.clear(id));
                over.countDown();
            }));
            TestWorker.await(over);
            worker.run(() -> null);
            assertEquals(1, worker.run(worker.scheduler()::count), "the timer's own coroutine has ended");
            assertTrue(fired.getLast() - start >= TimeUnit.MILLISECONDS.toNanos(15));
        }
        assertEquals(5, fired.size());
    }

    @Test
    void aTickThatThrowsGoesOn() throws Exception {
        CountDownLatch over = new CountDownLatch(3);
        try (TestWorker worker = TestWorker.start()) {
            int id = worker.run(() -> Timer.tick(1, _ -> {
                over.countDown();
                throw new Exception("on purpose");
            }));
            TestWorker.await(over);
            assertTrue(worker.run(() -> Timer.clear(id)));
        }
    }

    @Test
    void nothingIsLeftOfATimerThatIsCleared() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            for (boolean begun : new boolean[] {false, true}) {
                worker.run(() -> {
                    int after = Timer.after(HOUR, () -> fired.add(0L));
                    int tick = Timer.tick(HOUR, _ -> fired.add(0L));
                    if (begun) Coroutine.sleep(.001);
                    assertTrue(Timer.exists(after));
                    assertTrue(Timer.clear(after));
                    assertTrue(Timer.clear(tick));
                    assertFalse(Timer.exists(tick));
                    return null;
                });
                worker.run(() -> null);
                assertEquals(1, worker.run(worker.scheduler()::count), "a stopping worker would wait for it");
            }
        }
        assertEquals(List.of(), fired);
    }

    @Test
    void lessThanAMillisecondIsRefusedAndTheLongestIsNot() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                assertEquals(0, Timer.after(0, () -> {}));
                assertEquals(0, Timer.tick(-1, _ -> {}));
                int longest = Timer.after(Long.MAX_VALUE, () -> fired.add(0L));
                Coroutine.sleep(.002);
                assertTrue(Timer.exists(longest));
                assertTrue(Timer.clear(longest));
                return null;
            });
        }
        assertEquals(List.of(), fired);
    }

    @Test
    void timersEndWithTheirWorker() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        int[] ids = new int[1];
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                ids[0] = Timer.tick(1, _ -> {
                    fired.add(0L);
                    over.countDown();
                });
                return null;
            });
            TestWorker.await(over);
        }
        int before = fired.size();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Timer.exists(ids[0]) && System.nanoTime() < deadline) Thread.onSpinWait();
        assertFalse(Timer.exists(ids[0]));
        assertEquals(before, fired.size());
    }
}
