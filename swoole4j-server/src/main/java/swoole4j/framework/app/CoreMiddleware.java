package swoole4j.framework.app;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HandShakeException;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;

/**
 * The end of a chain of middleware: by default of a WebSocket's handshake. Counterpart of
 * {@code Hyperf\WebSocketServer\CoreMiddleware}.
 *
 * <p>Subclasses change what is answered to a route that is there, that is not, and that is for other methods. One object serves
 * all requests of a server, in their coroutines. What it throws the exception handlers answer for.
 */
public class CoreMiddleware {
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private List<String> spoken = List.of();

    /** Creates the end of one server's chain. */
    public CoreMiddleware() {}

    /** Tells which sub-protocols are spoken, best first; none for all. */
    final void subprotocols(List<String> names) {
        spoken = List.copyOf(names);
    }

    /** Answers by what the router found. */
    final HttpReply answer(HttpRequest request) throws Exception {
        Dispatched dispatched = Objects.requireNonNull(request.attribute(Dispatched.class), "the request has no route");
        return switch (dispatched.status()) {
            case FOUND -> handleFound(dispatched, request);
            case NOT_FOUND -> handleNotFound(request);
            case METHOD_NOT_ALLOWED -> handleMethodNotAllowed(new TreeSet<>(dispatched.allowed()), request);
        };
    }

    /** Answers a request whose route was found; by default accepts the WebSocket. */
    protected HttpReply handleFound(Dispatched dispatched, HttpRequest request) throws Exception {
        return upgrade(dispatched, request);
    }

    /** Answers a request without route; by default with 404. */
    protected HttpReply handleNotFound(HttpRequest request) throws Exception {
        return HttpReply.of(404).body("Not Found");
    }

    /** Answers a request whose path is there for other methods; by default with 405. */
    protected HttpReply handleMethodNotAllowed(Set<String> allowed, HttpRequest request) throws Exception {
        return HttpReply.of(405).header("Allow", String.join(", ", allowed)).body("Method Not Allowed");
    }

    /**
     * Returns the answer that accepts a WebSocket: status 101, the chosen sub-protocol and the route's controller. The headers
     * that every such answer has, {@code Sec-WebSocket-Accept} among them, are the kernel's.
     *
     * @throws HandShakeException when there is no route
     */
    protected final HttpReply upgrade(Dispatched dispatched, HttpRequest request) {
        if (dispatched.handler() == null) throw new HandShakeException(404, "Not Found");
        HttpReply reply = HttpReply.of(101).handler(dispatched.handler());
        String chosen = choose(request);
        return chosen == null ? reply : reply.header(SUBPROTOCOL, chosen);
    }

    /** Exactly one, where Hyperf repeats all that were offered. */
    private @Nullable String choose(HttpRequest request) {
        List<String> offered = offered(request);
        if (spoken.isEmpty()) return offered.isEmpty() ? null : offered.getFirst();
        for (String name : spoken) {
            if (offered.contains(name)) return name;
        }
        return null;
    }

    /** Returns the sub-protocols that a client offers. */
    static List<String> offered(HttpRequest request) {
        return Arrays.stream(request.header(SUBPROTOCOL).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
