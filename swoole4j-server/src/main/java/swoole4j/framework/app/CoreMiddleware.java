package swoole4j.framework.app;

import java.util.Set;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;

/** The end of a chain of middleware. */
public abstract class CoreMiddleware {
    /** Creates the end of one server's chain. */
    protected CoreMiddleware() {}

    /** Answers a request whose route was found. */
    protected abstract HttpReply handleFound(Dispatched dispatched, HttpRequest request) throws Exception;

    /** Answers a request without route: 404. */
    protected HttpReply handleNotFound(HttpRequest request) throws Exception {
        return HttpReply.of(404).body("Not Found");
    }

    /** Answers a request whose path has other methods only: 405. */
    protected HttpReply handleMethodNotAllowed(Set<String> allowed, HttpRequest request) throws Exception {
        return HttpReply.of(405).header("Allow", String.join(", ", allowed)).body("Method Not Allowed");
    }
}
