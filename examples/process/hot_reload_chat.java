import static swoole4j.Constants.*;

import swoole4j.Table;
import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

// What has to outlive this code is no variable of it: the master keeps it for the next processes.
final Table people = new Table(1024);

// bin/swoole4j examples/process/hot_reload_chat.java, and websocat ws://localhost:9501 in two terminals. Change what `line`
// returns, save, and say /reload: nobody is disconnected, and from then on lines look different.
void main(String[] argv) {
    people.column("name", Table.TYPE_STRING, 32);
    people.create();

    Server server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501, SWOOLE_PROCESS);
    server.set(Map.of("worker_num", 2));

    server.on("workerStart", (Server it, int workerId) -> IO.println("worker " + workerId + " starts"));
    server.on("open", (Server it, Request request) -> {
        people.set("" + request.fd(), Map.of("name", "guest " + request.fd()));
        it.push(request.fd(), "welcome; /name ANN is for your name, /reload for new code");
    });
    server.on("message", (Server it, Frame frame) -> {
        String text = frame.data().toString().strip();
        if (text.startsWith("/name ")) {
            people.set("" + frame.fd(), Map.of("name", text.substring(6)));
        } else if (text.equals("/reload")) {
            it.reload(); // as kill -USR1 does with the master
        } else {
            tellAll(it, line((String) people.get("" + frame.fd(), "name"), text));
        }
    });
    server.on("close", (Server it, int fd) -> people.del("" + fd));

    server.start();
}

String line(String name, String text) {
    return name + ": " + text;
}

void tellAll(Server server, String line) {
    for (int fd : server.connections()) {
        if (server.isEstablished(fd)) server.push(fd, line);
    }
}
