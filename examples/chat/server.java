import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;
final Map<Integer, String> names = new HashMap<>(); // callbacks of one worker take turns: no lock
int pings;

void main(String[] argv) throws IOException {
    String page = Files.readString(Path.of(System.getProperty("jdk.launcher.sourcefile")).resolveSibling("index.html"));
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of(
        "heartbeat_idle_time", 30,    // who answers no ping for half a minute is gone
        "package_max_length", 65536,  // a longer message ends its connection with 1009
        "send_yield", false,          // a push to one who does not read fails instead of waiting
        "websocket_going_away", true  // browsers hear 1001 when the server ends
    ));

    server.on("workerStart", (Server server, int workerId) -> {
        pings = server.tick(10_000, timerId -> {
            for (int fd : server.connections()) if (server.isEstablished(fd)) server.ping(fd);
        });
    });

    server.on("workerExit", (Server server, int workerId) -> { // a live timer would delay the end
        server.clearTimer(pings);
    });

    server.on("request", (Request request, Response response) -> {
        boolean found = "/".equals(request.server().get("request_uri"));
        response.status(found ? 200 : 404);
        response.header("Content-Type", "text/html; charset=utf-8");
        response.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline';"
            + " script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'");
        response.end(found ? page : "There is only <a href='/'>the chat</a>.");
    });

    server.on("open", (Server server, Request request) -> {
        String name = request.get().getOrDefault("name", "").toString().replaceAll("\\p{Cntrl}", " ").strip();
        if (name.isEmpty() || name.length() > 30 || names.containsValue(name)) {
            server.disconnect(request.fd(), 4000, name.isEmpty() ? "a name is needed" : "take another name");
            return;
        }
        names.put(request.fd(), name);
        broadcast("", name + " joined. Here now: " + String.join(", ", new TreeSet<>(names.values())));
    });

    server.on("message", (Server server, Frame frame) -> {
        if (names.containsKey(frame.fd())) broadcast(names.get(frame.fd()), frame.data());
    });

    server.on("close", (Server server, int fd) -> {
        String name = names.remove(fd);
        if (name != null) broadcast("", name + " left");
    });

    server.start();
}

/** Sends the sender's name, a line break and the text; the server's own messages have no name. */
void broadcast(String name, String text) {
    for (int fd : server.connections()) {
        if (names.containsKey(fd) && !server.push(fd, name + "\n" + text)) server.close(fd, true);
    }
}
