import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        server.send(fd, "P".repeat(500000));
        IO.println("bool(" + server.close(fd) + ")");
    });
    server.on("close", (Server server, int fd, int reactorId) -> {
        IO.println("close fd=" + fd + " reactor=" + (reactorId < 0 ? "server" : "client"));
    });
    server.start();
}
