package swoole4j.framework;

import swoole4j.http.Request;
import swoole4j.websocket.Server;

/**
 * A controller that wants to know of new connections. Counterpart of {@code Hyperf\Contract\OnOpenInterface}.
 *
 * <p>Runs as a coroutine of the connection's worker; with the default {@code message_order} of this layer no message of the
 * connection is handled before it returned. One object serves all connections: what belongs to one goes to {@link WsContext}.
 */
@FunctionalInterface
public interface OnOpen {
    /** Called once, after the 101 has left; what it throws is logged and the connection stays, see {@code on_open_error}. */
    void onOpen(Server server, Request request) throws Exception;
}
