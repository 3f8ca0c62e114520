package swoole4j.framework;

import swoole4j.http.Request;
import swoole4j.http.Response;

/** Takes HTTP requests. Counterpart of {@code Hyperf\Contract\OnRequestInterface}. */
@FunctionalInterface
public interface OnRequest {
    /** Called with a request, as a coroutine of its worker. */
    void onRequest(Request request, Response response) throws Exception;
}
