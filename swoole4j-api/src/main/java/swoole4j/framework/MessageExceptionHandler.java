package swoole4j.framework;

import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Gets what {@link OnMessage} threw, in the place of the log. Hyperf has none. */
@FunctionalInterface
public interface MessageExceptionHandler {
    /** Called in the coroutine of the message; what it throws is logged. */
    void handle(Server server, Frame frame, Throwable thrown) throws Exception;
}
