import swoole4j.framework.MessageMiddleware;
import swoole4j.framework.NextMessage;
import swoole4j.framework.OnMessage;
import swoole4j.framework.Sender;
import swoole4j.framework.WsContext;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9501;
    App.of(ServerSpec.websocket("ws").host("0.0.0.0").port(port))
        .messageMiddleware("ws", new AtMost(3), trimming())
        .messageExceptionHandler("ws", (server, frame, thrown) -> {
            server.push(frame.fd(), "that did not work: " + thrown.getMessage());
        })
        .routes(router -> router.addServer("ws", routes -> routes.get("/double", (OnMessage) (server, frame) -> {
            server.push(frame.fd(), "" + 2 * Integer.parseInt(frame.data()));
        })))
        .start();
}

/** Hands on another frame than it got. */
MessageMiddleware trimming() {
    return (server, frame, next) -> next.handle(new Frame(frame.data().strip()).fd(frame.fd()));
}

/** Lets a connection send so many messages. */
record AtMost(int limit) implements MessageMiddleware {
    @Override
    public void process(Server server, Frame frame, NextMessage next) throws Exception {
        int count = WsContext.<Integer>override("messages", before -> before == null ? 1 : before + 1);
        if (count > limit) {
            Sender.disconnect(frame.fd(), 1008, "at most " + limit + " messages");
        } else {
            next.handle(frame); // without this the message is dropped
        }
    }
}
