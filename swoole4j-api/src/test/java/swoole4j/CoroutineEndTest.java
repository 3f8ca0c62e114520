package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;

/** What happens when a coroutine ends. */
class CoroutineEndTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 19")
    void whatIsDeferredLastRunsFirst() throws Exception {
        assertEquals(List.of("body", 3, 2, 1), inCoroutine(() -> {
            Coroutine.go(() -> {
                for (int n = 1; n <= 3; n++) {
                    int number = n;
                    Coroutine.defer(() -> order.add(number));
                }
                order.add("body");
            });
            return order;
        }));
    }

    @Test
    @Spec("coroutine 20")
    void itGetsTheResult() throws Exception {
        assertEquals(Arrays.asList("result", 42, null), inCoroutine(() -> {
            Coroutine.create((Callable<String>) () -> {
                Coroutine.defer((Object result) -> order.add(result));
                return "result";
            });
            Coroutine.create(
                    arguments -> {
                        Coroutine.defer((Object result) -> order.add(result));
                        return arguments[0];
                    },
                    42);
            Coroutine.create(() -> {
                Coroutine.defer((Object result) -> order.add(result));
            });
            return order;
        }));
    }

    @Test
    @Spec("coroutine 21, 23")
    void itRunsAfterAnExceptionWhichDoesNotReachTheCreator() throws Exception {
        try (TestWorker worker = start()) {
            worker.scheduler().onUncaught(e -> order.add(e.getMessage()));
            worker.run(() -> {
                int child = Coroutine.go(() -> {
                    Coroutine.defer((Object result) -> order.add("deferred " + result));
                    throw new Exception("on purpose");
                });
                order.add("creator");
                assertFalse(Coroutine.exists(child));
                return null;
            });
        }
        assertEquals(List.of("on purpose", "deferred null", "creator"), order);
    }

    @Test
    void whatADeferredFunctionThrowsIsReportedAndTheOthersRun() throws Exception {
        try (TestWorker worker = start()) {
            worker.scheduler().onUncaught(e -> order.add(e.getMessage()));
            worker.run(() -> {
                int child = Coroutine.go(() -> {
                    Coroutine.defer(() -> order.add("other"));
                    Coroutine.defer(() -> {
                        throw new Exception("on purpose");
                    });
                });
                assertFalse(Coroutine.exists(child));
                return null;
            });
        }
        assertEquals(List.of("on purpose", "other"), order);
    }

    @Test
    @Spec("coroutine 22")
    void itMayWaitAndTheCoroutineIsThereMeanwhile() throws Exception {
        inCoroutine(() -> {
            int child = Coroutine.go(() -> Coroutine.defer(() -> {
                assertTrue(Coroutine.sleep(.005));
                order.add(Coroutine.exists(Coroutine.getCid()));
                Coroutine.defer(() -> order.add("deferred meanwhile"));
            }));
            assertTrue(Coroutine.exists(child));
            assertTrue(Coroutine.join(List.of(child)));
            assertFalse(Coroutine.exists(child));
            return null;
        });
        assertEquals(List.of(true, "deferred meanwhile"), order);
    }

    @Test
    @Spec("coroutine 25")
    void anExitCarriesItsStatusAndWhereItIs() throws Exception {
        assertEquals(0, new ExitException(3).flags());
        inCoroutine(() -> {
            try {
                throw new ExitException(3);
            } catch (ExitException e) {
                assertEquals(3, e.status());
                assertEquals(2 | 4, e.flags());
                assertEquals("swoole exit", e.getMessage());
            }
            return null;
        });
    }

    @Test
    void nothingIsLeftOfCoroutinesThatThrow() throws Exception {
        try (TestWorker worker = start()) {
            worker.scheduler().onUncaught(e -> {});
            worker.run(() -> {
                for (int n = 0; n < 5; n++) {
                    int child = Coroutine.go(() -> {
                        Coroutine.getContext().put("key", "value");
                        Coroutine.setTimeLimit(3600);
                        throw new AssertionError("on purpose");
                    });
                    assertNull(Coroutine.getContext(child));
                }
                assertEquals(1, Coroutine.stats().get("coroutine_num"));
                assertEquals(List.of(1), Coroutine.list());
                return null;
            });
        }
    }
}
