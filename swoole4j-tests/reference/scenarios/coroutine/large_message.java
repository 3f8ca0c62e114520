import static swoole4j.Constants.*;
import static swoole4j.Coroutine.*;

import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.Frame;

void main(String[] argv) {
    run(() -> {
        Server server = new Server("127.0.0.1", Integer.parseInt(argv[0]), false);
        server.handle("/websocket", (Request request, Response ws) -> {
            ws.upgrade();
            Frame frame = ws.recv();
            IO.println("len=" + frame.bytes().length + " md5=" + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(frame.bytes())));
            ws.push(frame.bytes(), WEBSOCKET_OPCODE_BINARY);
            ws.recv();
        });
        server.start();
    });
}
