package swoole4j.engine;

import java.util.concurrent.TimeUnit;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.reactor.Reactor;

/** Waits for the last bytes of a reactor's connections; in a coroutine or any other thread but a reactor's. */
final class Drain {
    private static final long CHECK_MILLIS = 5;
    /** How long the last bytes may take to be read by peers that do not close, once all is sent. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private Drain() {}

    /** Waits until all is sent. */
    static void sent(Reactor reactor, long deadline) throws InterruptedException {
        while (!reactor.isSent() && deadline - System.nanoTime() > 0) sleep();
    }

    /** Waits, once all is sent, for a moment until it is read. */
    static void quiet(Reactor reactor, long deadline) throws InterruptedException {
        long lingering = Math.min(deadline, System.nanoTime() + LINGER_NANOS);
        while (!reactor.isQuiet() && lingering - System.nanoTime() > 0) sleep();
    }

    private static void sleep() throws InterruptedException {
        Scheduler scheduler = Scheduler.current();
        if (scheduler == null) {
            Thread.sleep(CHECK_MILLIS);
        } else {
            scheduler.sleep(CHECK_MILLIS);
        }
    }
}
