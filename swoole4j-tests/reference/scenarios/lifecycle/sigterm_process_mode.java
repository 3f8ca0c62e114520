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
    server.on("start", (Server server) -> {
        IO.println("start");
    });
    server.on("workerStart", (Server server, int id) -> {
        IO.println("workerStart " + id);
    });
    server.on("workerStop", (Server server, int id) -> {
        IO.println("workerStop " + id);
    });
    server.on("workerExit", (Server server, int id) -> {
        IO.println("workerExit " + id);
    });
    server.on("beforeShutdown", (Server server) -> {
        IO.println("beforeShutdown");
    });
    server.on("shutdown", (Server server) -> {
        IO.println("shutdown");
    });
    server.on("managerStart", (Server server) -> {
        IO.println("managerStart");
    });
    server.on("managerStop", (Server server) -> {
        IO.println("managerStop");
    });
    server.on("open", (Server server, Request request) -> {
        IO.println("open fd=" + request.fd());
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("message fd=" + frame.fd() + " opcode=" + frame.opcode() + " finish=" + frame.finish() + " flags=" + frame.flags() + " data=" + frame.data());
        server.push(frame.fd(), frame.data(), frame.opcode());
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
