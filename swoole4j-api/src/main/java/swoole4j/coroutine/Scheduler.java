package swoole4j.coroutine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.Standalone;
import swoole4j.internal.CoroutineOptions;
import swoole4j.internal.Uncaught;
import swoole4j.server.Callback;

/**
 * Runs coroutines without a server: they are added first, and run when {@link #start} is called. Counterpart of
 * {@code Swoole\Coroutine\Scheduler}. For one thread.
 */
public final class Scheduler {
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);
    private static final int PHP_UNCAUGHT = 255;

    private final List<Runnable> tasks = new ArrayList<>();
    private boolean started;

    /** Creates a scheduler without coroutines. */
    public Scheduler() {}

    /** Adds a coroutine. Counterpart of {@code add}. */
    public void add(Callback.Plain callback) {
        tasks.add(Uncaught.caught(callback));
    }

    /** Adds a coroutine that runs {@code function} with {@code arguments}. Counterpart of {@code add}. */
    public void add(Coroutine.WithArguments function, @Nullable Object... arguments) {
        add(() -> function.call(arguments));
    }

    /** Adds {@code n} coroutines. Counterpart of {@code parallel}. */
    public void parallel(int n, Callback.Plain callback) {
        if (n < 0) throw new SwooleException("Scheduler.parallel: n must not be negative, got " + n);
        for (int i = 0; i < n; i++) add(callback);
    }

    /** Adds {@code n} coroutines that run {@code function} with {@code arguments}. Counterpart of {@code parallel}. */
    public void parallel(int n, Coroutine.WithArguments function, @Nullable Object... arguments) {
        parallel(n, () -> {
            var unused = function.call(arguments);
        });
    }

    /** Sets options, as {@link Coroutine#set} does. */
    public void set(Map<String, ?> options) {
        Coroutine.set(options);
    }

    /** Returns the options, as {@link Coroutine#getOptions} does. */
    public @Nullable Map<String, Object> getOptions() {
        return Coroutine.getOptions();
    }

    /**
     * Runs the coroutines on a thread of their own, and waits until they and all that they start have ended, coroutines as
     * well as timers. Counterpart of {@code start}; see {@link Coroutine#run(Callback.Plain)}.
     *
     * @return false with a warning the second time
     * @throws SwooleException in a coroutine or a worker
     */
    public boolean start() {
        if (swoole4j.core.coroutine.Scheduler.current() != null) {
            throw new SwooleException(
                    "eventLoop has already been created, unable to start Swoole\\Coroutine\\Scheduler");
        }
        if (started) {
            log.warn("scheduler is started, unable to execute Scheduler.start");
            return false;
        }
        started = true;
        Throwable failure = Standalone.run(tasks, CoroutineOptions.most(), Scheduler::stuck);
        if (failure == null) return true;
        failure.printStackTrace();
        System.exit(PHP_UNCAUGHT);
        return false;
    }

    private static void stuck() {
        if (CoroutineOptions.isDeadlockChecked()) Coroutine.deadlockCheck();
    }
}
