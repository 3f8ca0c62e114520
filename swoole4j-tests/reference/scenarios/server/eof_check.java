import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "open_eof_check", true,
        "package_eof", "\r\n"
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("receive " + json_encode(data));
    });
    server.on("close", (Server server, int fd, int reactorId) -> {
        IO.println("close fd=" + fd + " reactor=" + (reactorId < 0 ? "server" : "client"));
    });
    server.start();
}

/** PHP's json_encode for text that has nothing special but line ends. */
String json_encode(String text) {
    return "\"" + text.replace("\r", "\\r").replace("\n", "\\n") + "\"";
}
