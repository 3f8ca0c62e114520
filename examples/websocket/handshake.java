import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

Server websocketServer;

void main(String[] argv) {
    websocketServer = new Server("0.0.0.0", argv.length > 0 ? Integer.parseInt(argv[0]) : 9501);
    // a client's handshake succeeded; never called, since "handshake" takes its place
    websocketServer.on("open", (Server websocketServer, Request request) -> {
        IO.println(request.fd() + " has shaken hands.");
    });
    // the handshake is ours
    websocketServer.on("handshake", (Request request, Response response) -> {
        // here one may refuse, because a token is missing, a login has expired and the like
        if (request.get().containsKey("refuse")) {
            response.end();
            return false;
        }

        // check the key
        var secWebSocketKey = String.valueOf(request.header().get("sec-websocket-key"));
        var pattern = "[+/0-9A-Za-z]{21}[AQgw]==";
        if (!secWebSocketKey.matches(pattern) || 16 != Base64.getDecoder().decode(secWebSocketKey).length) {
            response.end();
            return false;
        }
        // append the fixed text to the key, hash with SHA-1, encode with base64, send it back
        IO.println(request.header().get("sec-websocket-key"));
        var accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(
            (request.header().get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes()
        ));

        var headers = new LinkedHashMap<String, Object>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", accept);
        headers.put("Sec-WebSocket-Version", "13");

        if (request.header().containsKey("sec-websocket-protocol")) {
            headers.put("Sec-WebSocket-Protocol", request.header().get("sec-websocket-protocol"));
        }

        headers.forEach((key, val) -> {
            response.header(key, val);
        });

        response.status(101); // a handshake is answered by 101
        response.end();
        return true;
    });

    // a client sent a message
    websocketServer.on("message", (Server websocketServer, Frame frame) -> {
        IO.println(frame.fd() + " sent data:" + frame.data() + ",opcode:" + frame.opcode() + ",fin:" + frame.finish());
        websocketServer.push(frame.fd(), "this is server");
    });
    // a client closed
    websocketServer.on("close", (Server ser, int fd) -> {
        IO.println("client " + fd + " closed");
    });
    // run
    websocketServer.start();
}
