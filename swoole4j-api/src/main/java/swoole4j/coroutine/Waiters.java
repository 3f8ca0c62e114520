package swoole4j.coroutine;

import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.CoroutineState;

/**
 * Coroutines that wait in the order they came. Any of them can leave at once. Worker-confined.
 *
 * @param <T> what they bring or get
 */
final class Waiters<T extends @Nullable Object> {
    private @Nullable Waiter<T> first;
    private @Nullable Waiter<T> last;
    private int size;

    /** One of them. */
    static final class Waiter<T extends @Nullable Object> {
        final CoroutineState coroutine;

        @Nullable
        T value;

        /** It has what it waited for. */
        boolean served;

        /** There is nothing more to wait for. */
        boolean refused;

        private @Nullable Waiter<T> before;
        private @Nullable Waiter<T> after;

        Waiter(CoroutineState coroutine, @Nullable T value) {
            this.coroutine = coroutine;
            this.value = value;
        }

        @SuppressWarnings("NullAway") // a producer has one, which may be null where T may
        T valueOf() {
            return value;
        }

        boolean isOver() {
            return served || refused;
        }
    }

    Waiter<T> add(Waiter<T> waiter) {
        Waiter<T> previous = last;
        waiter.before = previous;
        last = waiter;
        if (previous == null) {
            first = waiter;
        } else {
            previous.after = waiter;
        }
        size++;
        return waiter;
    }

    @Nullable
    Waiter<T> poll() {
        Waiter<T> next = first;
        if (next != null) remove(next);
        return next;
    }

    void remove(Waiter<T> waiter) {
        Waiter<T> previous = waiter.before;
        Waiter<T> next = waiter.after;
        if (previous == null) {
            first = next;
        } else {
            previous.after = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.before = previous;
        }
        waiter.before = null;
        waiter.after = null;
        size--;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }
}
