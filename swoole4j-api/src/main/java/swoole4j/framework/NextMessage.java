package swoole4j.framework;

import swoole4j.websocket.Frame;

/** The rest of a chain of {@link MessageMiddleware}. */
@FunctionalInterface
public interface NextMessage {
    /** Hands a frame on. */
    void handle(Frame frame) throws Exception;
}
