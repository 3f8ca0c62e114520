import static swoole4j.Constants.*;

import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.on("message", (Server server, Frame frame) -> {
        var pingFrame = new Frame();
        pingFrame.opcode(WEBSOCKET_OPCODE_PING);
        server.push(frame.fd(), pingFrame);
    });
    server.start();
}
