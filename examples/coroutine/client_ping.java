import static swoole4j.Constants.*;
import static swoole4j.Coroutine.run;

import swoole4j.coroutine.http.Client;
import swoole4j.websocket.Frame;

// prints true when the server, such as examples/websocket/echo.java, answers a ping
void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9501;
    run(() -> {
        var cli = new Client("127.0.0.1", port);
        cli.set(Map.of("open_websocket_pong_frame", true)); // or else recv() leaves pongs out
        cli.upgrade("/");
        var pingFrame = new Frame();
        pingFrame.opcode(WEBSOCKET_OPCODE_PING);
        // sends a PING
        cli.push(pingFrame);

        // receives the PONG
        var pongFrame = cli.recv();
        IO.println(pongFrame.opcode() == WEBSOCKET_OPCODE_PONG);
        cli.disconnect();
    });
}
