import swoole4j.http.Request;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    server.set(Map.of("open_websocket_close_frame", true));
    server.on("open", (Server server, Request request) -> {
    });

    server.on("message", (Server server, Frame frame) -> {
        if (frame instanceof CloseFrame close) {
            IO.println("Close frame received: Code " + close.code() + " Reason " + close.reason());
        } else {
            IO.println("Message received: " + frame.data());
        }
    });

    server.on("close", (Server server, int fd) -> {
    });

    server.start();
}
