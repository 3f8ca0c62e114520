import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

void main(String[] argv) {
    var server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    server.on("open", (Server s, Request request) -> {
        IO.println("server: handshake success with fd" + request.fd());
    });

    server.on("message", (Server s, Frame frame) -> {
        IO.println("received from " + frame.fd() + ":" + frame.data() + ", opcode:" + frame.opcode() + ", fin:" + frame.finish());
        s.push(frame.fd(), "this is server");
    });

    server.on("close", (Server s, int fd) -> {
        IO.println("client " + fd + " closed");
    });

    server.start();
}
