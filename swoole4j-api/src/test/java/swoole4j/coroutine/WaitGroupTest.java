package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Spec;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.OnBothSchedulers;

/** Coroutines wait for several others. */
class WaitGroupTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 66, 72")
    void waitsUntilAllIsDoneAgainAndAgain() throws Exception {
        inCoroutine(() -> {
            WaitGroup group = new WaitGroup();
            assertTrue(group.await());
            for (int round = 0; round < 2; round++) {
                for (int n = 3; n > 0; n--) {
                    int millis = n;
                    group.add();
                    Coroutine.go(() -> {
                        Coroutine.sleep(millis / 1000d);
                        order.add("done");
                        group.done();
                    });
                }
                assertEquals(3, group.count());
                assertTrue(group.await());
                assertEquals(3 * (round + 1), order.size());
            }
            return null;
        });
    }

    @Test
    @Spec("coroutine 67, 68")
    void lessThanNothingIsNotPossible() {
        WaitGroup group = new WaitGroup(1);
        group.done();
        assertThrows(BadMethodCallException.class, group::done);
        group.add(2);
        var thrown = assertThrows(IllegalArgumentException.class, () -> group.add(-3));
        assertEquals("WaitGroup misuse: negative counter", thrown.getMessage());
        assertEquals(2, group.count());
    }

    @Test
    @Spec("coroutine 69, 70")
    void whileOneWaitsNothingIsAddedAndNobodyElseWaits() throws Exception {
        inCoroutine(() -> {
            WaitGroup group = new WaitGroup(1);
            Coroutine.go(() -> order.add(group.await()));
            var added = assertThrows(BadMethodCallException.class, group::add);
            assertEquals("WaitGroup misuse: add called concurrently with wait", added.getMessage());
            assertThrows(BadMethodCallException.class, group::await);
            group.done();
            assertEquals(List.of(true), order);
            return null;
        });
    }

    @Test
    @Spec("coroutine 71")
    void afterItsTimeTheCountIsKept() throws Exception {
        inCoroutine(() -> {
            WaitGroup group = new WaitGroup(2);
            assertFalse(group.await(.005));
            assertEquals(2, group.count());
            group.done();
            group.done();
            assertTrue(group.await(.005));
            return null;
        });
    }

    @Test
    @Spec("coroutine 73")
    void aBarrierOpensWhenAllHaveLeft() throws Exception {
        inCoroutine(() -> {
            Barrier barrier = Barrier.make();
            for (int n = 3; n > 0; n--) {
                int millis = n;
                barrier.go(() -> {
                    Coroutine.sleep(millis / 1000d);
                    order.add("left");
                });
            }
            barrier.enter();
            Coroutine.go(() -> {
                Coroutine.sleep(.002);
                barrier.leave();
            });
            Barrier.wait(barrier);
            assertEquals(List.of("left", "left", "left"), order);
            assertThrows(SwooleException.class, () -> Barrier.wait(barrier));
            assertThrows(IllegalStateException.class, barrier::leave);
            return null;
        });
    }

    @Test
    void aParticipantLeavesOnceAndAlsoWhenItThrows() throws Exception {
        inCoroutine(() -> {
            Barrier barrier = Barrier.make();
            barrier.enter();
            Barrier.Participant participant = barrier.enter();
            for (int n = 0; n < 2; n++) participant.close();
            Coroutine.go(() -> {
                Barrier.wait(barrier);
                order.add("open");
            });
            barrier.go(() -> {
                throw new Exception("on purpose");
            });
            order.add("one is left");
            barrier.leave();
            return null;
        });
        assertEquals(List.of("one is left", "open"), order);
        mustBeUncaught(Exception.class);
    }

    @Test
    @Spec("coroutine 74")
    void aBarrierOpensAfterItsTime() throws Exception {
        inCoroutine(() -> {
            Barrier barrier = Barrier.make();
            barrier.enter();
            long start = System.nanoTime();
            Barrier.wait(barrier, .01);
            assertTrue(System.nanoTime() - start >= 10_000_000);
            barrier.leave();
            return null;
        });
    }

    @Test
    @Spec("coroutine 75")
    void aBarrierWithoutParticipantsIsOpen() throws Exception {
        inCoroutine(() -> {
            Barrier.wait(Barrier.make());
            return null;
        });
    }
}
