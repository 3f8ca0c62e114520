package swoole4j.coroutine;

import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Suspension;
import swoole4j.internal.Seconds;

/**
 * Waits until so many things are done. Counterpart of {@code Swoole\Coroutine\WaitGroup}. For the coroutines of one worker; it
 * can be used again when all are done.
 */
public final class WaitGroup {
    private int count;
    private @Nullable CoroutineState waiter;

    /** Creates a group with nothing to do. */
    public WaitGroup() {
        this(0);
    }

    /** Creates a group with {@code delta} things to do. */
    public WaitGroup(int delta) {
        add(delta);
    }

    /** One more thing is to be done; see {@link #add(int)}. */
    public void add() {
        add(1);
    }

    /**
     * So many more things are to be done. Counterpart of {@code add}.
     *
     * @throws BadMethodCallException while somebody waits
     * @throws IllegalArgumentException when less than nothing would be left, PHP's {@code InvalidArgumentException}
     */
    public void add(int delta) {
        if (waiter != null) throw new BadMethodCallException("WaitGroup misuse: add called concurrently with wait");
        if (count + (long) delta < 0) throw new IllegalArgumentException("WaitGroup misuse: negative counter");
        count = Math.addExact(count, delta);
    }

    /**
     * One thing is done. When it was the last, the coroutine that waits goes on up to where it waits next before this returns.
     * Counterpart of {@code done}.
     *
     * @throws BadMethodCallException when nothing was left to do
     */
    public void done() {
        if (count == 0) throw new BadMethodCallException("WaitGroup misuse: negative counter");
        count--;
        CoroutineState waiting = waiter;
        if (count == 0 && waiting != null) waiting.wakeNow();
    }

    /** Waits until all is done, without a limit of time; see {@link #await(double)}. */
    public boolean await() {
        return await(-1);
    }

    /**
     * Waits until all is done. Counterpart of {@code wait}, a name that every object in Java has for something else.
     *
     * @param timeout in seconds; 0 and less wait for ever
     * @return false after {@code timeout}, or when it was cancelled; what is to be done stays
     * @throws BadMethodCallException when somebody waits already
     * @throws IllegalStateException outside of a coroutine
     */
    public boolean await(double timeout) {
        if (waiter != null) throw new BadMethodCallException("WaitGroup misuse: wait called concurrently with wait");
        if (count == 0) return true;
        CoroutineState self = CoroutineState.required("WaitGroup.await");
        waiter = self;
        try {
            return self.awaitOwn(() -> count == 0, Seconds.nanos(timeout)) == Suspension.DONE;
        } finally {
            waiter = null;
        }
    }

    /** Returns how many things are to be done. Counterpart of {@code count}. */
    public int count() {
        return count;
    }
}
