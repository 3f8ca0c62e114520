import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("bool(" + server.send(fd, "A".repeat(300000)) + ")");
        IO.println("bool(" + server.send(fd, "END") + ")");
    });
    server.start();
}
