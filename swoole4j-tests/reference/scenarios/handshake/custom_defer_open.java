import static swoole4j.Constants.*;

import swoole4j.Event;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("handshake", (Request request, Response response) -> {
        response.header("Upgrade", "websocket");
        response.header("Connection", "Upgrade");
        response.header("Sec-WebSocket-Accept", Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((request.header().get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes())));
        response.status(101);
        response.end();
        int fd = request.fd();
        Event.defer(() -> {
            IO.println("deferred open fd=" + fd + " established=" + server.isEstablished(fd));
            server.push(fd, "welcome");
        });
        IO.println("handshake done");
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("message fd=" + frame.fd() + " opcode=" + frame.opcode() + " finish=" + frame.finish() + " flags=" + frame.flags() + " data=" + frame.data());
        server.push(frame.fd(), frame.data(), frame.opcode());
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd);
    });
    server.start();
}
