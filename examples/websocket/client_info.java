import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.on("message", (Server server, Frame frame) -> {
        var client = server.getClientInfo(frame.fd());
        // or var client = server.connection_info(frame.fd());
        if (client.containsKey("websocket_status")) {
            IO.println("this is a websocket connection");
        } else {
            IO.println("this is not a websocket connection");
        }
    });
    server.start();
}
