import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "open_length_check", true,
        "package_max_length", 65536,
        "package_length_type", "n",
        "package_length_offset", 0,
        "package_body_offset", 2
    ));
    server.on("receive", (Server server, int fd, int reactorId, byte[] data) -> {
        IO.println("receive " + HexFormat.of().formatHex(data));
        server.send(fd, data);
    });
    server.on("close", (Server server, int fd, int reactorId) -> {
        IO.println("close fd=" + fd + " reactor=" + (reactorId < 0 ? "server" : "client"));
    });
    server.start();
}
