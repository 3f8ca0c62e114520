import static swoole4j.Constants.*;

import swoole4j.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("reactor=" + reactorId + " worker=" + server.workerId() + " getWorkerId=" + server.getWorkerId() + " status=" + server.getWorkerStatus() + " master=" + (server.masterPid() > 0));
        server.send(fd, "k");
    });
    server.start();
}
