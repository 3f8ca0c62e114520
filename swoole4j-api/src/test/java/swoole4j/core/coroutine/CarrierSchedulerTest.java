package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.core.coroutine.TestWorker.Waiting;

/** Coroutines of one worker: one at a time, in order, none lost, whatever one of them throws. */
@SuppressWarnings("ThreadPriorityCheck") // yielding is one of the ways to give way
class CarrierSchedulerTest {
    private static final List<Integer> THOUSAND =
            IntStream.range(0, 1000).boxed().toList();

    @Nested
    class OneAtATime {
        private int counter;

        @ParameterizedTest
        @EnumSource
        void noUpdateOfAPlainCounterIsLost(Waiting waiting) throws Exception {
            CountDownLatch over = new CountDownLatch(200);
            try (TestWorker worker = TestWorker.start(waiting)) {
                for (int n = 0; n < 200; n++) {
                    worker.scheduler().start(() -> {
                        for (int round = 0; round < 20; round++) update(round);
                        over.countDown();
                    });
                }
                TestWorker.await(over);
                assertEquals(4000, worker.run(() -> counter));
            }
        }

        private void update(int round) {
            int read = counter;
            for (int spin = 0; spin < 500; spin++) Thread.onSpinWait();
            counter = read + 1;
            if (round % 3 == 0) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(1000);
            }
        }

