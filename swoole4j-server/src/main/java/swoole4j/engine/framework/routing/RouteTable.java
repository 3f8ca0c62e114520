package swoole4j.engine.framework.routing;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Container;
import swoole4j.framework.Dispatched;
import swoole4j.framework.Middleware;
import swoole4j.framework.Routes;

/** The routes of one server: those of WebSockets, and those of requests. Filled before the start, then read by any thread. */
public final class RouteTable implements Routes {
    private final String server;

    /** Creates an empty table; {@code server} is for what messages say. */
    public RouteTable(String server) {
        this.server = server;
    }

    @Override
    public Routes addRoute(Collection<String> methods, String path, Object handler, Middleware... middleware) {
        throw new UnsupportedOperationException(server);
    }

    @Override
    public Routes addGroup(String prefix, Consumer<Routes> routes, Middleware... middleware) {
        throw new UnsupportedOperationException(server);
    }

    /** Asks the container for the objects of all classes among the handlers; once, before the start. */
    public void resolve(Container container) {}

    /** Tells whether there are routes of WebSockets. */
    public boolean hasWebSockets() {
        return false;
    }

    /** Tells whether there are routes of requests. */
    public boolean hasRequests() {
        return false;
    }

    /** Finds the WebSocket of a path that is still percent-encoded. */
    public Dispatched webSocket(String path) {
        return Dispatched.notFound();
    }

    /** Finds the handler of a request. */
    public Dispatched request(String method, String path) {
        return Dispatched.notFound();
    }

    /** Returns the WebSocket handler that was registered with that pattern, or null. */
    public @Nullable Object webSocketHandler(String pattern) {
        return null;
    }
}
