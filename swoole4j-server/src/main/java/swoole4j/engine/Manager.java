package swoole4j.engine;

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
        thread.close();
    }
}
