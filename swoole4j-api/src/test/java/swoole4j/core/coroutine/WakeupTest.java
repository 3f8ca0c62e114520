package swoole4j.core.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.core.coroutine.TestWorker.Waiting;

/** What other threads make ready is run, also when the loop is just about to wait: without a limit, so that a loss shows. */
@SuppressWarnings("ThreadPriorityCheck") // yielding is one of the ways to give way
class WakeupTest {
    private static final int ROUNDS = 20_000;
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

    private final AtomicInteger answered = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void aCoroutineThatAnotherThreadStartsBegins(Waiting waiting) throws Exception {
        try (TestWorker worker = TestWorker.start(waiting)) {
            for (int round = 1; round <= ROUNDS; round++) {
                worker.scheduler().start(answered::incrementAndGet);
                mustAnswer(round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCoroutineThatAnotherThreadUnparksGoesOn(Waiting waiting) throws Exception {
        try (TestWorker worker = TestWorker.start(waiting)) {
            AtomicInteger asked = new AtomicInteger();
            Thread coroutine = worker.run(() -> Thread.startVirtualThread(() -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    while (asked.get() < round) LockSupport.park();
                    answered.set(round);
                }
            }));
            for (int round = 1; round <= ROUNDS; round++) {
                asked.set(round);
                LockSupport.unpark(coroutine);
                mustAnswer(round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void workersWakeEachOther(Waiting waiting) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestWorker left = TestWorker.start(waiting);
                TestWorker right = TestWorker.start(waiting)) {
            pass(List.of(left.scheduler(), right.scheduler()), over);
            TestWorker.await(over);
            assertEquals(ROUNDS, answered.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalThreadsAtOnceLoseNothing(Waiting waiting) throws Exception {
        int threads = 4;
        int each = ROUNDS / threads;
        CountDownLatch all = new CountDownLatch(threads * each);
        try (TestWorker worker = TestWorker.start(waiting)) {
            for (int n = 0; n < threads; n++) {
                Thread.ofPlatform().start(() -> {
                    for (int round = 0; round < ROUNDS; round++)
                        worker.scheduler().start(all::countDown);
                });
            }
            TestWorker.await(all);
        }
    }

    private void pass(List<Scheduler> players, CountDownLatch over) {
        int passes = answered.get();
        if (passes == ROUNDS) {
            over.countDown();
        } else {
            answered.incrementAndGet();
            players.get(passes % 2).start(() -> pass(players, over));
        }
    }

    private void mustAnswer(int round) {
        long start = System.nanoTime();
        while (answered.get() != round) {
            assertTrue(System.nanoTime() - start < LIMIT, () -> "no answer in round " + round);
            Thread.yield(); // not parked: the next round comes as soon as it can, while the loop goes to sleep
        }
    }
}
