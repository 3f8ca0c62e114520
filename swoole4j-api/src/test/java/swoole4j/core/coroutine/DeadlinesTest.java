package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Waits with a limit of time on one worker. */
class DeadlinesTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final List<Integer> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyWaitLastsAtLeastItsTime() throws Exception {
        List<Integer> millis = new ArrayList<>();
        for (int n = 0; n < 40; n++) millis.add(10 + n);
        Collections.shuffle(millis, new Random(7));
        CountDownLatch over = new CountDownLatch(millis.size());
        try (TestWorker worker = TestWorker.start()) {
            worker.run(() -> {
                for (int milli : millis) {
                    worker.scheduler().start(() -> {
                        long start = System.nanoTime();
                        boolean there = worker.scheduler().await(() -> false, milli * MILLI);
                        if (there || System.nanoTime() - start < milli * MILLI) order.add(milli);
                        over.countDown();
                    });
                }
                return null;
            });
            TestWorker.await(over);
        }
        assertEquals(List.of(), order);
    }

    @Test
    void aThousandWaitsThatEndBeforeTheirTimeLeaveNothing() throws Exception {
        Random random = new Random(11);
        try (TestWorker worker = TestWorker.start()) {
            Deadlines deadlines = new Deadlines((CarrierScheduler) worker.scheduler());
            worker.run(() -> {
                List<Deadlines.Deadline> all = new ArrayList<>();
                for (int n = 0; n < 1000; n++) {
                    all.add(deadlines.begin(HOUR + random.nextInt(1000)));
                    if (n % 3 == 0) deadlines.end(all.remove(random.nextInt(all.size())));
                }
                assertEquals(all.size(), deadlines.size());
                Collections.shuffle(all, random);
                for (Deadlines.Deadline deadline : all) {
                    deadlines.end(deadline);
                    deadlines.end(deadline); // once more changes nothing
                }
                assertEquals(0, deadlines.size());
                return null;
            });
        }
    }

    @Test
    void theLongestWaitDoesNotOverflow() throws Exception {
        try (TestWorker worker = TestWorker.start()) {
            CountDownLatch over = new CountDownLatch(1);
            AtomicBoolean open = new AtomicBoolean();
            worker.scheduler().start(() -> {
                assertTrue(worker.scheduler().await(open::get, Long.MAX_VALUE));
                over.countDown();
            });
            Thread waiter =
                    worker.run(() -> worker.scheduler().coroutines().find(1).thread());
            open.set(true);
            LockSupport.unpark(waiter);
            TestWorker.await(over);
        }
    }

    @Test
    void whoWaitsWhenTheWorkerEndsAndIsNoCoroutineGoesOnElsewhere() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(2);
        AtomicBoolean open = new AtomicBoolean();
        List<Thread> waiters = Collections.synchronizedList(new ArrayList<>());
        try (TestWorker worker = TestWorker.start()) {
            for (long nanos : new long[] {HOUR, 30 * MILLI}) {
                worker.run(() -> Thread.startVirtualThread(() -> {
                    waiters.add(Thread.currentThread());
                    boolean there = worker.scheduler().await(open::get, nanos);
                    order.add(there ? 1 : 0);
                    first.countDown();
                    over.countDown();
                }));
            }
            worker.run(() -> null);
        }
        TestWorker.await(first);
        open.set(true);
        waiters.forEach(LockSupport::unpark);
        TestWorker.await(over);
        assertEquals(List.of(0, 1), order);
    }
}
