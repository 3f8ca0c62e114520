package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.LOCK_EX;
import static swoole4j.Constants.LOCK_NB;
import static swoole4j.Constants.LOCK_SH;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;
import swoole4j.internal.shared.SharedMemories;
import swoole4j.internal.shared.SharedMemory;

class LockTest {
    @ParameterizedTest
    @Spec("coroutine 143")
    @ValueSource(ints = {Lock.MUTEX, Lock.RWLOCK, Lock.SPINLOCK})
    void whatIsHeldIsBusy(int type) {
        Lock lock = new Lock(type);
        assertTrue(lock.lock());
        assertFalse(lock.lock(LOCK_EX | LOCK_NB));
        assertEquals(16, lock.errCode());
        assertFalse(lock.lock(LOCK_SH | LOCK_NB));
        assertFalse(lock.trylock());
        assertFalse(lock.trylock_read());
        assertTrue(lock.unlock());
        assertTrue(lock.trylock());
        assertTrue(lock.unlock());
        assertTrue(lock.unlock());
        assertTrue(lock.trylock());
        assertEquals(16, lock.errCode());
    }

    @ParameterizedTest
    @Spec("coroutine 144")
    @ValueSource(ints = {Lock.MUTEX, Lock.SPINLOCK})
    void aWaitMayHaveALimit(int type) {
        Lock lock = new Lock(type);
        lock.lock();
        long start = System.nanoTime();
        assertFalse(lock.lock(LOCK_EX, .05));
        assertEquals(110, lock.errCode());
        assertEquals(110, Swoole.lastError());
        assertFalse(lock.lock(LOCK_SH, .001));
        assertFalse(lock.lockwait(.001));
        assertTrue(System.nanoTime() - start >= 50_000_000);
    }

    @Test
    @Spec("coroutine 145")
    void readersShareAndAWriterDoesNot() {
        Lock lock = new Lock(Lock.RWLOCK);
        assertTrue(lock.lock(LOCK_SH));
        assertTrue(lock.lock_read());
        assertFalse(lock.lock(LOCK_EX | LOCK_NB));
        assertEquals(16, lock.errCode());
        assertFalse(lock.lock(LOCK_EX, .001));
        assertEquals(110, lock.errCode());
        lock.unlock();
        assertFalse(lock.trylock());
        assertTrue(lock.trylock_read());
        lock.unlock();
        lock.unlock();
        assertTrue(lock.trylock());
        assertFalse(lock.trylock_read());
    }

    @Test
    void whoWritesAndAsksAgainIsToldAtOnce() {
        Lock lock = new Lock(Lock.RWLOCK);
        assertTrue(lock.lock());
        assertFalse(lock.lock());
        assertEquals(35, lock.errCode());
        assertFalse(lock.lock(LOCK_SH));
        assertEquals(35, lock.errCode());
    }

    @ParameterizedTest
    @Spec("coroutine 147")
    @ValueSource(ints = {0, 2, 4, 6, -1})
    void otherTypesAreGone(int type) {
        assertEquals(
                "lock type[" + type + "] is not support; there are MUTEX (3), RWLOCK (1) and SPINLOCK (5)",
                assertThrows(SwooleException.class, () -> new Lock(type)).getMessage());
    }

    @Nested
    class InCoroutines extends OnBothSchedulers {
        @Test
        @Spec("coroutine 149")
        void contendingDoesNotHoldUpTheWorker() throws Exception {
            for (int type : new int[] {Lock.MUTEX, Lock.RWLOCK, Lock.SPINLOCK}) {
                Lock lock = new Lock(type);
                order.clear();
                inCoroutine(() -> {
                    assertTrue(lock.lock());
                    int second = Coroutine.go(() -> {
                        order.add("waits");
                        order.add(lock.lock());
                        lock.unlock();
                    });
                    order.add("the worker goes on");
                    Coroutine.sleep(.002);
                    lock.unlock();
                    return Coroutine.join(List.of(second));
                });
                assertEquals(List.of("waits", "the worker goes on", true), order);
            }
        }

        @Test
        @Spec("coroutine 149")
        void coroutinesOfTwoWorkersExcludeEachOther() throws Exception {
            Lock lock = new Lock();
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
        void whoIsCancelledDoesNotGetIt() throws Exception {
            Lock lock = new Lock();
            inCoroutine(() -> {
                lock.lock();
                int waiter = Coroutine.go(() -> order.add(lock.lock() + " " + lock.errCode()));
                assertTrue(Coroutine.cancel(waiter));
                lock.unlock();
                order.add(lock.trylock());
                return null;
            });
            assertEquals(List.of("false 10017", true), order);
        }
    }

    @Nested
    class Shared {
        private final SharedMemory master = SharedMemories.master();

        @ParameterizedTest
        @Spec("coroutine 146, 148")
        @ValueSource(ints = {Lock.MUTEX, Lock.RWLOCK, Lock.SPINLOCK})
        void aDeadHolderHoldsNoMore(int type) {
            Lock here = new Lock(master, type);
            SharedMemory child = SharedMemories.childOf(master);
            Lock there = new Lock(child, type);
            assertTrue(there.lock());
            assertFalse(here.trylock());
            assertFalse(here.lock(LOCK_EX, .001));
            assertEquals(110, here.errCode());
            SharedMemories.kill(child);
            assertTrue(here.lock(LOCK_EX, 60));
            assertFalse(here.trylock());
        }

        @Test
        @Spec("coroutine 145, 148")
        void readersAreOfAllProcessesAndADeadOneDoesNotRead() {
            Lock here = new Lock(master, Lock.RWLOCK);
            SharedMemory child = SharedMemories.childOf(master);
            Lock there = new Lock(child, Lock.RWLOCK);
            assertTrue(there.lock(LOCK_SH));
            assertTrue(here.lock(LOCK_SH));
            here.unlock();
            assertFalse(here.trylock());
            SharedMemories.kill(child);
            SharedMemory next = SharedMemories.childOf(master);
            Lock again = new Lock(next, Lock.RWLOCK);
            assertTrue(again.lock(LOCK_SH | LOCK_NB));
            assertFalse(here.trylock());
            again.unlock();
            assertTrue(here.trylock());
        }
    }
}
