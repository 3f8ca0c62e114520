package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.coroutine.CanceledException;
import swoole4j.coroutine.TimeoutException;

/** Coroutines wait, are resumed and cancelled. */
class CoroutineWaitTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 26, 27")
    void resumeRunsTheOtherOneBeforeItReturns() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(() -> {
                order.add(Coroutine.yield());
                order.add(Coroutine.suspend());
                order.add("end");
            });
            order.add(1);
            assertTrue(Coroutine.resume(child));
            order.add(2);
            assertTrue(Coroutine.resume(child));
            order.add(3);
            return null;
        });
        assertEquals(List.of(1, true, 2, true, "end", 3), order);
    }

    @Test
    @Spec("coroutine 28")
    void onlyAYieldCanBeResumed() throws Exception {
        inCoroutine(() -> {
            int sleeping = Coroutine.go(() -> Coroutine.sleep(3600));
            int dead = Coroutine.go(() -> {});
            assertFalse(Coroutine.resume(sleeping));
            assertFalse(Coroutine.resume(dead));
            assertFalse(Coroutine.resume(Coroutine.getCid()));
            assertFalse(Coroutine.resume(0));
            assertFalse(Coroutine.resume(4711));
            assertTrue(Coroutine.cancel(sleeping));
            return null;
        });
    }

    @Test
    @Spec("coroutine 29")
    void sleepsOfLessThanAMillisecondAreRefusedAtOnce() throws Exception {
        inCoroutine(() -> {
            for (double seconds : new double[] {0, -1, .0001, .0009, Double.NaN, Double.NEGATIVE_INFINITY}) {
                assertFalse(Coroutine.sleep(seconds), () -> "sleep(" + seconds + ")");
            }
            return null;
        });
    }

    @Test
    @Spec("coroutine 30")
    void sleepLastsAtLeastAsLongInWholeMilliseconds() throws Exception {
        for (double seconds : new double[] {.001, .0029, .05}) {
            long took = inCoroutine(() -> {
                long start = System.nanoTime();
                assertTrue(Coroutine.sleep(seconds));
                return System.nanoTime() - start;
            });
            long millis = (long) (seconds * 1000);
            assertTrue(took >= millis * 1_000_000, () -> seconds + " took " + took);
        }
    }

    @Test
    void anInterruptEndsASleepWithFalseAndIsKept() throws Exception {
        assertTrue(inCoroutine(() -> {
            Thread.currentThread().interrupt();
            assertFalse(Coroutine.sleep(Double.POSITIVE_INFINITY));
            assertTrue(Thread.interrupted());
            Thread sleeper = Thread.currentThread();
            Coroutine.go(() -> {
                Coroutine.sleep(.001);
                sleeper.interrupt();
            });
            assertFalse(Coroutine.sleep(Double.POSITIVE_INFINITY));
            return Thread.interrupted();
        }));
    }

    @Test
    @Spec("coroutine 31, 32, 36")
    void cancelEndsASleepAndAYieldBeforeItReturns() throws Exception {
        Map<String, Callable<Boolean>> waits = new LinkedHashMap<>();
        waits.put("sleep", () -> Coroutine.sleep(3600));
        waits.put("yield", Coroutine::yield);
        for (var wait : waits.entrySet()) {
            order.clear();
            inCoroutine(() -> {
                int child = Coroutine.go(() -> {
                    order.add(wait.getValue().call());
                    order.add(Coroutine.isCanceled());
                    order.add(Swoole.lastError());
                    order.add(Coroutine.sleep(.001));
                    order.add(Coroutine.isCanceled());
                });
                assertTrue(Coroutine.cancel(child));
                order.add("canceller");
                assertTrue(Coroutine.join(List.of(child)));
                return null;
            });
            assertEquals(
                    List.of(false, true, Constants.SWOOLE_ERROR_CO_CANCELED, "canceller", true, false),
                    order,
                    wait.getKey());
        }
    }

    @Test
    @Spec("coroutine 34, 35")
    void whoDoesNotWaitIsNotCancelled() throws Exception {
        inCoroutine(() -> {
            int dead = Coroutine.go(() -> {});
            for (int cid : new int[] {dead, 0, -1, 4711}) {
                assertFalse(Coroutine.cancel(cid));
                assertEquals(Constants.SWOOLE_ERROR_CO_NOT_EXISTS, Swoole.lastError());
            }
            assertFalse(Coroutine.cancel(Coroutine.getCid()));
            assertEquals(Constants.SWOOLE_ERROR_CO_CANNOT_CANCEL, Swoole.lastError());
            return null;
        });
    }

    @Test
    @Spec("coroutine 35")
    void aCoroutineInABlockingCallOfTheJdkIsNotCancelled() throws Exception {
        if (kind == swoole4j.core.coroutine.TestWorker.Kind.BATON) return; // there nobody runs meanwhile
        inCoroutine(() -> {
            var open = new java.util.concurrent.CountDownLatch(1);
            int child = Coroutine.go(() -> open.await());
            assertFalse(Coroutine.cancel(child));
            assertEquals(Constants.SWOOLE_ERROR_CO_CANNOT_CANCEL, Swoole.lastError());
            open.countDown();
            return null;
        });
    }

    @Test
    @Spec("coroutine 37")
    void cancelMayThrowWhereTheCoroutineWaits() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(() -> {
                try {
                    Coroutine.sleep(3600);
                    order.add("slept");
                } catch (CanceledException e) {
                    order.add(e.code());
                } finally {
                    order.add("finally");
                }
                order.add(Coroutine.sleep(.001));
            });
            assertTrue(Coroutine.cancel(child, true));
            order.add("canceller");
            Coroutine.join(List.of(child));
            return null;
        });
        assertEquals(List.of(Constants.SWOOLE_ERROR_CO_CANCELED, "finally", "canceller", true), order);
    }

    @Test
    @Spec("coroutine 38")
    void aTimeLimitThrowsInTheWait() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(() -> {
                assertFalse(Coroutine.setTimeLimit(.9));
                assertFalse(Coroutine.setTimeLimit(0));
                assertTrue(Coroutine.setTimeLimit(3600));
                assertTrue(Coroutine.setTimeLimit(1.9));
                long start = System.nanoTime();
                assertThrows(TimeoutException.class, () -> Coroutine.sleep(3600));
                order.add(System.nanoTime() - start);
                order.add(Coroutine.sleep(.001));
            });
            assertTrue(Coroutine.join(List.of(child)));
            return null;
        });
        assertTrue((long) order.getFirst() >= 1_000_000_000, () -> "after " + order.getFirst());
        assertEquals(true, order.getLast());
    }

    @Test
    void aTimeLimitThatPassedWhileTheCoroutineRanThrowsInItsNextWait() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(() -> {
                Coroutine.setTimeLimit(1);
                Thread.sleep(1100); // not a wait of this library
                Coroutine.yield();
            });
            assertTrue(Coroutine.join(List.of(child), 20));
            return null;
        });
        mustBeUncaught(TimeoutException.class);
    }

    @Test
    @Spec("coroutine 39, 40")
    void joinWaitsForAll() throws Exception {
        inCoroutine(() -> {
            int first = Coroutine.go(() -> {
                Coroutine.sleep(.005);
                order.add("first");
            });
            int second = Coroutine.go(() -> {
                Coroutine.sleep(.001);
                order.add("second");
            });
            assertTrue(Coroutine.join(List.of(first, second, 4711, first)));
            assertEquals(List.of("second", "first"), order);
            for (List<Integer> none : List.of(List.of(first, second), List.<Integer>of(), List.of(4711))) {
                assertFalse(Coroutine.join(none));
                assertEquals(Constants.SWOOLE_ERROR_INVALID_PARAMS, Swoole.lastError());
            }
            return null;
        });
    }

    @Test
    @Spec("coroutine 41")
    void joinGivesUpAfterItsTimeAndTheOthersGoOn() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(Coroutine::yield);
            assertFalse(Coroutine.join(List.of(child), .005));
            assertEquals(Constants.SWOOLE_ERROR_CO_TIMEDOUT, Swoole.lastError());
            assertTrue(Coroutine.exists(child));
            int joiner = Coroutine.go(() -> order.add(Coroutine.join(List.of(child))));
            assertTrue(Coroutine.resume(child));
            assertFalse(Coroutine.exists(joiner));
            return null;
        });
        assertEquals(List.of(true), order);
    }

    @Test
    void joiningAgainAndAgainLeavesNothing() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(Coroutine::yield);
            for (int n = 0; n < 20; n++) assertFalse(Coroutine.join(List.of(child), .001));
            int joiner = Coroutine.go(() -> order.add(Coroutine.join(List.of(child))));
            assertTrue(Coroutine.resume(child));
            assertFalse(Coroutine.exists(joiner));
            return null;
        });
        assertEquals(List.of(true), order);
    }

    @Test
    @Spec("coroutine 42")
    void nobodyJoinsItselfNorWhomSomebodyJoinedBefore() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(Coroutine::yield);
            assertFalse(Coroutine.join(List.of(child, Coroutine.getCid())));
            assertEquals(Constants.SWOOLE_ERROR_WRONG_OPERATION, Swoole.lastError());
            int joiner = Coroutine.go(() -> order.add(Coroutine.join(List.of(child))));
            assertFalse(Coroutine.join(List.of(child)));
            assertEquals(Constants.SWOOLE_ERROR_WRONG_OPERATION, Swoole.lastError());
            assertTrue(Coroutine.cancel(joiner));
            assertFalse(Coroutine.join(List.of(child), .001));
            assertEquals(Constants.SWOOLE_ERROR_CO_TIMEDOUT, Swoole.lastError());
            Coroutine.resume(child);
            return null;
        });
        assertEquals(List.of(false), order);
    }

    @Test
    @Spec("coroutine 46")
    void batchKeepsKeysAndGivesNullForWhatIsNotDone() throws Exception {
        Map<String, Callable<?>> tasks = new LinkedHashMap<>();
        inCoroutine(() -> {
            int[] late = new int[1];
            tasks.put("b", () -> 2);
            tasks.put("late", () -> {
                late[0] = Coroutine.getCid();
                Coroutine.yield();
                return order.add("went on");
            });
            tasks.put("a", () -> {
                Coroutine.sleep(.001);
                return "one";
            });
            Map<String, Object> results = Coroutine.batch(tasks, .05);
            assertEquals(List.of("b", "late", "a"), List.copyOf(results.keySet()));
            assertEquals(2, results.get("b"));
            assertEquals(null, results.get("late"));
            assertTrue(results.get("a") == null || results.get("a").equals("one"));
            assertTrue(Coroutine.resume(late[0]));
            return null;
        });
        assertEquals(List.of("went on"), order);
    }

    @Test
    @Spec("coroutine 47")
    void parallelAndMapRunEverythingAtOnce() throws Exception {
        inCoroutine(() -> {
            int[] most = new int[2];
            Coroutine.parallel(3, () -> {
                most[0] = Math.max(most[0], ++most[1]);
                Coroutine.sleep(.002);
                most[1]--;
                order.add("ran");
            });
            assertEquals(List.of("ran", "ran", "ran"), order);
            assertEquals(3, most[0]);
            List<Integer> squares = Coroutine.map(List.of(3, 1, 2), n -> {
                Coroutine.sleep(n / 1000d);
                return n * n;
            });
            assertEquals(List.of(9, 1, 4), squares);
            return null;
        });
    }
}
