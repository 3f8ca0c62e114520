package swoole4j.engine.framework.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Handlers;
import swoole4j.framework.HttpHandler;
import swoole4j.framework.Middleware;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnMessage;
import swoole4j.framework.OnOpen;
import swoole4j.framework.OnRequest;

/** What was registered for a pattern. Any thread once it is resolved. */
final class Route {
    private static final List<Class<?>> OF_WEBSOCKETS = List.of(OnOpen.class, OnMessage.class, OnClose.class);
    private static final List<Class<?>> OF_REQUESTS = List.of(OnRequest.class, HttpHandler.class);

    private final String pattern;
    private final Object registered;
    private final List<Middleware> middleware;
    private volatile @Nullable Object resolved;

    Route(String pattern, Object registered, List<Middleware> middleware) {
        this.pattern = pattern;
        this.registered = registered;
        this.middleware = List.copyOf(middleware);
        if (!(registered instanceof Class<?>)) resolved = registered;
    }

    String pattern() {
        return pattern;
    }

    List<Middleware> middleware() {
        return middleware;
    }

    /** Returns the handler; a class must have been resolved. */
    Object handler() {
        Object handler = resolved;
        if (handler == null)
            throw new IllegalStateException("the handler of '" + pattern + "', " + registered + ", has not been made");
        return handler;
    }

    /** Returns the class that is yet to be made an object, or null. */
    @Nullable
    Class<?> missing() {
        return resolved == null ? (Class<?>) registered : null;
    }

    void resolve(Object made) {
        resolved = made;
    }

    boolean ofWebSockets() {
        return registered instanceof Handlers.PerConnection || isAny(OF_WEBSOCKETS);
    }

    boolean ofRequests() {
        return isAny(OF_REQUESTS);
    }

    private boolean isAny(List<Class<?>> kinds) {
        return kinds.stream()
                .anyMatch(kind -> registered instanceof Class<?> type
                        ? kind.isAssignableFrom(type)
                        : kind.isInstance(registered));
    }

    /** Returns what it is called in messages. */
    String handlerName() {
        return registered instanceof Class<?> type
                ? "class " + type.getName()
                : registered.getClass().getName();
    }
}
