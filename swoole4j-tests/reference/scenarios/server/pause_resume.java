import static swoole4j.Constants.*;

import swoole4j.Server;
import swoole4j.Timer;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("receive", (Server server, int fd, int reactorId, String data) -> {
        IO.println("receive " + data);
        if (data.equals("pause")) {
            IO.println("bool(" + server.pause(fd) + ")");
            Timer.after(300, () -> {
                IO.println("resuming");
                IO.println("bool(" + server.resume(fd) + ")");
            });
        }
    });
    server.start();
}
