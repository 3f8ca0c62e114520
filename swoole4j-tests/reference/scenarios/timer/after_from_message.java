import static swoole4j.Constants.*;

import swoole4j.Timer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("message", (Server server, Frame frame) -> {
        int id = Timer.after(80, () -> {
            IO.println("late push");
            server.push(frame.fd(), "late " + frame.data());
        });
        IO.println("timer id positive " + (id > 0));
        server.push(frame.fd(), "now");
    });
    server.start();
}
