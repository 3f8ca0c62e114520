package swoole4j.framework.app;

import swoole4j.http.Response;

/** The response to one request, and whether a handler answers by itself. Of one coroutine. */
final class Exchange {
    private final Response response;
    private boolean taken;

    Exchange(Response response) {
        this.response = response;
    }

    /** Hands the response to a handler that ends it. */
    Response takeResponse() {
        taken = true;
        return response;
    }

    /** Tells whether the kernel has nothing to send. */
    boolean isTaken() {
        return taken;
    }
}
