package swoole4j.framework.app;

import swoole4j.framework.OnClose;
import swoole4j.framework.OnHandShake;
import swoole4j.framework.OnMessage;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Takes the events of a WebSocket server to the controllers of its routes. */
public non-sealed class WebSocketKernel extends Kernel implements OnHandShake, OnMessage, OnClose {
    /** Creates the kernel of one server. */
    public WebSocketKernel() {}

    @Override
    protected void initCoreMiddleware(String serverName, AppConfig config) {
        middlewares = config.middlewares(serverName);
        exceptionHandlers = config.exceptionHandlers(serverName);
    }

    @Override
    public void onHandShake(Request request, Response response) {}

    @Override
    public void onMessage(Server server, Frame frame) {}

    /** Called for close and for disconnect events. */
    @Override
    public void onClose(Server server, int fd, int reactorId) {}

    /** Forgets a connection whose close some other callback has dealt with; does nothing when it is forgotten. */
    final void ended(int fd) {
        parts().connections().forget(fd);
    }
}
