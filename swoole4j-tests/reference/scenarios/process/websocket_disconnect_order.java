import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_PROCESS);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("open", (Server server, Request request) -> {
        IO.println("open fd=" + request.fd());
    });

    server.on("message", (Server server, Frame frame) -> {
        IO.println("disconnect " + server.disconnect(frame.fd(), 4000, "go"));
        IO.println("after disconnect");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
