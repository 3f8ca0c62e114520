import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("connect", (Server server, int fd, int reactorId) -> {
        IO.println("connect fd=" + fd);
    });

    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("receive " + data);
        IO.println("bool(" + server.send(fd, "bye") + ")");
        IO.println("bool(" + server.close(fd) + ")");
        IO.println("bool(" + server.exists(fd) + ")");
        IO.println("bool(" + server.send(fd, "late") + ")");
        IO.println("error=" + server.getLastError());
    });
    server.on("close", (Server server, int fd, int reactorId) -> {
        IO.println("close fd=" + fd + " reactor=" + (reactorId < 0 ? "server" : "client"));
    });
    server.start();
}
