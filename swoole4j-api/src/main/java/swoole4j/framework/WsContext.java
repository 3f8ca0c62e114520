package swoole4j.framework;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.spi.Applications;
import swoole4j.framework.spi.ConnectionValues;
import swoole4j.framework.spi.Scope;

/**
 * Values of one connection, from its handshake until {@link OnClose} returned. Counterpart of
 * {@code Hyperf\WebSocketServer\Context}.
 *
 * <p>The static methods speak of the connection whose handshake, open, message or close is running; elsewhere they throw
 * {@link IllegalStateException}, where Hyperf takes connection 0. {@link #of} gives the values of any connection, {@link #with}
 * runs something as if it were one's callback. Keys are flat: a dot in them means nothing.
 *
 * <p>Values stay over a reload. Where workers are processes, those stay that can be written: null, Boolean, numbers, String,
 * byte[], List, Map and what is {@link java.io.Serializable}.
 */
public final class WsContext {
    /** A name whose values have one type. */
    public record Key<T>(String name, Class<T> type) {}

    private WsContext() {}

    /** Returns a typed key. */
    public static <T> Key<T> key(String name, Class<T> type) {
        return new Key<>(Objects.requireNonNull(name), Objects.requireNonNull(type));
    }

    /** Returns the values of a connection, or empty ones that refuse to be set when it is not one of the application's. */
    public static View of(int fd) {
        return new View(fd, Applications.current().values(fd));
    }

    /**
     * Runs a task as if it were a callback of {@code fd}.
     *
     * @throws IllegalStateException when {@code fd} is not one of the application's connections
     */
    public static void with(int fd, Runnable task) {
        if (Applications.current().values(fd) == null) throw View.closed(fd);
        Applications.current().scope(fd).run(task);
    }

    /** Returns the handshake request, with the attributes that middleware gave it. */
    public static HttpRequest request() {
        return current().request();
    }

    /** Sets a value and returns it; null removes. */
    public static <T extends @Nullable Object> T set(String id, T value) {
        return current().set(id, value);
    }

    /** Sets a value and returns it. */
    public static <T> T set(Key<T> key, T value) {
        return current().set(key.name, value);
    }

    /** Returns a value, or null. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type of what was set
    public static <T> @Nullable T get(String id) {
        return current().get(id);
    }

    /** Returns a value, or null. */
    public static <T> @Nullable T get(Key<T> key) {
        return current().get(key);
    }

    /** Returns a value, or {@code otherwise}. */
    public static <T> T getOrDefault(String id, T otherwise) {
        T value = current().get(id);
        return value == null ? otherwise : value;
    }

    /** Tells whether there is such a value. */
    public static boolean has(String id) {
        return current().get(id) != null;
    }

    /** Removes a value. Counterpart of {@code destroy}. */
    public static void remove(String id) {
        current().set(id, null);
    }

    /** Removes all values. */
    public static void release() {
        current().clear();
    }

    /** Returns the names of the values. */
    public static Set<String> keys() {
        return current().keys();
    }

    /** Replaces all values by those of another connection that {@code keys} name. */
    public static void copy(int fromFd, Collection<String> keys) {
        current().copy(of(fromFd), keys);
    }

    /** Replaces a value by what {@code change} makes of it, null for one that was not there; returns the new one. */
    public static <T> T override(String id, UnaryOperator<@Nullable T> change) {
        return current().override(id, change);
    }

    /** Returns a value; one that is missing is made first, once. */
    public static <T> T getOrSet(String id, Supplier<T> supplier) {
        return current().getOrSet(id, supplier);
    }

    private static View current() {
        Scope scope = Scope.current();
        if (scope.fd() == 0)
            throw new IllegalStateException("no connection: WsContext.of(fd) or WsContext.with(fd, task) names one");
        return new View(scope.fd(), scope.connection());
    }

    /** The values of one connection. Any thread. */
    public static final class View {
        private final int fd;
        private final @Nullable ConnectionValues values;

        private View(int fd, @Nullable ConnectionValues values) {
            this.fd = fd;
            this.values = values;
        }

        /** Returns the connection. */
        public int fd() {
            return fd;
        }

        /**
         * Returns the handshake request.
         *
         * @throws IllegalStateException when the connection has ended
         */
        public HttpRequest request() {
            return open().request();
        }

        /** Returns a value, or null; always null when the connection has ended. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the type of what was set
        public <T> @Nullable T get(String id) {
            return values == null ? null : (T) values.get(id);
        }

        /** Returns a value, or null. */
        public <T> @Nullable T get(Key<T> key) {
            return key.type.cast(values == null ? null : values.get(key.name));
        }

        /**
         * Sets a value and returns it; null removes.
         *
         * @throws IllegalStateException when the connection has ended
         */
        public <T extends @Nullable Object> T set(String id, T value) {
            open().change(id, _ -> value);
            return value;
        }

        /** Returns the names of the values. */
        public Set<String> keys() {
            return values == null ? Set.of() : values.keys();
        }

        /** Removes all values. */
        public void clear() {
            if (values != null) values.replace(Map.of());
        }

        /** Replaces a value by what {@code change} makes of it; returns the new one. */
        @SuppressWarnings("unchecked") // the caller names the type of what was set
        public <T> T override(String id, UnaryOperator<@Nullable T> change) {
            return (T) Objects.requireNonNull(
                    open().change(id, old -> Objects.requireNonNull(change.apply((T) old), "null is no value")));
        }

        /** Returns a value; one that is missing is made first, once. */
        @SuppressWarnings("unchecked") // the caller names the type of what was set
        public <T> T getOrSet(String id, Supplier<T> supplier) {
            return (T) Objects.requireNonNull(open().change(id, old -> old != null ? old : supplier.get()));
        }

        private void copy(View from, Collection<String> keys) {
            Map<String, Object> chosen = new TreeMap<>();
            for (String key : keys) {
                Object value = from.get(key);
                if (value != null) chosen.put(key, value);
            }
            open().replace(chosen);
        }

        private ConnectionValues open() {
            if (values == null || values.isReleased()) throw closed(fd);
            return values;
        }

        private static IllegalStateException closed(int fd) {
            return new IllegalStateException("connection " + fd + " is closed");
        }
    }
}
