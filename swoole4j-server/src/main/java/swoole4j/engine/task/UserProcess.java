package swoole4j.engine.task;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.ExitException;
import swoole4j.Process;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.spi.ProcessRuntime;

/** One run of a user process: a thread with a scheduler whose main coroutine runs the process's code. Any thread. */
final class UserProcess implements ProcessRuntime {
    private static final Logger log = LoggerFactory.getLogger(UserProcess.class);
    /** A process that ends at once is not started again before that. */
    private static final long SHORTEST_RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LONGEST_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int UNCAUGHT = 255;

    private final int id;
    private final Process process;
    private final Callers callers;
    private final Consumer<UserProcess> onEnd;
    private final Scheduler scheduler;
    private final QuietLoop loop = new QuietLoop(this::ended);
    private volatile @Nullable Thread main;
    private volatile @Nullable Runnable onTerm;
    private volatile boolean terminated;
    private volatile int status;

    UserProcess(int id, int workers, Process process, Callers callers, Consumer<UserProcess> onEnd) {
        this.id = id;
        this.process = process;
        this.callers = callers;
        this.onEnd = onEnd;
        this.scheduler = Scheduler.create(id, workers);
    }

    Process process() {
        return process;
    }

    /** Returns how it ended, 0 when as it should. */
    int status() {
        return status;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    void start() {
        callers.add(scheduler, new Caller(Caller.Role.USER_PROCESS, id));
        process.bind(this);
        scheduler.run(loop);
        scheduler.start(this::run);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public boolean isInside() {
        return scheduler.isCurrent();
    }

    @Override
    public void rename(String name) {
        Thread running = main;
        if (running != null) running.setName(name);
    }

    @Override
    public void onTerm(Runnable callback) {
        onTerm = callback;
    }

    private void run() {
        long start = System.nanoTime();
        main = Thread.currentThread();
        try {
            if (!terminated) process.main().run(process);
            awaitOthers();
        } catch (ExitException e) {
            status = e.status();
            if (e.status() != 0) log.warn("user process {} ended with exit code {}", id, e.status());
        } catch (InterruptedException e) {
            if (!terminated && !CoroutineState.isDismissed()) {
                status = UNCAUGHT;
                log.error("user process {} was interrupted", id, e);
            }
        } catch (Throwable e) {
            if (CoroutineState.isDismissed()) return;
            status = UNCAUGHT;
            log.error("uncaught exception in user process {}", id, e);
        } finally {
            long left = SHORTEST_RUN_NANOS - (System.nanoTime() - start);
            if (left > 0) scheduler.await(() -> terminated, left);
            loop.stop();
        }
    }

    /** Waits for the coroutines and timers that the code has started. */
    private void awaitOthers() {
        long pause = TimeUnit.MILLISECONDS.toNanos(1);
        while (!terminated && scheduler.holders() > 1) {
            scheduler.await(() -> terminated, pause);
            pause = Math.min(2 * pause, LONGEST_CHECK_NANOS);
        }
    }

    private void ended() {
        callers.remove(scheduler);
        onEnd.accept(this);
    }

    /** Tells the process to end, as SIGTERM does. */
    void terminate() {
        terminated = true;
        Runnable handler = onTerm;
        Thread running = main;
        if (scheduler.isEnded()) return;
        if (handler != null) {
            scheduler.start(handler);
            LockSupport.unpark(running);
        } else if (running != null) {
            running.interrupt();
        }
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    boolean join(long deadline) throws InterruptedException {
        return loop.join(deadline);
    }

    /** Ends the process whatever it does. */
    void kill() {
        loop.stop();
    }
}
