import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
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
        IO.println("message fd=" + frame.fd() + " opcode=" + frame.opcode() + " finish=" + frame.finish() + " flags=" + frame.flags() + " data=" + frame.data());
        server.push(frame.fd(), frame.data(), frame.opcode());
    });

    server.on("request", (Request request, Response response) -> {
        IO.println("http from fd=" + request.fd() + " connections=" + server.connections().size());
        for (int fd : server.connections()) {
            if (server.isEstablished(fd)) {
                server.push(fd, "from http");
            }
        }
        response.end("ok");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
