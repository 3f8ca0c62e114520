import static swoole4j.Coroutine.*;

import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

void main(String[] argv) {
    run(() -> {
        Server server = new Server("127.0.0.1", Integer.parseInt(argv[0]), false);
        Map<Integer, Response> clients = new LinkedHashMap<>();
        server.handle("/websocket", (Request request, Response ws) -> {
            ws.upgrade();
            clients.put(System.identityHashCode(ws), ws);
            while (true) {
                Frame frame = ws.recv();
                if (frame == null || frame instanceof CloseFrame) {
                    clients.remove(System.identityHashCode(ws));
                    ws.close();
                    IO.println("left, remaining " + clients.size());
                    break;
                }
                for (Response c : clients.values()) {
                    c.push("Server: " + frame.data());
                }
            }
        });
        server.start();
    });
}
