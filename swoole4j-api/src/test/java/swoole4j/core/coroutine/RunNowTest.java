package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A child runs first, up to where it first blocks; then whoever started it goes on. */
class RunNowTest {
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    private void note(String what) {
        order.add(what);
    }

    @Test
    void theChildRunsFirst() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                Scheduler scheduler = worker.scheduler();
                scheduler.start(() -> note("queued before"));
                note("parent");
                scheduler.runNow(() -> note("child"));
                note("parent again");
                return null;
            });
            worker.run(() -> null);
        }
        assertEquals(List.of("parent", "child", "parent again", "queued before"), order);
    }

    @Test
    void theParentGoesOnWhereTheChildBlocks() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            CountDownLatch over = new CountDownLatch(1);
            worker.run(() -> {
                worker.scheduler().runNow(() -> {
                    note("child");
                    LockSupport.parkNanos(1_000_000);
                    note("child again");
                    over.countDown();
                });
                note("parent");
                return null;
            });
            TestWorker.await(over);
        }
        assertEquals(List.of("child", "parent", "child again"), order);
    }

    @Test
    void childrenOfChildrenRunFirst() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                descend(worker.scheduler(), 3);
                return null;
            });
        }
        assertEquals(List.of("in 3", "in 2", "in 1", "in 0", "out 0", "out 1", "out 2", "out 3"), order);
    }

    private void descend(Scheduler scheduler, int depth) {
        note("in " + depth);
        if (depth > 0) scheduler.runNow(() -> descend(scheduler, depth - 1));
        note("out " + depth);
    }

    @Test
    void manyChildrenInARowKeepTheOrder() throws Exception {
        List<String> expected = new ArrayList<>();
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                for (int n = 0; n < 1000; n++) {
                    int child = n;
                    worker.scheduler().runNow(() -> note("child " + child));
                    note("parent " + child);
                }
                return null;
            });
        }
        for (int n = 0; n < 1000; n++) {
            expected.add("child " + n);
            expected.add("parent " + n);
        }
        assertEquals(expected, order);
    }

    @Test
    void theLoopsChildRunsFirstToo() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            CountDownLatch over = new CountDownLatch(1);
            worker.submit(() -> {
                worker.scheduler().start(() -> {
                    note("queued before");
                    worker.scheduler().runNow(() -> note("its child"));
                    note("queued before again");
                });
                worker.scheduler().runNow(() -> {
                    note("child");
                    LockSupport.parkNanos(1);
                    note("child again");
                    over.countDown();
                });
                note("loop");
            });
            TestWorker.await(over);
        }
        assertEquals(0, order.indexOf("child"));
        assertEquals(order.indexOf("its child") + 1, order.indexOf("queued before again"));
        assertEquals(6, order.size(), () -> "one is missing or twice: " + order);
    }

    @Test
    void fromAnotherThreadItIsQueued() throws Exception {
        CountDownLatch over = new CountDownLatch(2);
        try (TestWorker worker = TestWorker.start();
                TestWorker other = TestWorker.start()) {
            worker.scheduler().runNow(over::countDown);
            other.run(() -> {
                worker.scheduler().runNow(over::countDown);
                return null;
            });
            TestWorker.await(over);
        }
    }

    @Test
    void aPinnedCallerGoesOnAndTheChildIsNext() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            CountDownLatch over = new CountDownLatch(2);
            inside = () -> {
                worker.scheduler().runNow(() -> {
                    note("child");
                    over.countDown();
                });
                note("class initialiser");
            };
            worker.run(() -> {
                worker.scheduler().start(() -> {
                    note("queued before");
                    over.countDown();
                });
                initialise(Pinned.class);
                note("parent");
                return null;
            });
            TestWorker.await(over);
        }
        assertEquals(List.of("class initialiser", "parent", "child", "queued before"), order);
    }

    /** A class whose initialiser runs what it is given: with a native frame below, so that it cannot let go of the carrier. */
    private static final class Pinned {
        static {
            inside.run();
        }
    }

    private static Runnable inside = () -> {};

    /** Initialises a copy of the class, so that it works more than once. */
    private static void initialise(Class<?> type) throws Exception {
        try (InputStream code = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
            MethodHandles.lookup()
                    .defineHiddenClass(code.readAllBytes(), true, MethodHandles.Lookup.ClassOption.NESTMATE);
        }
    }
}
