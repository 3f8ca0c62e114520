package swoole4j.framework.spi;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a callback of the application layer runs.
 *
 * @param application whose callback
 * @param fd of which connection; 0 for none
 * @param connection its values; null for none
 * @param values what {@link swoole4j.framework.Context} holds
 */
public record Scope(
        Application application, int fd, @Nullable ConnectionValues connection, Map<String, Object> values) {
    private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

    /** Returns an empty scope. */
    public static Scope of(Application application, int fd, @Nullable ConnectionValues connection) {
        return new Scope(application, fd, connection, new ConcurrentHashMap<>());
    }

    /**
     * Returns the caller's scope.
     *
     * @throws IllegalStateException outside a callback of the application layer
     */
    public static Scope current() {
        Scope scope = currentOrNull();
        if (scope == null) throw new IllegalStateException("not in a callback of an application");
        return scope;
    }

    static @Nullable Scope currentOrNull() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** Runs a task in this scope. */
    public void run(Runnable task) {
        ScopedValue.where(CURRENT, this).run(task);
    }

    /** Calls a task in this scope. */
    public <T extends @Nullable Object> T call(Callable<T> task) throws Exception {
        return ScopedValue.where(CURRENT, this).call(task::call);
    }
}
