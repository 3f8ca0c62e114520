package swoole4j.engine.framework.connection;

import org.jspecify.annotations.Nullable;

/** Finds the controller of a route again, for a connection whose worker is another process by now. */
@FunctionalInterface
public interface RouteHandlers {
    /** Returns the controller, or null when there is no such route any more. */
    @Nullable
    Object handler(String server, String route);
}
