import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.CloseFrame;
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
        Frame f = new Frame();
        f.data("from frame");
        f.opcode(WEBSOCKET_OPCODE_BINARY);
        IO.println("defaults opcode=" + new Frame().opcode() + " flags=" + new Frame().flags());
        IO.println("bool(" + server.push(frame.fd(), f) + ")");
        f.finish(false);
        IO.println("bool(" + server.push(frame.fd(), f) + ")");
        f.finish(true);
        f.opcode(WEBSOCKET_OPCODE_CONTINUATION);
        f.data("tail");
        IO.println("bool(" + server.push(frame.fd(), f) + ")");
        CloseFrame c = new CloseFrame();
        c.code(4001);
        c.reason("see you");
        IO.println("bool(" + server.push(frame.fd(), c) + ")");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
