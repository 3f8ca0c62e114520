package swoole4j.engine;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Poller;

/** An I/O loop on a thread of its own, without coroutines; {@code SWOOLE_THREAD} has some. */
final class ReactorThread {
    private static final Logger log = LoggerFactory.getLogger(ReactorThread.class);

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
            loop.around(() -> {
                do loop.flush();
                while (turn(loop));
            });
        } finally {
            ended.countDown();
        }
    }

    /** An error, such as no memory, costs a turn and not the loop. */
    private static boolean turn(Poller loop) {
        try {
            return loop.turn(true);
        } catch (Throwable e) {
            report(e);
            return true;
        }
    }

    private static void report(Throwable failure) {
        try {
            log.error("a turn of the I/O loop failed", failure);
        } catch (Throwable _) {
            // not even a line of the log can be written
        }
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    boolean join(long deadline) throws InterruptedException {
        return ended.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
