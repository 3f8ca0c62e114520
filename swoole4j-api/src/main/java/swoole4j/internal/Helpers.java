package swoole4j.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Suspension;

/**
 * A few threads that do for coroutines what would hold their worker: a coroutine hands its work over and waits. What finds no
 * thread waits for one; there is at most one piece of work for each coroutine.
 */
public final class Helpers {
    /** For files. */
    public static final Helpers FILES =
            new Helpers("files", Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    /** For names, which may take seconds each. */
    public static final Helpers NAMES = new Helpers("names", 16);
    /** For commands, which may take as long as they like. */
    public static final Helpers COMMANDS = new Helpers("commands", 64);

    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    private Helpers(String name, int most) {
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> thread(name, work));
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name("swoole4j-" + name)
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
    }

    /**
     * What came of some work.
     *
     * @param end how the wait for it ended
     * @param value what it returned, null when it failed or the wait did not end with it
     * @param failure what it threw
     */
    public record Outcome<T>(
            Suspension end, @Nullable T value, @Nullable Throwable failure) {}

    /**
     * Does {@code work} while the calling coroutine waits. When the wait ends without it, the work is interrupted.
     *
     * @param what the call that needs it
     * @param nanos the longest time; 0 waits for ever
     * @throws IllegalStateException outside of a coroutine
     */
    public <T> Outcome<T> call(String what, Callable<T> work, long nanos) {
        CoroutineState waiter = CoroutineState.required(what);
        Thread thread = waiter.thread();
        FutureTask<T> task = new FutureTask<>(work) {
            @Override
            protected void done() {
                LockSupport.unpark(thread);
            }
        };
        threads.execute(task);
        try {
            Suspension end = waiter.await(task::isDone, nanos);
            if (end != Suspension.DONE) return new Outcome<>(end, null, null);
        } finally {
            if (task.cancel(true)) threads.remove(task); // or else what nobody waits for would pile up
        }
        return task.state() == FutureTask.State.FAILED
                ? new Outcome<>(Suspension.DONE, null, task.exceptionNow())
                : new Outcome<>(Suspension.DONE, task.resultNow(), null);
    }
}
