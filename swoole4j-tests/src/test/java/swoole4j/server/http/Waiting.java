package swoole4j.server.http;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what nobody announces. */
final class Waiting {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Waiting() {}

    @SuppressWarnings("ThreadPriorityCheck") // there is nothing to wait for but the condition
    static void until(Callable<Boolean> condition, String what) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > LIMIT_NANOS) throw new AssertionError("never: " + what);
            Thread.yield();
        }
    }

    /** Lets so many nanoseconds pass, which is how fast a peer sends. */
    @SuppressWarnings("ThreadPriorityCheck") // the time is all there is to wait for
    static void pass(long nanos) {
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) Thread.yield();
    }
}
