package swoole4j.core.coroutine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that runs one coroutine after the other, as long as each ends without having waited for long and leaves
 * nothing behind on it. One that waits keeps its thread meanwhile, and the next ones begin on another. Carrier-confined.
 */
final class CoroutineThread implements Runnable {
    private final CarrierScheduler scheduler;
    private final Thread thread;
    private final @Nullable ClassLoader classLoader;
    private final String name;
    /** What it runs first when it goes on. */
    private @Nullable CoroutineState next;
    /** How it goes on while it rests. */
    private @Nullable Runnable continuation;

    /** Creates the thread, without starting it; {@code first} may be null. */
    CoroutineThread(CarrierScheduler scheduler, @Nullable CoroutineState first) {
        this.scheduler = scheduler;
        this.next = first;
        this.thread = scheduler.newThread(this);
        this.classLoader = thread.getContextClassLoader();
        this.name = thread.getName();
        thread.setUncaughtExceptionHandler(Scheduler.HIDDEN);
    }

    Thread thread() {
        return thread;
    }

    /** It rests, and goes on with that. */
    void rests(Runnable how) {
        continuation = how;
    }

    /** Returns how to let it go on with {@code coroutine}. */
    Runnable assign(@Nullable CoroutineState coroutine) {
        next = coroutine;
        return Objects.requireNonNull(continuation);
    }

    @Override
    public void run() {
        do {
            CoroutineState coroutine = next;
            next = null;
            if (coroutine == null) coroutine = scheduler.nextToBegin();
            if (coroutine == null) {
                thread.setUncaughtExceptionHandler(Scheduler.HIDDEN);
                if (!scheduler.rest(this)) return;
            } else {
                scheduler.begins();
                coroutine.bind(thread);
                coroutine.run();
            }
        } while (isAsNew());
    }

    private boolean isAsNew() {
        return !VirtualThreadHook.hasLocals(thread)
                && !thread.isInterrupted()
                && thread.getContextClassLoader() == classLoader
                && thread.getName().equals(name);
    }
}
