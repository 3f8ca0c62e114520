package swoole4j.framework;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.Map;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.testing.Arguments;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** An application whose workers are processes; its controller tells what it knows of a connection. */
final class ProcessApp implements OnOpen, OnMessage, OnClose {
    private ProcessApp() {}

    public static void main(String[] args) {
        App app = App.of(ServerSpec.websocket("ws").host("127.0.0.1").port(0));
        app.mode(SWOOLE_PROCESS)
                .settings(args.length > 0 ? Arguments.read(args[0]) : Map.of())
                .middleware("ws", (request, next) -> {
                    WsContext.set("seen", request.header("x-name"));
                    return next.handle(request.withAttribute("plain", "kept"));
                })
                .routes(router -> router.addServer("ws", routes -> routes.get("/{room}", new ProcessApp())))
                .on(
                        AppEvent.OnStart.class,
                        event -> System.out.println("port " + event.server().port()))
                .on(AppEvent.AfterWorkerStart.class, event -> System.out.println("worker " + event.workerId()))
                .on(AppEvent.WsClosed.class, event -> System.out.println("gone " + event.code()))
                .start();
    }

    @Override
    public void onOpen(Server server, swoole4j.http.Request request) {
        Rooms.current().join(request.fd(), room());
        Rooms.current().bindUid(request.fd(), "user " + WsContext.get("seen"));
        server.push(request.fd(), "open");
    }

    @Override
    public void onMessage(Server server, Frame frame) {
        switch (frame.data()) {
            case "who" -> server.push(frame.fd(), who(frame.fd()));
            case "pid" ->
                server.push(frame.fd(), String.valueOf(ProcessHandle.current().pid()));
            case "reload" -> server.reload();
            default ->
                server.push(
                        frame.fd(),
                        "sent " + Broadcast.to(room()).except(frame.fd()).push(frame.data()));
        }
    }

    @Override
    public void onClose(Server server, int fd, int reactorId) {
        System.out.println("closed " + who(fd));
    }

    private static String room() {
        Dispatched dispatched = WsContext.request().attribute(Dispatched.class);
        return dispatched == null ? "" : dispatched.params().get("room");
    }

    private static String who(int fd) {
        return WsContext.get("seen") + " in " + Rooms.current().roomsOf(fd) + " is "
                + Rooms.current().uidOf(fd) + ", "
                + WsContext.request().attribute("plain") + " at "
                + FdCollector.get(fd).route();
    }
}
