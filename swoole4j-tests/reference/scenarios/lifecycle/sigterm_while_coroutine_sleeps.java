import static swoole4j.Constants.*;

import swoole4j.Coroutine;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "max_wait_time", 3
    ));
    server.on("message", (Server server, Frame frame) -> {
        IO.println("begin");
        Coroutine.sleep(0.4);
        IO.println("end push " + server.push(frame.fd(), "finished"));
    });
    server.on("workerStop", () -> { IO.println("workerStop"); });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
