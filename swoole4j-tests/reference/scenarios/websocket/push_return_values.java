import static swoole4j.Constants.*;

import swoole4j.Swoole;
import swoole4j.http.Request;
import swoole4j.http.Response;
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
        IO.println("self " + server.push(frame.fd(), "x"));
        IO.println("nonexistent " + server.push(999, "x") + " error=" + Swoole.lastError());
        IO.println("closed " + server.push(1, "x") + " error=" + Swoole.lastError());
        IO.println("http " + server.push(2, "x") + " error=" + Swoole.lastError());
        IO.println("zero " + server.push(0, "x") + " error=" + Swoole.lastError());
        IO.println("negative " + server.push(-1, "x") + " error=" + Swoole.lastError());
        IO.println("bad opcode " + server.push(frame.fd(), "x", 99) + " error=" + Swoole.lastError());
    });
    server.on("request", (Request request, Response response) -> {
        response.end("plain");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
