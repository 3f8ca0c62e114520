package swoole4j.core.coroutine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of continuations that come after the end of their worker: threads that belong to somebody else go on on the
 * JDK's pool, coroutines that did not end with their worker never do. Carrier-confined until the worker has ended, then any
 * thread.
 */
final class Afterwards {
    private final CarrierScheduler scheduler;
    /** Continuations of coroutines that did not end with their worker; null when there are none. */
    private @Nullable Set<Runnable> forgotten;

    Afterwards(CarrierScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Never lets a thread go on; false when that is not possible. */
    boolean forget(Thread thread) {
        Runnable continuation = VirtualThreadHook.continuation(thread);
        if (continuation == null) return false;
        if (forgotten == null) forgotten = Collections.newSetFromMap(new IdentityHashMap<>());
        return forgotten.add(continuation);
    }

    boolean isForgotten(Runnable continuation) {
        return forgotten != null && forgotten.contains(continuation);
    }

    /** Lets a continuation, or a coroutine that has not begun, go on elsewhere, so that it is not stranded. */
    void goOn(Runnable next) {
        if (isForgotten(next)) return;
        if (next instanceof CoroutineState coroutine) {
            Thread thread = scheduler.newThread(coroutine);
            coroutine.dismiss(false);
            coroutine.bind(thread);
            thread.start(); // comes back as a continuation
        } else {
            ForkJoinPool.commonPool().execute(next);
        }
    }
}
