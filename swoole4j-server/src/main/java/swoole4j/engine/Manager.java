package swoole4j.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread in which workers are replaced and the events of the manager are called, one after another. Any thread. */
final class Manager {
    private static final Logger log = LoggerFactory.getLogger(Manager.class);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("swoole4j-manager").unstarted(task));

    private final CountDownLatch begun = new CountDownLatch(1);

    /** Creates the manager, which waits with what it is given until {@link #begin}. */
    Manager() {
        thread.execute(() -> {
            try {
                begun.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Begins to work: all workers are there. */
    void begin() {
        begun.countDown();
    }

    /** Runs {@code step} behind what was given before. */
    void run(Runnable step) {
        try {
            thread.execute(() -> {
                try {
                    step.run();
                } catch (Throwable e) {
                    log.error("the manager failed", e);
                }
            });
        } catch (RejectedExecutionException _) {
            // the server has ended
        }
    }

    /** Ends when all is done that was given before. */
    void end() {
        begun.countDown();
        thread.close();
    }
}
