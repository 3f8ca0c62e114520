package swoole4j.framework.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.coroutine.Channel;

/**
 * Runs a task in a coroutine of its own, which may take some time and no longer: whoever waits for it goes on then, and the task's
 * wait ends by cancellation or interrupt. Where there are no coroutines there is no limit either.
 */
final class Deadline<T> {
    private final Channel<Boolean> done = new Channel<>(1);
    private final Callable<T> task;
    private volatile @Nullable Thread thread;
    private volatile @Nullable T result;
    private volatile @Nullable Throwable thrown;
    private volatile boolean ended;

    private Deadline(Callable<T> task) {
        this.task = task;
    }

    /** Returns what the task returns, or null when it took longer. */
    static <T> @Nullable T call(Callable<T> task, double seconds) throws Exception {
        return Coroutine.getCid() > 0 ? new Deadline<>(task).await(seconds) : task.call();
    }

    private @Nullable T await(double seconds) throws Exception {
        int cid = Coroutine.create(this::run);
        if (cid <= 0) return task.call(); // there may be no more coroutines
        if (!ended) done.pop(seconds);
        if (!ended) {
            Thread late = thread;
            if (!Coroutine.cancel(cid) && late != null) late.interrupt();
            return null;
        }
        switch (thrown) {
            case Exception e -> throw e;
            case Error e -> throw e;
            case null, default -> {
                return result;
            }
        }
    }

    private void run() {
        thread = Thread.currentThread();
        try {
            result = task.call();
        } catch (Throwable e) {
            thrown = e;
        }
        ended = true;
        done.push(true);
    }
}
