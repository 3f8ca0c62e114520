package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.TestWorker.Waiting;

/** The fallback with several workers: a baton for each, on the JDK's own scheduler. */
class BatonSchedulerTest {
    private static final List<Integer> THOUSAND =
            IntStream.range(0, 1000).boxed().toList();

    private final BatonScheduler scheduler = new BatonScheduler(7, false);
    private final List<Object> order = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean running = new AtomicBoolean();
    private int counter;

    private TestWorker start() {
        return TestWorker.start(scheduler, Waiting.PARKING);
    }

    @Test
    void neverRunsTwoAtOnce() throws Exception {
        CountDownLatch over = new CountDownLatch(200);
        try (TestWorker worker = start()) {
            for (int n = 0; n < 200; n++) {
                scheduler.start(() -> {
                    for (int round = 0; round < 20; round++) update(round);
                    over.countDown();
                });
            }
            TestWorker.await(over);
            assertEquals(4000, worker.run(() -> counter));
        }
    }

    private void update(int round) {
        assertFalse(running.getAndSet(true), "two at once");
        int read = counter;
        for (int spin = 0; spin < 500; spin++) Thread.onSpinWait();
        counter = read + 1;
        running.set(false);
        switch (round % 4) {
            case 0 -> sleep();
            case 1 -> scheduler.runNow(() -> {});
            case 2 -> scheduler.await(() -> false, 1000);
            default -> LockSupport.parkNanos(1000);
        }
    }

    private void sleep() {
        try {
            scheduler.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void startsInOrder() throws Exception {
        try (TestWorker worker = start()) {
            for (int n : THOUSAND) scheduler.start(() -> order.add(n));
            worker.run(() -> null);
        }
        assertEquals(THOUSAND, order);
    }

    @Test
    void anOwnWaitLetsOthersRun() throws Exception {
        AtomicBoolean open = new AtomicBoolean();
        CountDownLatch over = new CountDownLatch(1);
        Thread[] waiter = new Thread[1];
        try (TestWorker worker = start()) {
            scheduler.start(() -> {
                waiter[0] = Thread.currentThread();
                scheduler.await(open::get, 0);
                over.countDown();
            });
            assertEquals("ran", worker.run(() -> "ran"));
            assertEquals(1, over.getCount());
            open.set(true);
            LockSupport.unpark(waiter[0]);
            TestWorker.await(over);
        }
    }

    @Test
    void aForeignWaitKeepsOthersFromRunning() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(2);
        try (TestWorker _ = start()) {
            scheduler.start(() -> {
                begun.countDown();
                TestWorker.await(open);
                order.add("first");
                over.countDown();
            });
            TestWorker.await(begun);
            scheduler.start(() -> {
                order.add("second");
                over.countDown();
            });
            open.countDown();
            TestWorker.await(over);
        }
        assertEquals(List.of("first", "second"), order);
    }

    @Test
    void theLoopHasItsTurnsMeanwhile() throws Exception {
        CountDownLatch turned = new CountDownLatch(1);
        try (TestWorker worker = start()) {
            worker.run(() -> {
                worker.submit(turned::countDown);
                TestWorker.await(turned); // a foreign wait
                return null;
            });
        }
    }

    @Test
    void theChildRunsFirst() throws Exception {
        try (TestWorker worker = start()) {
            worker.run(() -> {
                scheduler.start(() -> order.add("queued before"));
                scheduler.runNow(() -> {
                    order.add("child");
                    sleep();
                });
                order.add("parent");
                return null;
            });
            worker.run(() -> null);
        }
        assertEquals(List.of("child", "parent", "queued before"), order);
    }

    @Test
    void anInterruptedCoroutineGetsItsBatonBack() throws Exception {
        try (TestWorker worker = start()) {
            assertTrue(worker.run(() -> {
                Thread.currentThread().interrupt();
                scheduler.runNow(() -> order.add("child"));
                return Thread.interrupted();
            }));
            assertEquals("others run", worker.run(() -> "others run"));
        }
    }

    @Test
    void whatACoroutineThrowsEndsOnlyIt() throws Exception {
        CountDownLatch caught = new CountDownLatch(1);
        try (TestWorker worker = start()) {
            scheduler.start(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((_, e) -> {
                    order.add(e.getMessage());
                    caught.countDown(); // the baton has gone on by now
                });
                throw new IllegalStateException("on purpose");
            });
            assertEquals(1, worker.run(scheduler::count));
            TestWorker.await(caught);
        }
        assertEquals(List.of("on purpose"), order);
    }

    @Test
    void waitsOfTheLoopDoNotTouchTheBaton() throws Exception {
        try (TestWorker worker = start()) {
            CountDownLatch waited = new CountDownLatch(1);
            worker.run(() -> {
                worker.submit(() -> {
                    scheduler.await(() -> false, 1000);
                    waited.countDown();
                });
                scheduler.start(() -> order.add("second"));
                TestWorker.await(waited);
                order.add("first");
                return null;
            });
            worker.run(() -> null);
        }
        assertEquals(List.of("first", "second"), order);
    }
}
