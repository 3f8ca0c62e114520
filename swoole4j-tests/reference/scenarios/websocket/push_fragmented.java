import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("open", (Server server, Request request) -> {
        IO.println("open fd=" + request.fd());
    });

    server.on("message", (Server server, Frame frame) -> {
        IO.println("bool(" + server.push(frame.fd(), "part1-", WEBSOCKET_OPCODE_TEXT, 0) + ")");
        IO.println("bool(" + server.push(frame.fd(), "part2-", WEBSOCKET_OPCODE_CONTINUATION, 0) + ")");
        IO.println("bool(" + server.push(frame.fd(), "end", WEBSOCKET_OPCODE_CONTINUATION, SWOOLE_WEBSOCKET_FLAG_FIN) + ")");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
