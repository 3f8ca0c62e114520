package swoole4j;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.server.Callback;

/**
 * Coroutines, counterpart of {@code Swoole\Coroutine}: virtual threads that take turns on their worker's one thread.
 *
 * <p>Two coroutines of one worker never run at the same time, and a coroutine gives way only where it blocks: in
 * {@link #sleep}, and in every blocking call of the JDK.
 */
public final class Coroutine {
    private static final Logger log = LoggerFactory.getLogger(Coroutine.class);

    private static final AtomicInteger LAST = new AtomicInteger();
    private static final ThreadLocal<Integer> CID = ThreadLocal.withInitial(LAST::incrementAndGet);

    private Coroutine() {}

    /**
     * Returns the number of the coroutine that calls, counterpart of {@code Swoole\Coroutine::getCid}: positive, and another
     * one for each. It is given when a coroutine first asks, so that it does not tell the order in which they began.
     *
     * @return -1 outside of coroutines, as in the callbacks that Swoole calls outside of them
     */
    public static int getCid() {
        return Scheduler.inCoroutine() ? CID.get() : -1;
    }

    /**
     * Runs {@code callback} in a new coroutine of this worker at once, up to where it first blocks; then the caller goes on.
     * Counterpart of {@code go()} and {@code Swoole\Coroutine::create}.
     *
     * @throws SwooleException outside of a worker
     */
    public static void go(Callback.Plain callback) {
        Scheduler.required("Coroutine.go").runNow(task(callback));
    }

    /**
     * Suspends this coroutine; the worker goes on with others. Counterpart of {@code Swoole\Coroutine::sleep}.
     * Outside of a worker the calling thread sleeps.
     *
     * @param seconds at least 0.001
     * @return true after the time passed; false at once for less than 0.001, or when the thread was interrupted
     */
    public static boolean sleep(double seconds) {
        if (!(seconds >= 0.001)) {
            log.warn("sleep: seconds must be at least 0.001, got {}", seconds);
            return false;
        }
        try {
            long millis = (long) (seconds * 1000);
            Scheduler scheduler = Scheduler.current();
            if (scheduler == null) {
                Thread.sleep(millis);
            } else {
                scheduler.sleep(millis);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Wraps a callback so that what it throws is logged and ends only its own coroutine. */
    static Runnable task(Callback.Plain callback) {
        return () -> {
            try {
                callback.call();
            } catch (Throwable e) {
                log.error("uncaught exception in a coroutine", e);
                Scheduler scheduler = Scheduler.current();
                if (scheduler != null) scheduler.uncaught(e);
            }
        };
    }
}
