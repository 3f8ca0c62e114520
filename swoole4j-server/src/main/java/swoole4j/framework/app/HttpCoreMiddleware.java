package swoole4j.framework.app;

import java.util.Objects;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HttpHandler;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.OnRequest;

/**
 * The end of a chain of middleware of plain requests: calls the route's handler. Counterpart of
 * {@code Hyperf\HttpServer\CoreMiddleware}.
 *
 * <p>An {@link OnRequest} answers by itself; what middleware makes of the reply afterwards goes nowhere then.
 */
public class HttpCoreMiddleware extends CoreMiddleware {
    /** Creates the end of one server's chain. */
    public HttpCoreMiddleware() {}

    @Override
    protected HttpReply handleFound(Dispatched dispatched, HttpRequest request) throws Exception {
        return switch (dispatched.handler()) {
            case HttpHandler handler -> handler.handle(request);
            case OnRequest handler -> {
                Exchange exchange = Objects.requireNonNull(request.attribute(Exchange.class));
                handler.onRequest(request.request(), exchange.takeResponse());
                yield HttpReply.of(200);
            }
            case null, default -> throw new IllegalStateException(dispatched.handler() + " takes no requests");
        };
    }
}
