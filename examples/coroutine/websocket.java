import static swoole4j.Coroutine.*;

import swoole4j.Swoole;
import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9502;
    run(() -> {
        Server server = new Server("127.0.0.1", port, false);
        server.handle("/websocket", (Request request, Response ws) -> {
            ws.upgrade();
            while (true) {
                Frame frame = ws.recv();
                if (frame == null && Swoole.lastError() == 0) { // the peer is gone
                    ws.close();
                    break;
                } else if (frame == null) {
                    IO.println("errorCode: " + Swoole.lastError());
                    ws.close();
                    break;
                } else {
                    if (frame.data().equals("close") || frame instanceof CloseFrame) {
                        ws.close();
                        break;
                    }
                    ws.push("Hello " + frame.data() + "!");
                    ws.push("How are you, " + frame.data() + "?");
                }
            }
        });

        server.handle("/", (Request request, Response response) -> {
            response.end("""
                <h1>Swoole WebSocket Server</h1>
                <script>
                var wsServer = 'ws://127.0.0.1:%d/websocket';
                var websocket = new WebSocket(wsServer);
                websocket.onopen = function (evt) {
                    console.log("Connected to WebSocket server.");
                    websocket.send('hello');
                };

                websocket.onclose = function (evt) {
                    console.log("Disconnected");
                };

                websocket.onmessage = function (evt) {
                    console.log('Retrieved data from server: ' + evt.data);
                };

                websocket.onerror = function (evt, e) {
                    console.log('Error occured: ' + evt.data);
                };
                </script>
                """.formatted(port));
        });

        server.start();
    });
}
