package swoole4j.core.coroutine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What few coroutines have: things to do at their end, somebody who waits for it. Worker-confined. */
public final class Endings {
    private final ArrayDeque<Consumer<@Nullable Object>> deferred = new ArrayDeque<>(2);
    private final List<Runnable> last = new ArrayList<>(1);
    private @Nullable Object result;
    private boolean joined;

    Endings() {}

    /** Calls {@code action} with the coroutine's result at its end, before those that were given earlier. */
    public void defer(Consumer<@Nullable Object> action) {
        deferred.push(action);
    }

    /** Runs {@code action} when the coroutine is no more. It must not wait. */
    public void atLast(Runnable action) {
        last.add(action);
    }

    /** Takes back what {@link #atLast} was given. */
    public void notAtLast(Runnable action) {
        last.remove(action);
    }

    /** Says what the coroutine returned. */
    public void result(@Nullable Object value) {
        result = value;
    }

    /** Tells whether somebody waits for its end. */
    public boolean isJoined() {
        return joined;
    }

    /** Somebody begins or ends to wait for its end. */
    public void joined(boolean is) {
        joined = is;
    }

    /** Runs what is deferred. What one throws does not keep the others from running; the first is thrown in the end. */
    void runDeferred() {
        Throwable first = null;
        Consumer<@Nullable Object> next;
        while ((next = deferred.poll()) != null) {
            try {
                next.accept(result);
            } catch (Throwable e) {
                if (first == null) first = e;
            }
        }
        if (first instanceof Error error) throw error;
        if (first != null) throw (RuntimeException) first; // a Consumer throws nothing else
    }

    void runLast() {
        if (last.isEmpty()) return;
        for (Runnable action : List.copyOf(last)) action.run(); // one may take itself back
    }
}
