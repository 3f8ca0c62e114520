package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.TestWorker;

/** Timers of a worker. */
class TimerTest {
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final List<Long> fired = new ArrayList<>();

    @Test
    @Spec("coroutine 85, 93, 94")
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
            assertFalse(worker.run(() -> Timer.exists(id)));
            assertFalse(worker.run(() -> Timer.clear(id)));
            assertNull(worker.run(() -> Timer.info(id)));
        }
        assertEquals(1, fired.size());
    }

    @Test
    @Spec("coroutine 88")
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
            assertEquals(1, worker.run(worker.scheduler()::holders), "the timer holds its worker no more");
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
    @Spec("server 276")
    void whatATimerThrowsIsToldToWhoeverDecidesAboutFailures() throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        try (TestWorker worker = TestWorker.start()) {
            worker.scheduler().onUncaught(e -> {
                fired.add((long) e.getMessage().length());
                told.countDown();
            });
            worker.run(() -> {
                Coroutine.go(() -> {
                    throw new Exception("in a coroutine");
                });
                return Timer.after(1, () -> {
                    throw new Exception("in a timer");
                });
            });
            TestWorker.await(told);
        }
        assertEquals(List.of(14L, 10L), fired);
    }

    @Test
    @Spec("coroutine 91")
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
                assertEquals(1, worker.run(worker.scheduler()::holders), "a stopping worker would wait for it");
            }
        }
        assertEquals(List.of(), fired);
    }

    @Test
    @Spec("coroutine 87")
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
    void aTimerThatIsEarlierThanTheOneWaitedForFiresInTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                Timer.after(HOUR, () -> fired.add(0L));
                Coroutine.sleep(.001);
                return Timer.after(1, over::countDown);
            });
            TestWorker.await(over);
            assertTrue(worker.run(Timer::clearAll));
        }
        assertEquals(List.of(), fired);
    }

    @Test
    @Spec("coroutine 90, 100")
    void callbacksThatSuspendOverlapWithTheirNextFiring() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> Timer.tick(1, _ -> {
                assertTrue(Coroutine.getCid() > 0);
                begun.countDown();
                goOn.await();
            }));
            TestWorker.await(begun);
            goOn.countDown();
            assertTrue(worker.run(Timer::clearAll));
        }
    }

    @Test
    @Spec("coroutine 85, 86")
    void argumentsArePassedOn() throws Exception {
        CountDownLatch over = new CountDownLatch(2);
        List<String> seen = new ArrayList<>();
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                Timer.after(
                        1,
                        arguments -> {
                            seen.add("after " + List.of(arguments));
                            over.countDown();
                        },
                        "a",
                        2);
                return Timer.tick(
                        2,
                        (id, arguments) -> {
                            seen.add("tick " + id + List.of(arguments));
                            Timer.clear(id);
                            over.countDown();
                        },
                        "b");
            });
            TestWorker.await(over);
        }
        assertEquals(List.of("after [a, 2]", "tick 2[b]"), seen);
    }

    @Test
    @Spec("coroutine 92")
    void aTimerThatClearsItselfIsRemovedOnce() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        List<Object> seen = new ArrayList<>();
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> Timer.tick(1, id -> {
                seen.add(Timer.info(id).get("removed"));
                seen.add(Timer.clear(id));
                seen.add(Timer.clear(id));
                seen.add(Timer.exists(id));
                seen.add(Timer.info(id).get("removed"));
                over.countDown();
            }));
            TestWorker.await(over);
            assertEquals(List.of(), worker.run(Timer::list));
        }
        assertEquals(List.of(false, true, false, false, true), seen);
    }

    @Test
    @Spec("coroutine 95, 96, 97")
    void factsAboutTimers() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                assertNull(Timer.info(1));
                assertEquals(Map.of("initialized", false, "num", 0, "round", 0L), Timer.stats());
                assertFalse(Timer.clearAll());
                int after = Timer.after(HOUR, () -> {});
                int tick = Timer.tick(HOUR, _ -> {});
                assertEquals(List.of(1, 2), List.of(after, tick));
                assertEquals(List.of(1, 2), Timer.list().stream().sorted().toList());
                Map<String, Object> facts = Timer.info(tick);
                assertEquals(
                        List.of("exec_msec", "exec_count", "interval", "round", "removed"),
                        List.copyOf(facts.keySet()));
                assertEquals(HOUR, facts.get("interval"));
                assertEquals(0L, Timer.info(after).get("interval"));
                assertTrue((long) facts.get("exec_msec") >= HOUR);
                assertEquals(2, Timer.stats().get("num"));
                assertTrue(Timer.clearAll());
                assertEquals(Map.of("initialized", true, "num", 0, "round", 0L), Timer.stats());
                return null;
            });
        }
    }

    @Test
    @Spec("coroutine 101")
    void workersHaveTimersOfTheirOwn() throws Exception {
        try (TestWorker one = TestWorker.start();
                TestWorker other = TestWorker.start()) {
            assertEquals(1, one.run(() -> Timer.after(HOUR, () -> {})));
            assertFalse(other.run(() -> Timer.clear(1)));
            assertEquals(1, other.run(() -> Timer.after(HOUR, () -> {})));
            assertTrue(other.run(() -> Timer.clear(1)));
            assertTrue(one.run(() -> Timer.clear(1)));
        }
    }

    @Test
    void outsideOfAWorkerThereAreNoTimers() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Timer.after(1, () -> {}));
        assertEquals("Timer.after: API must be called in the coroutine", refused.getMessage());
        assertThrows(IllegalStateException.class, () -> Timer.tick(1, _ -> {}));
        assertFalse(Timer.clear(1));
        assertFalse(Timer.clearAll());
        assertFalse(Timer.exists(1));
        assertNull(Timer.info(1));
        assertEquals(List.of(), Timer.list());
        assertEquals(0, Timer.stats().get("num"));
    }

    @Test
    void aHundredThousandTimersFireEachOnce() throws Exception {
        int many = 100_000;
        CountDownLatch over = new CountDownLatch(many);
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                for (int i = 0; i < many; i++) Timer.after(1 + i % 100, over::countDown);
                return null;
            });
            TestWorker.await(over);
            assertEquals(0, worker.run(() -> Timer.list().size()));
        }
    }
}
