import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

// Open http://localhost:9501/ in a browser, then: curl 'http://localhost:9501/push?text=hello'
final String page = """
    <!doctype html>
    <title>WebSocket and HTTP</title>
    <input id="text" placeholder="say something" autofocus>
    <pre id="log"></pre>
    <script>
        const socket = new WebSocket("ws://" + location.host);
        const log = line => document.getElementById("log").append(line + "\\n");
        socket.onmessage = event => log(event.data);
        socket.onclose = () => log("closed");
        document.getElementById("text").onchange = event => {
            socket.send(event.target.value);
            event.target.value = "";
        };
    </script>
    """;

void main(String[] argv) {
    var server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);

    server.on("request", (Request request, Response response) -> {
        if (!request.server().get("request_uri").equals("/push")) {
            response.header("Content-Type", "text/html; charset=utf-8");
            response.end(page);
            return;
        }
        int count = 0;
        for (int fd : server.connections()) {
            if (server.isEstablished(fd) && server.push(fd, request.get().getOrDefault("text", ""))) count++;
        }
        response.end("pushed to " + count + "\n");
    });

    server.on("message", (Server ws, Frame frame) -> {
        ws.push(frame.fd(), "echo: " + frame.data());
    });

    server.start();
}
