package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.core.coroutine.TestWorker.Kind.CARRIER;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.Coroutine;
import swoole4j.Timer;
import swoole4j.core.coroutine.TestWorker.Kind;
import swoole4j.coroutine.Channel;

/** Coroutines that wait when their worker ends unwind, on it and one at a time; nothing of them is left. */
class DismissalTest {
    private static final long SECONDS = 60;

    private static void assertEnds(Thread thread) throws InterruptedException {
        assertTrue(thread.join(java.time.Duration.ofSeconds(SECONDS)), () -> thread + " is left");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWaitsInACallOfTheLibraryUnwinds(Kind kind) throws Exception {
        List<Thread> threads = new ArrayList<>();
        int[] unwound = new int[1];
        boolean[] elsewhere = new boolean[1];
        TestWorker worker = TestWorker.start(kind);
        Scheduler scheduler = worker.scheduler();
        try (worker) {
            worker.run(() -> {
                Channel<String> empty = new Channel<>();
                for (int n = 0; n < 1000; n++) {
                    int number = n;
                    Coroutine.go(() -> {
                        threads.add(Thread.currentThread());
                        try {
                            switch (number % 3) {
                                case 0 -> Coroutine.yield();
                                case 1 -> empty.pop();
                                default -> Coroutine.sleep(1000);
                            }
                        } finally {
                            unwound[0]++;
                            elsewhere[0] |= !scheduler.isCurrent();
                        }
                    });
                }
                return null;
            });
        }
        assertEquals(1000, unwound[0]);
        assertFalse(elsewhere[0], "a coroutine went on elsewhere");
        assertEquals(0, scheduler.count());
        for (Thread thread : threads) assertEnds(thread);
    }

    @Test
    void whoeverWaitsInACallOfTheJdkIsInterrupted() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        ReentrantLock lock = new ReentrantLock();
        List<Thread> threads = new ArrayList<>();
        TestWorker worker = TestWorker.start(CARRIER);
        try (worker) {
            worker.run(() -> {
                for (int n = 0; n < 100; n++) {
                    int number = n;
                    Coroutine.go(() -> {
                        threads.add(Thread.currentThread());
                        if (number == 0) lock.lock();
                        try {
                            if (number % 2 == 0) queue.take();
                            Thread.sleep(1_000_000);
                        } finally {
                            if (number == 0) lock.unlock();
                        }
                    });
                }
                return null;
            });
            assertFalse(lock.tryLock());
        }
        assertTrue(lock.tryLock(), "a coroutine that is gone has the lock");
        for (Thread thread : threads) assertEnds(thread);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDeferredAndNoHandlerOfExceptionsRuns(Kind kind) throws Exception {
        List<String> ran = new ArrayList<>();
        TestWorker worker = TestWorker.start(kind);
        try (worker) {
            worker.run(() -> {
                Coroutine.go(() -> {
                    Coroutine.defer(() -> ran.add("deferred"));
                    try {
                        Coroutine.yield();
                    } catch (Exception e) {
                        ran.add("handler");
                    }
                    ran.add("after the wait");
                });
                Timer.after(1_000_000, () -> ran.add("timer"));
                return null;
            });
        }
        assertEquals(List.of(), ran);
    }

    @ParameterizedTest
    @EnumSource
    void aWaitWhileItUnwindsThrowsAgain(Kind kind) throws Exception {
        int[] unwound = new int[1];
        TestWorker worker = TestWorker.start(kind);
        try (worker) {
            worker.run(() -> Coroutine.go(() -> {
                try {
                    Coroutine.yield();
                } finally {
                    try {
                        Coroutine.sleep(1000);
                    } finally {
                        unwound[0]++;
                    }
                }
            }));
        }
        assertEquals(1, unwound[0]);
    }

    @Test
    void oneThatIgnoresItsEndNeverRunsAgain() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch again = new CountDownLatch(1);
        boolean[] closed = new boolean[1];
        TestWorker worker = TestWorker.start(CARRIER);
        try (worker) {
            worker.run(() -> {
                Coroutine.go(() -> {
                    threads.add(Thread.currentThread());
                    while (true) {
                        try {
                            Coroutine.yield();
                        } catch (Throwable _) {
                            // and on
                        }
                    }
                });
                Coroutine.go(() -> {
                    threads.add(Thread.currentThread());
                    while (true) {
                        try {
                            queue.take();
                        } catch (InterruptedException _) {
                            // and on
                        }
                        if (closed[0]) again.countDown();
                    }
                });
                return null;
            });
        }
        assertEquals(0, worker.scheduler().count());
        closed[0] = true;
        queue.add("wakes it");
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            thread.interrupt();
        }
        assertFalse(again.await(50, TimeUnit.MILLISECONDS), "it runs elsewhere");
    }

    @ParameterizedTest
    @EnumSource
    void othersCanBeEndedWhileTheWorkerGoesOn(Kind kind) throws Exception {
        int[] unwound = new int[1];
        try (TestWorker worker = TestWorker.start(kind)) {
            Scheduler scheduler = worker.scheduler();
            int left = worker.run(() -> {
                for (int n = 0; n < 10; n++) {
                    Coroutine.go(() -> {
                        try {
                            Coroutine.yield();
                        } finally {
                            unwound[0]++;
                        }
                    });
                }
                scheduler.dismissOthers();
                Coroutine.go(() -> Coroutine.sleep(.001));
                return Coroutine.list().size();
            });
            assertEquals(2, left);
            assertEquals(10, unwound[0]);
            assertEquals("a new one", worker.run(() -> {
                Coroutine.sleep(.002);
                return "a new one";
            }));
        }
    }
}
