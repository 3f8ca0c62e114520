package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A wait that another thread may fulfil, and that a coroutine may cancel at the same moment. */
class CancelTest extends OnBothSchedulers {
    private static final int ROUNDS = 3000;

    /** What one wait was told, and what its canceller. */
    private static final class Race {
        final AtomicReference<Thread> waiter = new AtomicReference<>();
        volatile boolean done;
        Suspension outcome;
        boolean cancelled;
    }

    @Test
    void whatTheCancellerIsToldIsWhatTheWaiterSees() throws Exception {
        AtomicReference<Race> current = new AtomicReference<>();
        AtomicInteger cancellations = new AtomicInteger();
        CountDownLatch stopped = new CountDownLatch(1);
        boolean[] over = new boolean[1];
        Thread fulfiller = Thread.ofPlatform().start(() -> {
            while (stopped.getCount() > 0) {
                Race race = current.getAndSet(null);
                if (race == null) {
                    Thread.onSpinWait();
                } else {
                    race.done = true;
                    LockSupport.unpark(race.waiter.get());
                }
            }
        });
        inCoroutine(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                Race race = new Race();
                int[] cid = new int[1];
                cid[0] = Scheduler.required("test").runNow(() -> {
                    race.waiter.set(Thread.currentThread());
                    race.outcome = Suspension.until(() -> race.done, 0);
                });
                CoroutineState waiter = Scheduler.required("test").coroutines().find(cid[0]);
                current.set(race);
                for (int spin = 0; spin < round % 50; spin++) Thread.onSpinWait();
                race.cancelled = waiter.cancel(null);
                if (race.cancelled) cancellations.incrementAndGet();
                while (race.outcome == null) Scheduler.required("test").await(() -> race.outcome != null, 1000);
                assertEquals(race.cancelled ? Suspension.CANCELED : Suspension.DONE, race.outcome);
                while (!race.done) Thread.onSpinWait();
            }
            over[0] = true;
            return null;
        });
        stopped.countDown();
        fulfiller.join();
        assertTrue(over[0]);
        assertTrue(cancellations.get() > 0, "never was the canceller first");
    }

    @Test
    void aWaitWithALimitOfTimeCanBeCancelledOrFulfilled() throws Exception {
        inCoroutine(() -> {
            Scheduler scheduler = Scheduler.required("test");
            boolean[] done = new boolean[1];
            for (boolean cancel : new boolean[] {true, false}) {
                int cid = scheduler.runNow(() -> order.add(Suspension.until(() -> done[0], Long.MAX_VALUE)));
                CoroutineState waiter = scheduler.coroutines().find(cid);
                if (cancel) {
                    assertTrue(waiter.cancel(null));
                } else {
                    done[0] = true;
                    waiter.wakeNow();
                    assertFalse(waiter.cancel(null));
                }
            }
            order.add(Suspension.until(() -> false, 1000));
            return null;
        });
        assertEquals(List.of(Suspension.CANCELED, Suspension.DONE, Suspension.TIMED_OUT), order);
    }

    @Test
    void aWaitOutsideOfWorkersEndsByItselfOnly() {
        assertEquals(Suspension.DONE, Suspension.until(() -> true, 0));
        assertEquals(Suspension.TIMED_OUT, Suspension.until(() -> false, 1000));
    }

    @Test
    void whatIsThrownLeavesNoTrace() throws Exception {
        inCoroutine(() -> {
            Scheduler scheduler = Scheduler.required("test");
            int cid = scheduler.runNow(() -> {
                assertThrows(ArithmeticException.class, () -> Suspension.until(() -> false, 0));
                order.add(Suspension.until(() -> true, 0));
            });
            assertTrue(scheduler.coroutines().find(cid).cancel(ArithmeticException::new));
            return null;
        });
        assertEquals(List.of(Suspension.DONE), order);
    }
}
