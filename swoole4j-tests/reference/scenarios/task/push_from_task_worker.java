import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_PROCESS);
    server.set(Map.of(
        "worker_num", 1,
        "task_worker_num", 1
    ));
    server.on("open", (Server server, Request request) -> {
        IO.println("open fd=" + request.fd());
    });

    server.on("message", (Server server, Frame frame) -> {
        server.task(Map.of("fd", frame.fd(), "text", frame.data()));
    });
    server.on("task", (Server server, int taskId, int src, Object data) -> {
        var task = (Map<?, ?>) data;
        IO.println("push from task " + server.push((int) task.get("fd"), "task: " + task.get("text")));
        return "ok";
    });
    server.on("finish", (Server server, int taskId, Object data) -> {
        IO.println("finish " + data);
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
