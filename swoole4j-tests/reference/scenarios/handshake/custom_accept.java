import static swoole4j.Constants.*;

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
        String key = (String) request.header().getOrDefault("sec-websocket-key", "");
        if (!request.get().getOrDefault("token", "").equals("secret")) {
            IO.println("handshake refused fd=" + request.fd());
            response.status(403);
            response.header("X-Reason", "bad token");
            response.end("no");
            return false;
        }
        response.header("Upgrade", "websocket");
        response.header("Connection", "Upgrade");
        response.header("Sec-WebSocket-Accept", Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes())));
        response.header("Sec-WebSocket-Version", "13");
        response.status(101);
        response.end();
        IO.println("handshake ok fd=" + request.fd());
        return true;
    });
    server.on("open", (Server server, Request request) -> {
        IO.println("open fd=" + request.fd());
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
