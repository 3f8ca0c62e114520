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
        IO.println("bool(" + server.push(frame.fd(), "") + ")");
        IO.println("bool(" + server.push(frame.fd(), new byte[] {0, (byte) 0xff, (byte) 0x80}, WEBSOCKET_OPCODE_BINARY) + ")");
        IO.println("bool(" + server.push(frame.fd(), "ping!", WEBSOCKET_OPCODE_PING) + ")");
        IO.println("bool(" + server.push(frame.fd(), "pong!", WEBSOCKET_OPCODE_PONG) + ")");
        IO.println("bool(" + server.push(frame.fd(), 12345) + ")");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
