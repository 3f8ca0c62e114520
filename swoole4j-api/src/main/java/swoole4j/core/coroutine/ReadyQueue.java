package swoole4j.core.coroutine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a worker runs next: continuations and coroutines that have not begun, in order. The loop's continuation has a place of
 * its own, because its turn comes after a number of others. Carrier-confined.
 */
final class ReadyQueue {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
    private @Nullable Runnable loop;
    private boolean loopReady;

    void addLast(Runnable next) {
        if (next == loop) {
            loopReady = true;
        } else {
            queue.addLast(next);
        }
    }

    void addFirst(Runnable next) {
        if (next == loop) {
            loopReady = true;
        } else {
            queue.addFirst(next);
        }
    }

    /** Adds what comes after all that is ready in this turn. */
    void defer(Runnable next) {
        deferred.add(next);
    }

    /** Moves what was deferred behind what is ready; false when there is nothing. */
    boolean addDeferred() {
        if (deferred.isEmpty()) return false;
        queue.addAll(deferred);
        deferred.clear();
        return true;
    }

    @Nullable
    Runnable poll() {
        return queue.pollFirst();
    }

    /** Tells whether a coroutine begins next. */
    boolean isCoroutineNext() {
        return queue.peekFirst() instanceof CoroutineState;
    }

    boolean isEmpty() {
        return queue.isEmpty() && deferred.isEmpty();
    }

    /** What is first is the loop's continuation. */
    void firstIsLoop() {
        loop = queue.pollFirst();
        loopReady = true;
    }

    boolean isLoopReady() {
        return loopReady;
    }

    /** Returns the loop's continuation when it can go on, else null. */
    @Nullable
    Runnable pollLoop() {
        if (!loopReady) return null;
        loopReady = false;
        return loop;
    }
}
