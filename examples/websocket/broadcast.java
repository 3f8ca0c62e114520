import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.on("open", (Server server, Request request) -> {
        IO.println("server: handshake success with fd" + request.fd());
    });
    server.on("message", (Server server, Frame frame) -> {
        IO.println("receive from " + frame.fd() + ":" + frame.data() + ",opcode:" + frame.opcode()
            + ",fin:" + frame.finish());
        server.push(frame.fd(), "this is server");
    });
    server.on("close", (Server server, int fd) -> {
        IO.println("client " + fd + " closed");
    });
    server.on("request", (Request request, Response response) -> {
        // server.connections() walks the fds of all connections; push to every WebSocket among them
        for (int fd : server.connections()) {
            // check first that it is a live WebSocket, otherwise the push may fail
            if (server.isEstablished(fd)) {
                server.push(fd, request.get().get("message"));
            }
        }
    });
    server.start();
}
