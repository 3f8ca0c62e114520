import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of(
        "websocket_subprotocol", "chat"
    ));
    server.on("message", (Server server, Frame frame) -> {
        server.push(frame.fd(), frame.data());
    });
    server.start();
}
