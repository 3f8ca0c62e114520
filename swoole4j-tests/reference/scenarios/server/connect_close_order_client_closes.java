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
        IO.println("receive fd=" + fd + " data=" + json_encode(data));
    });
    server.on("close", (Server server, int fd, int reactorId) -> {
        IO.println("close fd=" + fd + " reactor=" + (reactorId < 0 ? "server" : "client"));
    });
    server.start();
}

/** PHP's json_encode for text without anything to escape. */
String json_encode(String text) {
    return '"' + text + '"';
}
