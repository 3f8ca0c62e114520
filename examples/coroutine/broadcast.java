import static swoole4j.Coroutine.*;

import swoole4j.Swoole;
import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

final Map<Integer, Response> wsObjects = new LinkedHashMap<>(); // coroutines take turns: no lock

void main(String[] argv) {
    int port = argv.length > 0 ? Integer.parseInt(argv[0]) : 9502;
    run(() -> {
        Server server = new Server("127.0.0.1", port, false);
        server.handle("/websocket", (Request request, Response ws) -> {
            ws.upgrade();
            int objectId = System.identityHashCode(ws);
            wsObjects.put(objectId, ws);
            while (true) {
                Frame frame = ws.recv();
                if (frame == null && Swoole.lastError() == 0) { // the peer is gone
                    wsObjects.remove(objectId);
                    ws.close();
                    break;
                } else if (frame == null) {
                    IO.println("errorCode: " + Swoole.lastError());
                    wsObjects.remove(objectId);
                    ws.close();
                    break;
                } else {
                    if (frame.data().equals("close") || frame instanceof CloseFrame) {
                        wsObjects.remove(objectId);
                        ws.close();
                        break;
                    }
                    for (Response obj : List.copyOf(wsObjects.values())) {
                        obj.push("Server：" + frame.data());
                    }
                }
            }
        });
        server.start();
    });
}
