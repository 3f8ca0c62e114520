package swoole4j.framework;

import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** One ring around {@link OnMessage}: to check, alter or drop messages. Not called for open and close. Hyperf has none. */
@FunctionalInterface
public interface MessageMiddleware {
    /** Hands the frame, or another one, to {@code next}; not calling it drops the message. */
    void process(Server server, Frame frame, NextMessage next) throws Exception;
}
