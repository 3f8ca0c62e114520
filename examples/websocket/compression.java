import static swoole4j.Constants.*;

import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("websocket_compression", true));
    server.on("message", (Server server, Frame frame) -> {
        server.push(
            frame.fd(),
            "Hello Swoole",
            SWOOLE_WEBSOCKET_OPCODE_TEXT,
            SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS
        );
        // server.push(frame.fd(), frame); // or the server simply sends the client's frame back
    });
    server.start();
}
