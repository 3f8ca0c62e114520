package swoole4j.framework;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The routes of one server. Counterpart of {@code Hyperf\HttpServer\Router\Router}, as an object.
 *
 * <p>A path begins with a slash; <code>{id}</code> stands for one segment or a part of it, <code>{id:\d+}</code> for what the
 * expression matches, and an optional tail is put in brackets: <code>/user[/{id}]</code>. Fixed paths win over parameters.
 *
 * <p>The handler of a WebSocket's route is an object with {@link OnOpen}, {@link OnMessage} or {@link OnClose}, a class of one, or
 * made by {@link Handlers}; of a request's route an {@link OnRequest}, an {@link HttpHandler}, or a class of one.
 *
 * <p>All methods throw {@link IllegalArgumentException} for a path without slash, a pattern that is not well-formed or registered
 * already, and a handler that can handle nothing. Called before the start only.
 */
@SuppressWarnings("overloads") // lambdas of one and of two parameters are told apart
public interface Routes {
    /** Adds a route. */
    Routes addRoute(Collection<String> methods, String path, Object handler, Middleware... middleware);

    /** Adds routes whose paths begin with {@code prefix}; their middleware comes after the group's. */
    Routes addGroup(String prefix, Consumer<Routes> routes, Middleware... middleware);

    /** Adds a GET route, the only kind a WebSocket may have; it answers HEAD requests too. */
    default Routes get(String path, Object handler, Middleware... middleware) {
        return addRoute(List.of("GET"), path, handler, middleware);
    }

    /** Adds a GET route. */
    default Routes get(String path, OnRequest handler, Middleware... middleware) {
        return get(path, (Object) handler, middleware);
    }

    /** Adds a GET route. */
    default Routes get(String path, HttpHandler handler, Middleware... middleware) {
        return get(path, (Object) handler, middleware);
    }

    /** Adds a POST route. */
    default Routes post(String path, Object handler, Middleware... middleware) {
        return addRoute(List.of("POST"), path, handler, middleware);
    }

    /** Adds a POST route. */
    default Routes post(String path, OnRequest handler, Middleware... middleware) {
        return post(path, (Object) handler, middleware);
    }

    /** Adds a POST route. */
    default Routes post(String path, HttpHandler handler, Middleware... middleware) {
        return post(path, (Object) handler, middleware);
    }

    /** Adds a PUT route. */
    default Routes put(String path, HttpHandler handler, Middleware... middleware) {
        return addRoute(List.of("PUT"), path, handler, middleware);
    }

    /** Adds a PATCH route. */
    default Routes patch(String path, HttpHandler handler, Middleware... middleware) {
        return addRoute(List.of("PATCH"), path, handler, middleware);
    }

    /** Adds a DELETE route. */
    default Routes delete(String path, HttpHandler handler, Middleware... middleware) {
        return addRoute(List.of("DELETE"), path, handler, middleware);
    }

    /** Adds a HEAD route. */
    default Routes head(String path, HttpHandler handler, Middleware... middleware) {
        return addRoute(List.of("HEAD"), path, handler, middleware);
    }
}
