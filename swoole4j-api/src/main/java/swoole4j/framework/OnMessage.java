package swoole4j.framework;

import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * A controller that handles messages. Counterpart of {@code Hyperf\Contract\OnMessageInterface}.
 *
 * <p>Runs as a coroutine of the connection's worker; messages of one connection are handled one after the other, unless
 * {@code message_order} is {@code concurrent}.
 */
@FunctionalInterface
public interface OnMessage {
    /** Called for each message; what it throws is logged and the connection stays, see {@code on_message_error}. */
    void onMessage(Server server, Frame frame) throws Exception;
}
