import static swoole4j.Constants.*;

import swoole4j.framework.Broadcast;
import swoole4j.framework.Dispatched;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnMessage;
import swoole4j.framework.OnOpen;
import swoole4j.framework.Rooms;
import swoole4j.framework.SlowConsumer;
import swoole4j.framework.WsContext;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main(String[] argv) throws IOException {
    int port = argv.length > 0 ? Integer.parseInt(argv[argv.length - 1]) : 9501;
    boolean processes = argv.length > 1 && argv[0].equals("processes");
    var page = Files.readString(Path.of(System.getProperty("jdk.launcher.sourcefile")).resolveSibling("index.html"));
    App.of(ServerSpec.websocket("chat").host("0.0.0.0").port(port).onRequest((request, response) -> {
            show(page, request, response);
        }))
        .mode(processes ? SWOOLE_PROCESS : SWOOLE_BASE)
        .settings(Map.of("worker_num", 2, "package_max_length", 65536, "websocket_going_away", true))
        .routes(router -> router.addServer("chat", routes -> routes.get("/room/{room:[a-z]{1,20}}", new Room())))
        .start();
}

void show(String page, Request request, Response response) {
    boolean found = "/".equals(request.server().get("request_uri"));
    response.status(found ? 200 : 404);
    response.header("Content-Type", "text/html; charset=utf-8");
    response.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline';"
        + " script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'");
    response.end(found ? page : "There is only <a href='/'>the chat</a>.");
}

/** One object for all connections: what belongs to one of them is in its context, its rooms and its user. */
class Room implements OnOpen, OnMessage, OnClose {
    private static final SlowConsumer SLOW = new SlowConsumer.Disconnect(1 << 20, WEBSOCKET_CLOSE_TRY_AGAIN_LATER, "too slow");

    @Override
    public void onOpen(Server server, Request request) {
        String name = request.get().getOrDefault("name", "").toString().replaceAll("\\p{Cntrl}", " ").strip();
        if (name.isEmpty() || name.length() > 30) {
            server.disconnect(request.fd(), 4000, "a name of 1 to 30 characters is needed");
            return;
        }
        String room = WsContext.set("room", WsContext.request().attribute(Dispatched.class).params().get("room"));
        Rooms.current().bindUid(request.fd(), name); // who has several pages open is one user all the same
        Rooms.current().join(request.fd(), room);
        tellWhoIsHere(room);
    }

    @Override
    public void onMessage(Server server, Frame frame) {
        String name = Rooms.current().uidOf(frame.fd());
        if (name == null) return; // refused a moment ago
        var whisper = Pattern.compile("@(\\S+)\\s+(.+)", Pattern.DOTALL).matcher(frame.data());
        if (whisper.matches()) {
            String whom = whisper.group(1);
            boolean heard = Rooms.current().isOnline(whom);
            var words = heard ? "whisper\n" + name + "\n" + whisper.group(2) : "note\n" + whom + " is not here";
            (heard ? Broadcast.toUid(whom).andUid(name) : Broadcast.toUid(name)).slowConsumers(SLOW).push(words);
        } else {
            tell(WsContext.get("room"), "say\n" + name + "\n" + frame.data());
        }
    }

    @Override
    public void onClose(Server server, int fd, int reactorId) {
        String room = WsContext.get("room");
        if (room == null) return;
        Rooms.current().leave(fd, room);
        tellWhoIsHere(room);
    }

    private void tellWhoIsHere(String room) {
        var names = new TreeSet<String>();
        for (int fd : Rooms.current().members(room)) {
            String name = Rooms.current().uidOf(fd);
            if (name != null) names.add(name); // null: gone since
        }
        tell(room, "here\n" + String.join("\n", names));
    }

    private void tell(String room, String words) {
        Broadcast.to(room).slowConsumers(SLOW).push(words);
    }
}
