import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "task_worker_num", 2
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        server.task("first", 0);
        server.task("second", 1);
        IO.println("bad index " + (server.task("x", 5) >= 0));
    });
    server.on("task", (Server server, int taskId, int src, Object data) -> {
        IO.println("task " + data + " at worker " + server.workerId());
        return data;
    });
    server.on("finish", (Server server, int taskId, Object data) -> {
        IO.println("finish " + data);
    });
    server.start();
}
