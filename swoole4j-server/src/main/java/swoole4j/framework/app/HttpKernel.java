package swoole4j.framework.app;

import swoole4j.framework.OnRequest;
import swoole4j.http.Request;
import swoole4j.http.Response;

/** Takes the requests of a server to the handlers of its routes. */
public non-sealed class HttpKernel extends Kernel implements OnRequest {
    /** Creates the kernel of one server. */
    public HttpKernel() {}

    @Override
    protected void initCoreMiddleware(String serverName, AppConfig config) {
        middlewares = config.middlewares(serverName);
        exceptionHandlers = config.exceptionHandlers(serverName);
    }

    @Override
    public void onRequest(Request request, Response response) {}
}
