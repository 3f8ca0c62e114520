package swoole4j.engine;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.coroutine.TurnFailures;

/** An I/O loop on a thread of its own, without coroutines; {@code SWOOLE_THREAD} has some. */
final class ReactorThread {
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Poller poller;

    ReactorThread(int id) {
        this.thread = new Thread(this::run, "swoole4j-reactor-" + id);
    }

    /** Answers whether the caller is the loop. */
    BooleanSupplier current() {
        return () -> Thread.currentThread() == thread;
    }

    void start(Poller loop) {
        poller = loop;
        thread.start();
    }

    private void run() {
        Poller loop = Objects.requireNonNull(poller);
        try {
            loop.around(() -> turn(loop));
        } finally {
            ended.countDown();
        }
    }

    /** Nobody could take the place of this loop with its connections, so it never gives up. */
    private static void turn(Poller loop) {
        TurnFailures failures = new TurnFailures(Integer.MAX_VALUE);
        boolean goOn = true;
        while (goOn) {
            try {
                loop.flush();
                goOn = loop.turn(true);
                failures.passed();
            } catch (Throwable e) {
                failures.failed(e);
            }
        }
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    boolean join(long deadline) throws InterruptedException {
        return ended.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
