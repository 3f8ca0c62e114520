package swoole4j.framework;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a router found. Counterpart of {@code Hyperf\HttpServer\Router\Dispatched}; an attribute of the request under its class.
 *
 * @param status whether there is such a route
 * @param handler what was registered, resolved; null unless found
 * @param route the pattern as registered; null unless found
 * @param middleware what the route's groups and then the route itself put around it
 * @param params the values of the pattern's parameters, percent-decoded
 * @param allowed the methods that the path has, for a method that it has not
 */
public record Dispatched(
        Status status,
        @Nullable Object handler,
        @Nullable String route,
        List<Middleware> middleware,
        Map<String, String> params,
        Set<String> allowed) {
    /** Whether there is such a route. */
    public enum Status {
        /** There is none. */
        NOT_FOUND,
        /** There is one. */
        FOUND,
        /** There is one, for other methods. */
        METHOD_NOT_ALLOWED
    }

    /** Copies the collections. */
    public Dispatched {
        middleware = List.copyOf(middleware);
        params = Map.copyOf(params);
        allowed = Set.copyOf(allowed);
    }

    /** Tells whether there is such a route. */
    public boolean isFound() {
        return status == Status.FOUND;
    }

    /** Returns that there is no such route. */
    public static Dispatched notFound() {
        return new Dispatched(Status.NOT_FOUND, null, null, List.of(), Map.of(), Set.of());
    }

    /** Returns that the path has other methods only. */
    public static Dispatched methodNotAllowed(Set<String> allowed) {
        return new Dispatched(Status.METHOD_NOT_ALLOWED, null, null, List.of(), Map.of(), allowed);
    }
}
