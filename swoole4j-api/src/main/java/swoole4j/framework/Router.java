package swoole4j.framework;

import java.util.function.Consumer;

/** The routes of all servers of an application. */
@FunctionalInterface
public interface Router {
    /** Adds routes to the server of that name; may be called again for more. An unknown name fails the start. */
    Router addServer(String name, Consumer<Routes> routes);
}
