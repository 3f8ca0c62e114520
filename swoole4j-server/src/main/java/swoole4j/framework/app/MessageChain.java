package swoole4j.framework.app;

import java.util.List;
import swoole4j.framework.MessageMiddleware;
import swoole4j.framework.OnMessage;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/**
 * Middleware around a controller's messages.
 *
 * @param rings the middleware, outermost first
 * @param core the controller
 */
record MessageChain(List<MessageMiddleware> rings, OnMessage core) {
    void handle(Server server, Frame frame) throws Exception {
        handle(0, server, frame);
    }

    private void handle(int place, Server server, Frame frame) throws Exception {
        if (place == rings.size()) {
            core.onMessage(server, frame);
        } else {
            rings.get(place).process(server, frame, further -> handle(place + 1, server, further));
        }
    }
}
