package swoole4j.framework.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import swoole4j.framework.Dispatched;
import swoole4j.framework.HttpReply;
import swoole4j.framework.HttpRequest;
import swoole4j.framework.Middleware;
import swoole4j.framework.OnRequest;
import swoole4j.http.Request;
import swoole4j.http.Response;

/**
 * Takes the requests of a server to the handlers of its routes, through middleware. Counterpart of
 * {@code Hyperf\HttpServer\Server}.
 */
public non-sealed class HttpKernel extends Kernel implements OnRequest {
    /** Creates the kernel of one server. */
    public HttpKernel() {
        super(new HttpCoreMiddleware());
    }

    @Override
    public void onRequest(Request request, Response response) {
        awaitWorkerStart();
        Exchange exchange = new Exchange(response);
        HttpReply reply;
        try {
            HttpRequest received = HttpRequest.of(request).withAttribute(Exchange.class, exchange);
            Dispatched dispatched = route(received);
            List<Middleware> chain = new ArrayList<>(middlewares);
            chain.addAll(routeMiddlewares(dispatched));
            reply = run(received.withAttribute(Dispatched.class, dispatched), chain);
        } catch (Throwable e) {
            reply = dispatchException(e);
            if (response.isWritable()) emitter().send(reply, response);
            return;
        }
        if (!exchange.isTaken()) emitter().send(reply, response);
    }

    /** Finds the route of a request. */
    protected Dispatched route(HttpRequest request) {
        return parts().routes().request(request.method(), request.path());
    }

    /** Lets middleware and core answer. */
    protected HttpReply run(HttpRequest request, List<Middleware> chain) throws Exception {
        Callable<HttpReply> task = () -> Chain.of(chain, core::answer).handle(request);
        return parts().application().scope(0).call(task);
    }
}
