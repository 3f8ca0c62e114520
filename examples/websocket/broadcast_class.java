import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

class WebSocketServer {
    final Server server;

    WebSocketServer(int port) {
        this.server = new Server("0.0.0.0", port);
        this.server.on("open", (Server server, Request request) -> {
            IO.println("server: handshake success with fd" + request.fd());
        });
        this.server.on("message", (Server server, Frame frame) -> {
            IO.println("receive from " + frame.fd() + ":" + frame.data() + ",opcode:" + frame.opcode()
                + ",fin:" + frame.finish());
            server.push(frame.fd(), "this is server");
        });
        this.server.on("close", (Server server, int fd) -> {
            IO.println("client " + fd + " closed");
        });
        this.server.on("request", (Request request, Response response) -> {
            // take the parameter "message" of the query and send it to all clients
            // this.server.connections() walks the fds of all connections
            for (int fd : this.server.connections()) {
                // check first that it is a live WebSocket, otherwise the push may fail
                if (this.server.isEstablished(fd)) {
                    this.server.push(fd, request.get().get("message"));
                }
            }
        });
        this.server.start();
    }
}

void main(String[] argv) {
    new WebSocketServer(argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
}
