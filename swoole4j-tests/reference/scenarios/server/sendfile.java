import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        String[] part = data.split(",");
        IO.println(data + " " + server.sendfile(fd, argv[1] + "/docroot/" + part[0], Long.parseLong(part[1]), Long.parseLong(part[2])));
    });
    server.start();
}
