package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.LOCK_EX;
import static swoole4j.Constants.LOCK_NB;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Spec;
import swoole4j.Swoole;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;
import swoole4j.internal.shared.SharedMemories;
import swoole4j.internal.shared.SharedMemory;

class LockTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 76")
    void oneCoroutineHasItAndTheOthersWaitInTheirOrder() throws Exception {
        inCoroutine(() -> {
            Lock lock = new Lock();
            WaitGroup all = new WaitGroup(3);
            for (int n = 0; n < 3; n++) {
                int number = n;
                Coroutine.go(() -> {
                    assertTrue(lock.lock());
                    order.add("in " + number);
                    Coroutine.sleep(.001);
                    order.add("out " + number);
                    lock.unlock();
                    all.done();
                });
            }
            return all.await();
        });
        assertEquals(List.of("in 0", "out 0", "in 1", "out 1", "in 2", "out 2"), order);
    }

    @Test
    @Spec("coroutine 76, 78")
    void whoHasItMayTakeItAgainAndOneUnlockGivesItBack() throws Exception {
        inCoroutine(() -> {
            Lock lock = new Lock();
            assertTrue(lock.lock());
            assertTrue(lock.lock());
            assertTrue(lock.lock(LOCK_EX | LOCK_NB));
            assertTrue(lock.unlock());
            Coroutine.go(() -> {
                assertTrue(lock.lock(LOCK_EX | LOCK_NB));
                lock.unlock();
                order.add("had it");
            });
            assertTrue(lock.unlock());
            assertTrue(lock.unlock());
            return null;
        });
        assertEquals(List.of("had it"), order);
    }

    @Test
    @Spec("coroutine 77")
    void whoMustNotWaitDoesNot() throws Exception {
        inCoroutine(() -> {
            Lock lock = new Lock();
            lock.lock();
            Coroutine.go(() -> {
                assertFalse(lock.lock(LOCK_EX | LOCK_NB));
                order.add(lock.errCode());
            });
            return lock.unlock();
        });
        assertEquals(List.of(16), order);
    }

    @Test
    void whoIsCancelledDoesNotGetIt() throws Exception {
        inCoroutine(() -> {
            Lock lock = new Lock();
            lock.lock();
            int quiet = Coroutine.go(() -> order.add(lock.lock() + " " + Swoole.lastError()));
            int loud = Coroutine.go(() -> {
                assertThrows(CanceledException.class, lock::lock);
                order.add("thrown");
            });
            assertTrue(Coroutine.cancel(quiet));
            assertTrue(Coroutine.cancel(loud, true));
            lock.unlock();
            Coroutine.go(() -> order.add(lock.lock(LOCK_EX | LOCK_NB)));
            return null;
        });
        assertEquals(List.of("false 10017", "thrown", true), order);
    }

    @Test
    void itBelongsToOneWorkerUnlessItIsShared() throws Exception {
        Lock lock = new Lock();
        try (TestWorker worker = start();
                TestWorker other = start()) {
            assertTrue(worker.run(() -> lock.lock()));
            var thrown = assertThrows(ExecutionException.class, () -> other.run(() -> lock.lock()));
            assertEquals(
                    "the lock belongs to worker 7 and is not shared",
                    thrown.getCause().getMessage());
        }
    }

    @Test
    void aSharedOneExcludesCoroutinesOfOtherWorkers() throws Exception {
        Lock lock = new Lock(true);
        int[] counter = new int[1];
        CountDownLatch over = new CountDownLatch(20);
        try (TestWorker worker = start();
                TestWorker other = start()) {
            for (int n = 0; n < 20; n++) {
                (n % 2 == 0 ? worker : other).scheduler().start(() -> {
                    for (int round = 0; round < 50; round++) {
                        assertTrue(lock.lock());
                        int read = counter[0];
                        if (round % 10 == 0) Coroutine.sleep(.001);
                        counter[0] = read + 1;
                        lock.unlock();
                    }
                    over.countDown();
                });
            }
            TestWorker.await(over);
        }
        assertEquals(1000, counter[0]);
    }

    @Test
    @Spec("coroutine 79")
    void aSharedOneExcludesCoroutinesOfOtherProcesses() throws Exception {
        SharedMemory master = SharedMemories.master();
        Lock here = new Lock(true, master);
        Lock there = new Lock(true, SharedMemories.childOf(master));
        int[] counter = new int[1];
        CountDownLatch over = new CountDownLatch(8);
        try (TestWorker worker = start();
                TestWorker other = start()) {
            for (int n = 0; n < 8; n++) {
                Lock lock = n % 2 == 0 ? here : there;
                (n % 2 == 0 ? worker : other).scheduler().start(() -> {
                    for (int round = 0; round < 20; round++) {
                        assertTrue(lock.lock());
                        assertTrue(lock.lock(LOCK_EX | LOCK_NB));
                        int read = counter[0];
                        if (round % 10 == 0) Coroutine.sleep(.001);
                        counter[0] = read + 1;
                        lock.unlock();
                    }
                    over.countDown();
                });
            }
            TestWorker.await(over);
        }
        assertEquals(160, counter[0]);
    }

    @Test
    @Spec("coroutine 79")
    void whatAnotherProcessHasIsBusyUntilItIsDead() throws Exception {
        SharedMemory master = SharedMemories.master();
        Lock here = new Lock(true, master);
        SharedMemory child = SharedMemories.childOf(master);
        Lock there = new Lock(true, child);
        inCoroutine(() -> there.lock());
        inCoroutine(() -> {
            assertFalse(here.lock(LOCK_EX | LOCK_NB));
            assertEquals(16, here.errCode());
            int waiter = Coroutine.go(() -> {
                order.add(here.lock());
                order.add(here.errCode());
            });
            assertTrue(Coroutine.cancel(waiter));
            here.unlock(); // not this process's
            assertFalse(here.lock(LOCK_EX | LOCK_NB));
            SharedMemories.kill(child);
            assertTrue(here.lock());
            return null;
        });
        assertEquals(List.of(false, 10017), order);
    }
}
