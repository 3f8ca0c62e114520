import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("open_websocket_ping_frame", true));
    server.on("open", (Server server, Request request) -> {
    });

    server.on("message", (Server server, Frame frame) -> {
        if (frame.opcode() == 0x09) {
            IO.println("Ping frame received: Code " + frame.opcode());
            // Reply with Pong frame
            var pongFrame = new Frame();
            pongFrame.opcode(WEBSOCKET_OPCODE_PONG);
            server.push(frame.fd(), pongFrame);
        } else {
            IO.println("Message received: " + frame.data());
        }
    });

    server.on("close", (Server server, int fd) -> {
    });

    server.start();
}
