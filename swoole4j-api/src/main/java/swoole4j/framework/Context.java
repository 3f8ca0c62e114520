package swoole4j.framework;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.spi.Scope;

/**
 * Values of one callback. Counterpart of {@code Hyperf\Context\Context}.
 *
 * <p>Each handshake, open, message, close and request begins with an empty one, and nothing is left of it afterwards. Threads and
 * coroutines that a callback starts have none of their own; {@link #wrap} takes the starter's along. Outside a callback all methods
 * throw {@link IllegalStateException}; in Hyperf such values are the process's.
 */
public final class Context {
    private Context() {}

    /** Sets a value and returns it. */
    public static <T> T set(String id, T value) {
        values().put(id, Objects.requireNonNull(value));
        return value;
    }

    /** Returns a value, or null. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type of what was set
    public static <T> @Nullable T get(String id) {
        return (T) values().get(id);
    }

    /** Returns a value, or {@code otherwise}. */
    @SuppressWarnings("unchecked") // the caller names the type of what was set
    public static <T> T getOrDefault(String id, T otherwise) {
        return (T) values().getOrDefault(id, otherwise);
    }

    /** Tells whether there is such a value. */
    public static boolean has(String id) {
        return values().containsKey(id);
    }

    /** Removes a value. Counterpart of {@code destroy}. */
    public static void remove(String id) {
        values().remove(id);
    }

    /** Replaces a value by what {@code change} makes of it, null for one that was not there; returns the new one. */
    @SuppressWarnings("unchecked") // the caller names the type of what was set
    public static <T> T override(String id, UnaryOperator<@Nullable T> change) {
        return (T) Objects.requireNonNull(values().compute(id, (_, old) -> change.apply((T) old)));
    }

    /** Returns a value; one that is missing is made first, once. */
    @SuppressWarnings("unchecked") // the caller names the type of what was set
    public static <T> T getOrSet(String id, Supplier<T> supplier) {
        return (T) values().computeIfAbsent(id, _ -> supplier.get());
    }

    /** Returns a task that runs with the values, the connection and the application of the caller, wherever it runs. */
    public static Runnable wrap(Runnable task) {
        Scope scope = Scope.current();
        return () -> scope.run(task);
    }

    private static Map<String, Object> values() {
        return Scope.current().values();
    }
}
