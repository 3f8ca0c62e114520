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
    server.on("open", (Server server, Request request) -> {
        IO.println("open status=" + server.getClientInfo(request.fd()).get("websocket_status"));
    });
    server.on("request", (Request request, Response response) -> {
        IO.println("request status=" + server.getClientInfo(request.fd()).get("websocket_status"));
        response.end();
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("message status=" + server.getClientInfo(frame.fd()).get("websocket_status"));
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("close fd=" + fd + " status=" + server.getClientInfo(fd).get("websocket_status"));
    });
    IO.println(WEBSOCKET_STATUS_CONNECTION + "," + WEBSOCKET_STATUS_HANDSHAKE + "," + WEBSOCKET_STATUS_ACTIVE + "," + WEBSOCKET_STATUS_CLOSING);
    server.start();
}
