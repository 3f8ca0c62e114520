package swoole4j.framework;

/**
 * One ring around the handling of a request or of a WebSocket handshake. Counterpart of
 * {@code Psr\Http\Server\MiddlewareInterface}.
 *
 * <p>Those of the server come first, then those of the group, then those of the route, each in the order of their list; a higher
 * {@link #priority} comes earlier. Runs as a coroutine and may block.
 */
@FunctionalInterface
public interface Middleware {
    /** Answers by itself, or hands the request on and returns what {@code next} answered, changed or not. */
    HttpReply process(HttpRequest request, Next next) throws Exception;

    /** Returns 0, unless it is to come earlier (more) or later (less) than its list says. */
    default int priority() {
        return 0;
    }

    /** Returns this middleware with another priority. Counterpart of {@code PriorityMiddleware}. */
    default Middleware withPriority(int priority) {
        Middleware of = this;
        return new Middleware() {
            @Override
            public HttpReply process(HttpRequest request, Next next) throws Exception {
                return of.process(request, next);
            }

            @Override
            public int priority() {
                return priority;
            }
        };
    }
}
