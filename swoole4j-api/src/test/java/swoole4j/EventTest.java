package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import swoole4j.core.coroutine.OnBothSchedulers;
import swoole4j.core.coroutine.TestWorker;

/** Functions that run in the turns of the loop. */
class EventTest extends OnBothSchedulers {
    @Test
    @Spec("coroutine 103")
    void whatIsDeferredRunsAfterTheCallbackInACoroutineOfItsOwn() throws Exception {
        CountDownLatch over = new CountDownLatch(2);
        try (TestWorker worker = start()) {
            worker.run(() -> {
                int self = Coroutine.getCid();
                for (int n = 0; n < 2; n++) {
                    Event.defer(() -> {
                        order.add(Coroutine.getCid() > self);
                        over.countDown();
                    });
                }
                order.add("callback");
                return null;
            });
            TestWorker.await(over);
        }
        assertEquals(List.of("callback", true, true), order);
    }

    @Test
    @Spec("coroutine 103")
    void itRunsWhenTheCallbackWaits() throws Exception {
        inCoroutine(() -> {
            int self = Coroutine.getCid();
            Event.defer(() -> {
                order.add("deferred");
                Coroutine.resume(self);
            });
            order.add("callback");
            Coroutine.yield();
            order.add("callback again");
            return null;
        });
        assertEquals(List.of("callback", "deferred", "callback again"), order);
    }

    @Test
    @Spec("coroutine 104")
    void aCycleRunsInEveryTurnUntilItIsRemoved() throws Exception {
        for (boolean before : new boolean[] {false, true}) {
            order.clear();
            CountDownLatch three = new CountDownLatch(3);
            try (TestWorker worker = start()) {
                worker.run(() -> {
                    assertFalse(Event.cycle(null, before));
                    return Event.cycle(
                            () -> {
                                assertTrue(Coroutine.getCid() > 0);
                                three.countDown();
                            },
                            before);
                });
                while (three.getCount() > 0) aTurn(worker);
                worker.run(() -> {
                    assertTrue(Event.cycle(null, before));
                    assertFalse(Event.cycle(null, before));
                    return null;
                });
                aTurn(worker);
                int last = worker.run(() -> (int) Coroutine.stats().get("coroutine_last_cid"));
                for (int n = 1; n <= 3; n++) {
                    int expected = last + n;
                    worker.run(() -> order.add(Coroutine.getCid() - expected));
                }
                assertEquals(List.of(0, 0, 0), order);
            }
        }
    }

    private static void aTurn(TestWorker worker) {
        CountDownLatch turned = new CountDownLatch(1);
        worker.submit(turned::countDown);
        TestWorker.await(turned);
    }

    @Test
    void itNeedsAWorker() {
        assertThrows(IllegalStateException.class, () -> Event.cycle(() -> {}));
        assertThrows(IllegalStateException.class, () -> Event.defer(() -> {}));
    }
}
