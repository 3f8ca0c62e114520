package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;
import swoole4j.internal.shared.Cell;
import swoole4j.internal.shared.Kind;
import swoole4j.internal.shared.SharedMemories;
import swoole4j.internal.shared.SharedMemory;

class AtomicTest {
    private static final long TOP = 4_294_967_295L;

    @Test
    @Spec("coroutine 134")
    void itCounts() {
        Atomic atomic = new Atomic(5);
        assertEquals(6, atomic.add());
        assertEquals(10, atomic.add(4));
        assertEquals(9, atomic.sub());
        assertEquals(2, atomic.sub(7));
        assertEquals(2, atomic.get());
        assertTrue(atomic.cmpset(2, 3));
        assertFalse(atomic.cmpset(2, 4));
        assertEquals(3, atomic.get());
        atomic.set(17);
        assertEquals(17, atomic.get());
        assertEquals(0, new Atomic().get());
    }

    @ParameterizedTest
    @Spec("coroutine 135")
    @CsvSource({"9, -10, 4294967295", "9, 5000000000, 705032713", "4294967295, 1, 0", "1, 4294967296, 1"})
    void itGoesRoundAt32Bits(long value, long n, long sum) {
        assertEquals(sum, new Atomic(value).add(n));
        assertEquals(sum, new Atomic(value).sub(-n));
    }

    @Test
    @Spec("coroutine 135, 136")
    void ofEveryNumberTheLower32BitsCount() {
        assertEquals(TOP, new Atomic(-1).get());
        assertEquals(TOP, new Atomic(0).sub());
        Atomic atomic = new Atomic();
        atomic.set(-2);
        assertEquals(TOP - 1, atomic.get());
        assertTrue(atomic.cmpset(-2, 1L << 32));
        assertEquals(0, atomic.get());
    }

    @Test
    @Spec("coroutine 142")
    void aLongHas64BitsAndASign() {
        Atomic.Long atomic = new Atomic.Long(-5);
        assertEquals(-4, atomic.add());
        assertEquals(-6, atomic.sub(2));
        assertEquals(Long.MAX_VALUE, add(atomic, Long.MAX_VALUE));
        assertEquals(Long.MIN_VALUE, atomic.add());
        assertEquals(Long.MAX_VALUE, atomic.sub());
        assertFalse(atomic.cmpset(0, 1));
        assertTrue(atomic.cmpset(Long.MAX_VALUE, -1));
        assertEquals(-1, atomic.get());
        assertEquals(0, new Atomic.Long().get());
    }

    private static long add(Atomic.Long atomic, long value) {
        atomic.set(value);
        return atomic.get();
    }

    @Nested
    class Waiting extends OnBothSchedulers {
        @Test
        @Spec("coroutine 138, 139, 141")
        void oneIsTakenAtOnceAndZeroIsWaitedFor() {
            Atomic atomic = new Atomic(1);
            assertTrue(atomic.await());
            assertEquals(0, atomic.get());
            assertFalse(atomic.await(.001));
            assertTrue(atomic.wakeup());
            assertTrue(atomic.wakeup(3));
            assertEquals(1, atomic.get());
            assertTrue(atomic.await(-1));
            assertEquals(0, atomic.get());
        }

        @Test
        void onlyTheCoroutineWaits() throws Exception {
            Atomic atomic = new Atomic();
            inCoroutine(() -> {
                int waiter = Coroutine.go(() -> order.add("waiter " + atomic.await(60)));
                order.add("worker goes on");
                atomic.wakeup();
                return Coroutine.join(List.of(waiter));
            });
            assertEquals(List.of("worker goes on", "waiter true"), order);
            assertEquals(0, atomic.get());
        }

        @Test
        void eachWakeupReleasesOneOfThose() throws Exception {
            Atomic atomic = new Atomic();
            int waiters = 20;
            CountDownLatch released = new CountDownLatch(waiters);
            try (TestWorker worker = start();
                    TestWorker other = start()) {
                for (int n = 0; n < waiters; n++) {
                    (n % 2 == 0 ? worker : other).scheduler().start(() -> {
                        if (atomic.await(0)) released.countDown();
                    });
                }
                while (released.getCount() > 0) {
                    atomic.wakeup();
                    Thread.onSpinWait();
                }
            }
        }

        @Test
        void aWaitCanBeCancelled() throws Exception {
            Atomic atomic = new Atomic();
            inCoroutine(() -> {
                int waiter = Coroutine.go(() -> order.add(atomic.await(0)));
                return Coroutine.cancel(waiter);
            });
            assertEquals(List.of(false), order);
        }
    }

    @Nested
    class Shared {
        private final SharedMemory master = SharedMemories.master();

        @Test
        void aChildSeesTheValueAndKeepsIt() {
            Atomic there = new Atomic(master.cell(Kind.ATOMIC), 7);
            Atomic.Long second = new Atomic.Long(master.cell(Kind.ATOMIC_LONG), 8);
            SharedMemory child = SharedMemories.childOf(master);
            Atomic here = new Atomic(child.cell(Kind.ATOMIC), 0);
            Atomic.Long secondHere = new Atomic.Long(child.cell(Kind.ATOMIC_LONG), 0);
            assertEquals(8, here.add());
            assertEquals(8, there.get());
            assertEquals(9, second.add());
            assertEquals(9, secondHere.get());
        }

        @Test
        @Spec("coroutine 140")
        void aWakeupElsewhereReleasesAWaiter() throws Exception {
            Atomic there = new Atomic(master.cell(Kind.ATOMIC), 0);
            Atomic here = new Atomic(SharedMemories.childOf(master).cell(Kind.ATOMIC), 0);
            CountDownLatch released = new CountDownLatch(1);
            Thread waiter = Thread.ofPlatform().daemon().start(() -> {
                if (here.await(60)) released.countDown();
            });
            there.wakeup();
            TestWorker.await(released);
            waiter.join();
            assertEquals(0, there.get());
        }

        @Test
        void whatComesLaterBelongsToOneProcess() {
            Cell shared = master.cell(Kind.ATOMIC);
            SharedMemory child = SharedMemories.childOf(master);
            assertEquals(0, shared.number());
            assertEquals(-1, master.cell(Kind.ATOMIC).number());
            assertEquals(0, child.cell(Kind.ATOMIC).number());
            SharedMemories.end(child);
            assertEquals(-1, child.cell(Kind.ATOMIC).number());
        }
    }
}
