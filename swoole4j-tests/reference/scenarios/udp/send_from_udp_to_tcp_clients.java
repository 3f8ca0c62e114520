import static swoole4j.Constants.*;

import swoole4j.Server;
import swoole4j.server.Port;

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
        IO.println("receive fd=" + fd + " data=\"" + data + "\"");
    });

    Port udp = server.listen("127.0.0.1", Integer.parseInt(argv[0]) + 1, SWOOLE_SOCK_UDP);
    udp.on("packet", (Server server, String data, Map<String, Object> client) -> {
        for (int fd : server.connections()) {
            server.send(fd, "bcast:" + data);
        }
    });
    server.start();
}
