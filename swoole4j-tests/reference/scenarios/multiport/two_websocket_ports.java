import static swoole4j.Constants.*;

import swoole4j.server.Port;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    Port second = server.listen("127.0.0.1", Integer.parseInt(argv[0]) + 1, SWOOLE_SOCK_TCP);
    second.set(Map.of("open_websocket_protocol", true, "websocket_subprotocol", "two"));
    second.on("message", (Server server, Frame frame) -> {
        IO.println("second port message " + frame.data());
        server.push(frame.fd(), "two:" + frame.data());
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("first port message " + frame.data());
        server.push(frame.fd(), "one:" + frame.data());
    });
    server.start();
}
