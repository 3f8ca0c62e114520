package swoole4j.framework;

import swoole4j.websocket.Server;

/**
 * A controller that wants to know of connections that ended. Counterpart of {@code Hyperf\Contract\OnCloseInterface}.
 *
 * <p>Called once for each connection that was opened, never for refused handshakes. The connection's {@link WsContext} and its
 * rooms are still there.
 */
@FunctionalInterface
public interface OnClose {
    /** Called with a negative reactorId when this server closed the connection. */
    void onClose(Server server, int fd, int reactorId) throws Exception;
}
