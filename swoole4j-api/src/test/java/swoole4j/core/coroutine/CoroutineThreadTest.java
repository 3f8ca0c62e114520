package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Coroutines that follow each other may share a thread; none of them can tell. */
class CoroutineThreadTest {
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

    private final TestWorker worker = TestWorker.start();
    private final Scheduler scheduler = worker.scheduler();
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        worker.close();
    }

    /** Runs coroutines that are started together, and one that waits for their end. */
    private void runTogether(Executable... bodies) throws Exception {
        CountDownLatch over = new CountDownLatch(bodies.length);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        worker.run(() -> {
            for (Executable body : bodies) {
                scheduler.start(() -> {
                    threads.add(Thread.currentThread());
                    try {
                        body.execute();
                    } catch (Throwable e) {
                        thrown.add(e);
                    } finally {
                        over.countDown();
                    }
                });
            }
            return null;
        });
        TestWorker.await(over);
        assertEquals(List.of(), thrown);
    }

    private static void nothing() {}

    @Test
    void thoseThatDoNotWaitShareAThread() throws Exception {
        runTogether(CoroutineThreadTest::nothing, CoroutineThreadTest::nothing, CoroutineThreadTest::nothing);
        assertSame(threads.get(0), threads.get(1));
        assertSame(threads.get(1), threads.get(2));
    }

    @Test
    void oneThatWaitsKeepsItsThreadAndTheOthersGoOn() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        runTogether(second::await, second::countDown);
        assertNotSame(threads.get(0), threads.get(1));
    }

    @Test
    void whenItGoesOnItsThreadIsUsedAgain() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        runTogether(
                () -> {
                    second.await();
                    for (int n = 0; n < 2; n++) scheduler.start(() -> threads.add(Thread.currentThread()));
                },
                second::countDown);
        worker.run(() -> null);
        assertSame(threads.get(2), threads.get(3));
    }

    @Test
    void threadLocalsEndWithTheirCoroutine() throws Exception {
        runTogether(() -> LOCAL.set("first"), () -> assertNull(LOCAL.get()));
        assertNotSame(threads.get(0), threads.get(1));
    }

    @Test
    void anInterruptIsForTheCoroutineThatWasThere() throws Exception {
        runTogether(
                () -> Thread.currentThread().interrupt(),
                () -> assertFalse(Thread.currentThread().isInterrupted()));
    }

    @Test
    void anotherNameOrClassLoaderEndsWithItsCoroutine() throws Exception {
        String name = worker.run(() -> Thread.currentThread().getName());
        ClassLoader usual = worker.run(() -> Thread.currentThread().getContextClassLoader());
        try (URLClassLoader other = new URLClassLoader(new URL[0])) {
            runTogether(
                    () -> Thread.currentThread().setName("other"),
                    () -> assertEquals(name, Thread.currentThread().getName()),
                    () -> Thread.currentThread().setContextClassLoader(other),
                    () -> assertSame(usual, Thread.currentThread().getContextClassLoader()));
        }
    }

    @Test
    void eachHasItsOwnNumber() throws Exception {
        List<Integer> ids = Collections.synchronizedList(new ArrayList<>());
        Executable tell = () -> ids.add(CoroutineState.required("test").id());
        runTogether(tell, tell, tell);
        assertEquals(List.of(ids.get(0), ids.get(0) + 1, ids.get(0) + 2), ids);
    }

    @Test
    void oneThatThrowsEndsAlone() throws Exception {
        CountDownLatch next = new CountDownLatch(1);
        worker.run(() -> {
            scheduler.start(() -> {
                throw new IllegalStateException("expected");
            });
            scheduler.start(next::countDown);
            return null;
        });
        TestWorker.await(next);
        assertEquals(1, worker.run(scheduler::count), "the one that asks is alone");
    }

    @Test
    void aThousandThatWaitAndAThousandThatDoNotAllEnd() throws Exception {
        CountDownLatch over = new CountDownLatch(2_000);
        worker.run(() -> {
            for (int n = 0; n < 1_000; n++) {
                scheduler.start(() -> {
                    LockSupport.parkNanos(1_000);
                    over.countDown();
                });
                scheduler.start(over::countDown);
            }
            return null;
        });
        TestWorker.await(over);
    }

    @Test
    void theOnesThatRestEndWithTheWorker() throws Exception {
        Thread used;
        try (TestWorker other = TestWorker.start()) {
            used = other.run(Thread::currentThread);
        }
        used.join();
        assertTrue(used.isVirtual());
    }
}