        @Test
        void childrenOfTheJdkAreCoroutinesOfTheSameWorker() throws Exception {
            try (TestWorker worker = TestWorker.start()) {
                worker.run(() -> {
                    Thread child = Thread.startVirtualThread(() -> update(worker));
                    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<?>> tasks = new ArrayList<>();
                        for (int n = 0; n < 100; n++) tasks.add(each.submit(() -> update(worker)));
                        for (Future<?> task : tasks) task.get();
                    }
                    child.join();
                    return null;
                });
                assertEquals(101 * 20, worker.run(() -> counter));
            }
        }

        private void update(TestWorker worker) {
            assertSame(worker.scheduler(), Scheduler.current());
            assertTrue(worker.scheduler().isCurrent());
            for (int round = 0; round < 20; round++) update(round);
        }

        @Test
        void otherThreadsAreNotOnTheWorker() throws Exception {
            try (TestWorker worker = TestWorker.start()) {
                assertFalse(worker.scheduler().isCurrent());
                assertFalse(worker.scheduler().inLoop());
                assertSame(null, Scheduler.current());
                assertTrue(worker.run(() -> worker.scheduler().isCurrent()));
            }
        }
    }

    @Nested
    class Order {
        private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());

        @ParameterizedTest
        @EnumSource
        void startsKeepTheirOrderOverManyTurns(Waiting waiting) throws Exception {
            try (TestWorker worker = TestWorker.start(waiting)) {
                worker.run(() -> {
                    for (int n : THOUSAND) worker.scheduler().start(() -> order.add(n));
                    return null;
                });
                worker.run(() -> null);
                assertEquals(THOUSAND, order);
                if (waiting == Waiting.HOLDING_THE_CARRIER) {
                    assertTrue(worker.run(() -> worker.turns) > 3, "the loop had no turn between");
                }
            }
        }

        @Test
        void startsFromAnotherThreadKeepTheirOrder() throws Exception {
            try (TestWorker worker = TestWorker.start()) {
                for (int n : THOUSAND) worker.scheduler().start(() -> order.add(n));
                worker.run(() -> null);
                assertEquals(THOUSAND, order);
            }
        }

        @Test
        void coroutinesThatAreUnparkedGoOnInThatOrder() throws Exception {
            List<Thread> parked = new ArrayList<>();
            boolean[] open = new boolean[1];
            try (TestWorker worker = TestWorker.start()) {
                worker.run(() -> {
                    for (int n : THOUSAND) {
                        worker.scheduler().runNow(() -> {
                            parked.add(Thread.currentThread());
                            while (!open[0]) LockSupport.park();
                            order.add(n);
                        });
                    }
                    open[0] = true;
                    parked.forEach(LockSupport::unpark);
                    return null;
                });
                worker.run(() -> null);
                assertEquals(THOUSAND, order);
            }
        }
    }

    @Nested
    class Defer {
        private final List<String> order = Collections.synchronizedList(new ArrayList<>());

        @ParameterizedTest
        @EnumSource
        void runsBehindWhatIsReadyAndBeforeTheNextTurn(Waiting waiting) throws Exception {
            try (TestWorker worker = TestWorker.start(waiting)) {
                defer(worker); // loads the classes that are needed, which may park a coroutine in the middle
                order.clear();
                defer(worker);
            }
            List<String> expected = List.of("running", "started", "deferred");
            assertEquals(expected, order.stream().filter(expected::contains).toList());
            assertEquals(4, order.size());
            if (waiting == Waiting.HOLDING_THE_CARRIER) assertEquals("I/O", order.getLast());
        }

        private void defer(TestWorker worker) throws Exception {
            CountDownLatch turned = new CountDownLatch(2);
            worker.run(() -> {
                worker.submit(() -> {
                    order.add("I/O");
                    turned.countDown();
                });
                worker.scheduler().defer(() -> {
                    order.add("deferred");
                    turned.countDown();
                });
                worker.scheduler().start(() -> order.add("started"));
                order.add("running");
                return null;
            });
            TestWorker.await(turned);
        }

        @Test
        void deferringAgainAndAgainLeavesTheLoopItsTurns() throws Exception {
            List<Integer> turns = new ArrayList<>();
            CountDownLatch over = new CountDownLatch(1);
            try (TestWorker worker = TestWorker.start()) {
                worker.scheduler().start(() -> again(worker, turns, over));
                TestWorker.await(over);
            }
            for (int n = 2; n < turns.size(); n++) { // the first two belong to the turn that began it
                assertTrue(turns.get(n - 1) < turns.get(n), () -> "no turn between: " + turns);
            }
        }

        private void again(TestWorker worker, List<Integer> turns, CountDownLatch over) {
            turns.add(worker.turns);
            if (turns.size() < 500) {
                worker.scheduler().defer(() -> again(worker, turns, over));
            } else {
                over.countDown();
            }
        }

        @Test
        void keepsItsOrder() throws Exception {
            List<Integer> numbers = new ArrayList<>();
            CountDownLatch over = new CountDownLatch(1000);
            try (TestWorker worker = TestWorker.start()) {
                worker.run(() -> {
                    for (int n : THOUSAND) {
                        worker.scheduler().defer(() -> {
                            numbers.add(n);
                            over.countDown();
                        });
                    }
                    return null;
                });
                TestWorker.await(over);
            }
            assertEquals(THOUSAND, numbers);
        }

        @Test
        void fromAnotherThreadItIsAStart() throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            try (TestWorker worker = TestWorker.start()) {
                worker.scheduler().defer(over::countDown);
                TestWorker.await(over);
            }
        }
    }

    @Nested
    class Count {
        @Test
        void countsEachLivingCoroutineOnce() throws Exception {
            SynchronousQueue<Integer> exchange = new SynchronousQueue<>();
            try (TestWorker worker = TestWorker.start()) {
                Scheduler scheduler = worker.scheduler();
                assertEquals(1, worker.run(scheduler::count));
                scheduler.start(() -> receive(exchange));
                assertEquals(2, worker.run(scheduler::count));
                int unparkedAndReady = worker.run(() -> {
                    assertTrue(exchange.offer(1));
                    return scheduler.count();
                });
                assertEquals(2, unparkedAndReady);
                assertEquals(1, worker.run(scheduler::count));
            }
        }

        @Test
        void countsWhatHasNotBegun() throws Exception {
            try (TestWorker worker = TestWorker.start()) {
                Scheduler scheduler = worker.scheduler();
                int count = worker.run(() -> {
                    scheduler.start(() -> {});
                    scheduler.defer(() -> {});
                    Thread other = Thread.ofPlatform().start(() -> scheduler.start(() -> {}));
                    while (other.isAlive()) Thread.onSpinWait(); // join would give way
                    return scheduler.count();
                });
                assertEquals(4, count);
                worker.run(() -> null);
                assertEquals(1, worker.run(scheduler::count));
            }
        }

        @Test
        void doesNotCountThreadsThatNobodyAskedItFor() throws Exception {
            SynchronousQueue<Integer> exchange = new SynchronousQueue<>();
            try (TestWorker worker = TestWorker.start()) {
                worker.run(() -> Thread.startVirtualThread(() -> receive(exchange)));
                assertEquals(1, worker.run(worker.scheduler()::count));
                exchange.put(1);
            }
        }

        private static void receive(SynchronousQueue<Integer> exchange) {
            try {
                exchange.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class Threads {
        @Test
        void carryTheNameOfTheirWorker() throws Exception {
            try (TestWorker worker = TestWorker.start()) {
                assertEquals(
                        "swoole4j-worker-7",
                        worker.run(() -> Thread.currentThread().getName()));
                assertEquals("swoole4j-loop-7", worker.loop().getName());
            }
        }

        @Test
        void findTheClassesThatTheMainThreadFinds() throws Exception {
            Thread main = Thread.currentThread();
            ClassLoader before = main.getContextClassLoader();
            try (URLClassLoader own = new URLClassLoader(new URL[0])) {
                main.setContextClassLoader(own);
                try (TestWorker worker = TestWorker.start()) {
                    ClassLoader seen = worker.run(() -> Thread.currentThread().getContextClassLoader());
                    assertSame(own, seen);
                } finally {
                    main.setContextClassLoader(before);
                }
            }
        }

        @Test
        void whatACoroutineThrowsGoesToTheUncaughtExceptionHandlerAndEndsOnlyIt() throws Exception {
            List<String> caught = new ArrayList<>();
            try (TestWorker worker = TestWorker.start()) {
                worker.scheduler().start(() -> {
                    Thread.currentThread()
                            .setUncaughtExceptionHandler((thread, e) -> caught.add(thread.getName() + ": " + e));
                    throw new IllegalStateException("on purpose");
                });
                assertEquals(1, worker.run(worker.scheduler()::count));
            }
            assertEquals(List.of("swoole4j-worker-7: java.lang.IllegalStateException: on purpose"), caught);
        }

        @Test
        void aContinuationThatFailsDoesNotEndTheWorker() throws Exception {
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            CountDownLatch reported = new CountDownLatch(1);
            Thread.setDefaultUncaughtExceptionHandler((_, e) -> {
                if (e instanceof OutOfMemoryError) reported.countDown();
            });
            try (TestWorker worker = TestWorker.start()) {
                ((CarrierScheduler) worker.scheduler()).execute(() -> {
                    throw new OutOfMemoryError("not really");
                });
                assertEquals(1, worker.run(worker.scheduler()::count));
                TestWorker.await(reported);
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
        }
    }
}
