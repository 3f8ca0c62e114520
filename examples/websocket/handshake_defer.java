import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server server;

void main(String[] argv) {
    server = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9502);
    server.on("handshake", (Request request, Response response) -> {
        // IO.println(request.header());
        // if (it does not meet some wishes of mine: end without 101, and the handshake fails) {
        //     response.end();
        //     return false;
        // }

        // check the key
        var secWebSocketKey = String.valueOf(request.header().get("sec-websocket-key"));
        var pattern = "[+/0-9A-Za-z]{21}[AQgw]==";
        if (!secWebSocketKey.matches(pattern) || 16 != Base64.getDecoder().decode(secWebSocketKey).length) {
            response.end();
            return false;
        }
        var accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(
            (secWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes()
        ));

        var headers = new LinkedHashMap<String, Object>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", accept);
        headers.put("Sec-WebSocket-Version", "13");

        // WebSocket connection to 'ws://127.0.0.1:9502/'
        // failed: Error during WebSocket handshake:
        // Response must not include 'Sec-WebSocket-Protocol' header if not present in request: websocket
        if (request.header().containsKey("sec-websocket-protocol")) {
            headers.put("Sec-WebSocket-Protocol", request.header().get("sec-websocket-protocol"));
        }

        headers.forEach((key, val) -> {
            response.header(key, val);
        });

        response.status(101);
        response.end();

        var fd = request.fd();
        server.defer(() -> {
            IO.println("client connected");
            server.push(fd, "hello, welcome\n");
        });
        return true;
    });
    server.on("message", (Server server, Frame frame) -> {
        server.push(frame.fd(), frame.data());
    });
    server.start();
}
