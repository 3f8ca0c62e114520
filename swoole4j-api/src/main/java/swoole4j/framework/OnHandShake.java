package swoole4j.framework;

import swoole4j.http.Request;
import swoole4j.http.Response;

/** Takes WebSocket handshakes. Counterpart of {@code Hyperf\Contract\OnHandShakeInterface}. */
@FunctionalInterface
public interface OnHandShake {
    /** Called with an upgrade request; ending the response with status 101 opens the WebSocket. */
    void onHandShake(Request request, Response response) throws Exception;
}
