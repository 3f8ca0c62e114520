import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "open_websocket_pong_frame", true
    ));
    server.on("open", (Server server, Request request) -> {
        IO.println("open fd=" + request.fd());
    });

    server.on("message", (Server server, Frame frame) -> {
        if (frame.opcode() == WEBSOCKET_OPCODE_PONG) {
            IO.println("pong data=" + frame.data());
            return;
        }
        IO.println("bool(" + server.ping(frame.fd(), "beat") + ")");
        IO.println("bool(" + server.ping(frame.fd()) + ")");
        IO.println("bool(" + server.ping(99, "beat") + ")");
        IO.println("bool(" + server.ping(frame.fd(), "x".repeat(126)) + ")");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
