package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;

/** Coroutines are created, numbered and found. */
class CoroutineCreateTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 1")
    void numbersCountUpFromOnePerWorkerAndAreMinusOneOutside() throws Exception {
        assertEquals(-1, Coroutine.getCid());
        for (int worker = 0; worker < 2; worker++) {
            assertEquals(List.of(1, 2, 3), inCoroutine(() -> {
                int[] children = new int[2];
                Coroutine.go(() -> children[0] = Coroutine.getCid());
                Coroutine.go(() -> children[1] = Coroutine.getuid());
                return List.of(Coroutine.getCid(), children[0], children[1]);
            }));
        }
    }

    @Test
    @Spec("coroutine 2")
    void theChildRunsUpToItsFirstWait() throws Exception {
        assertEquals(List.of("1", "2", "3", "4"), inCoroutine(() -> {
            order.add("1");
            int child = Coroutine.create(() -> {
                order.add("2");
                assertTrue(Coroutine.yield());
                order.add("4");
            });
            order.add("3");
            Coroutine.resume(child);
            return order;
        }));
    }

    @Test
    @Spec("coroutine 3")
    void createReturnsTheNumberOfTheChild() throws Exception {
        inCoroutine(() -> {
            int[] own = new int[1];
            int returned = Coroutine.create(() -> own[0] = Coroutine.getCid());
            assertEquals(own[0], returned);
            assertTrue(returned > Coroutine.getCid());
            return null;
        });
    }

    @Test
    @Spec("coroutine 4")
    void argumentsReachTheFunction() throws Exception {
        assertEquals(List.of(1, "two"), inCoroutine(() -> {
            Coroutine.go(arguments -> order.addAll(List.of(arguments)), 1, "two");
            return order;
        }));
    }

    @Test
    @Spec("coroutine 5")
    void theParentIsTheCreator() throws Exception {
        assertEquals(0, Coroutine.getPcid());
        inCoroutine(() -> {
            assertEquals(-1, Coroutine.getPcid());
            int self = Coroutine.getCid();
            int child = Coroutine.go(() -> {
                assertEquals(self, Coroutine.getPcid());
                Coroutine.yield();
            });
            assertEquals(self, Coroutine.getPcid(child));
            Coroutine.resume(child);
            assertEquals(0, Coroutine.getPcid(child));
            assertEquals(Constants.SWOOLE_ERROR_CO_NOT_EXISTS, Swoole.lastError());
            assertEquals(0, Coroutine.getPcid(4711));
            return null;
        });
    }

    @Test
    @Spec("coroutine 6")
    void aChildGoesOnWithoutItsParent() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorker worker = start()) {
            worker.run(() -> Coroutine.go(() -> {
                assertTrue(Coroutine.sleep(.005));
                assertFalse(Coroutine.exists(Coroutine.getPcid()));
                over.countDown();
            }));
            TestWorker.await(over);
        }
    }

    @Test
    @Spec("coroutine 7")
    void whatNeedsACoroutineFailsOutside() {
        Map<String, Executable> calls = Map.of(
                "Coroutine.create", () -> Coroutine.go(() -> {}),
                "Coroutine.yield", Coroutine::yield,
                "Coroutine.sleep", () -> Coroutine.sleep(1),
                "Coroutine.join", () -> Coroutine.join(List.of(1)),
                "Coroutine.defer", () -> Coroutine.defer(() -> {}),
                "Coroutine.setTimeLimit", () -> Coroutine.setTimeLimit(1),
                "Channel.push", () -> new swoole4j.coroutine.Channel<Integer>().push(1),
                "Lock.lock", () -> new swoole4j.coroutine.Lock().lock(),
                "WaitGroup.await", () -> new swoole4j.coroutine.WaitGroup(1).await());
        calls.forEach((name, call) -> {
            var thrown = assertThrows(IllegalStateException.class, call, name);
            assertEquals(name + ": API must be called in the coroutine", thrown.getMessage());
        });
    }

    @Test
    @Spec("coroutine 7")
    void itFailsInACallbackThatIsNoCoroutine() throws Exception {
        try (TestWorker worker = start()) {
            worker.run(() -> {
                worker.scheduler().runBare(() -> {
                    assertEquals(-1, Coroutine.getCid());
                    assertNull(Coroutine.getContext());
                    assertThrows(IllegalStateException.class, Coroutine::yield);
                    assertTrue(Coroutine.go(() -> assertEquals(-1, Coroutine.getPcid())) > 0);
                });
                assertEquals(1, Coroutine.getCid());
                return null;
            });
        }
    }

    @Test
    @Spec("coroutine 8")
    void twoNeverRunAtOnce() throws Exception {
        CountDownLatch over = new CountDownLatch(50);
        AtomicBoolean running = new AtomicBoolean();
        int[] counter = new int[1];
        try (TestWorker worker = start()) {
            for (int n = 0; n < 50; n++) {
                worker.scheduler().start(() -> {
                    for (int round = 0; round < 20; round++) {
                        assertFalse(running.getAndSet(true));
                        int read = counter[0];
                        for (int spin = 0; spin < 100; spin++) Thread.onSpinWait();
                        counter[0] = read + 1;
                        running.set(false);
                        Coroutine.sleep(.001);
                    }
                    over.countDown();
                });
            }
            TestWorker.await(over);
            assertEquals(1000, worker.run(() -> counter[0]));
        }
    }

    @Test
    @Spec("coroutine 9")
    void aLoopHoldsItsOwnWorkerOnly() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch otherRan = new CountDownLatch(1);
        AtomicInteger sameRan = new AtomicInteger();
        try (TestWorker worker = start();
                TestWorker other = start()) {
            worker.scheduler().start(() -> {
                begun.countDown();
                while (!stop.get()) Thread.onSpinWait();
                assertEquals(0, sameRan.get());
            });
            TestWorker.await(begun);
            worker.scheduler().start(sameRan::incrementAndGet);
            other.scheduler().start(otherRan::countDown);
            TestWorker.await(otherRan);
            assertEquals(0, sameRan.get());
            stop.set(true);
            worker.run(() -> null);
            assertEquals(1, sameRan.get());
        }
    }

    @Test
    @Spec("coroutine 10")
    void aBlockingCallOfTheJdkLetsOthersRun() throws Exception {
        if (kind == TestWorker.Kind.BATON) return; // there it keeps the baton
        CountDownLatch open = new CountDownLatch(1);
        inCoroutine(() -> {
            int blocked = Coroutine.go(() -> {
                open.await();
                Thread.sleep(2);
                order.add("blocked");
            });
            order.add("other");
            open.countDown();
            return Coroutine.join(List.of(blocked));
        });
        assertEquals(List.of("other", "blocked"), order);
    }

    @Test
    @Spec("coroutine 11")
    void thereAreNoMoreThanTheLimit() throws Exception {
        try (TestWorker worker = start()) {
            worker.scheduler().mostCoroutines(3);
            worker.run(() -> {
                int second = Coroutine.go(Coroutine::yield);
                int third = Coroutine.go(Coroutine::yield);
                assertTrue(third > second);
                assertEquals(0, Coroutine.go(() -> order.add("ran")));
                Coroutine.resume(second);
                assertTrue(Coroutine.go(() -> order.add("has room")) > third);
                Coroutine.resume(third);
                return null;
            });
        }
        assertEquals(List.of("has room"), order);
    }

    @Test
    @Spec("coroutine 12")
    void statisticsCountThem() throws Exception {
        inCoroutine(() -> {
            int[] children = {Coroutine.go(Coroutine::yield), Coroutine.go(Coroutine::yield)};
            for (int child : children) Coroutine.resume(child);
            Coroutine.go(() -> {});
            Map<String, Object> stats = Coroutine.stats();
            assertEquals(1, stats.get("coroutine_num"));
            assertEquals(3, stats.get("coroutine_peak_num"));
            assertEquals(4, stats.get("coroutine_last_cid"));
            assertEquals(16, stats.size());
            return null;
        });
    }

    @Test
    @Spec("coroutine 13, 14")
    void theListHasThoseThatAreThere() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(Coroutine::yield);
            int over = Coroutine.go(() -> {});
            assertEquals(Set.of(1, child), Set.copyOf(Coroutine.list()));
            assertEquals(Set.of(1, child), Set.copyOf(Coroutine.listCoroutines()));
            assertTrue(Coroutine.exists(child));
            assertFalse(Coroutine.exists(over));
            assertFalse(Coroutine.exists(0));
            assertFalse(Coroutine.exists(-1));
            Coroutine.resume(child);
            assertFalse(Coroutine.exists(child));
            assertEquals(List.of(1), Coroutine.list());
            return null;
        });
    }

    @Test
    @Spec("coroutine 13, 14")
    void thousandsAreFoundByTheirNumbers() throws Exception {
        inCoroutine(() -> {
            for (int n = 0; n < 5000; n++) Coroutine.go(Coroutine::yield);
            for (int cid = 2; cid <= 5001; cid += 2) assertTrue(Coroutine.resume(cid));
            for (int cid = 2; cid <= 5001; cid++) assertEquals(cid % 2 == 1, Coroutine.exists(cid));
            assertEquals(2501, Coroutine.list().size());
            for (int cid = 3; cid <= 5001; cid += 2) assertTrue(Coroutine.resume(cid));
            return null;
        });
    }

    @Test
    @Spec("coroutine 43, 44")
    void eachHasAContextUntilItEnds() throws Exception {
        assertNull(Coroutine.getContext());
        inCoroutine(() -> {
            Coroutine.getContext().put("name", "parent");
            int child = Coroutine.go(() -> {
                Coroutine.defer(() -> order.add(Coroutine.getContext().get("name")));
                Coroutine.getContext().put("name", "child");
                Coroutine.yield();
                order.add(Coroutine.getContext().get("name"));
            });
            assertEquals("parent", Coroutine.getContext().get("name"));
            assertEquals("child", Coroutine.getContext(child).get("name"));
            Coroutine.resume(child);
            assertNull(Coroutine.getContext(child));
            assertEquals(Constants.SWOOLE_ERROR_CO_NOT_EXISTS, Swoole.lastError());
            assertEquals(List.of("child", "child"), order);
            return null;
        });
    }

    @Test
    @Spec("coroutine 45")
    void theBackTraceShowsWhereOneWaits() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(CoroutineCreateTest::park);
            List<StackTraceElement> frames = Coroutine.getBackTrace(child);
            assertEquals("yield", frames.getFirst().getMethodName());
            assertEquals("park", frames.get(1).getMethodName());
            assertEquals(1, Coroutine.getBackTrace(child, 0, 1).size());
            Coroutine.resume(child);
            assertNull(Coroutine.getBackTrace(child));
            assertNull(Coroutine.getBackTrace(4711));
            assertFalse(Coroutine.printBackTrace(4711));
            return null;
        });
    }

    private static void park() {
        Coroutine.yield();
    }

    @Test
    void elapsedTimeBeginsWithTheCoroutine() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(() -> {
                Coroutine.sleep(.02);
                order.add(Coroutine.getElapsed());
            });
            assertTrue(Coroutine.getElapsed(child) < 10_000);
            assertEquals(-1, Coroutine.getElapsed(4711));
            Coroutine.join(List.of(child));
            assertTrue((long) order.getFirst() >= 20, () -> "only " + order.getFirst());
            return null;
        });
    }
}
