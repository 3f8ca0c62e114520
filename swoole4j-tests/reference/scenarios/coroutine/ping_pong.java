import static swoole4j.Coroutine.*;

import swoole4j.Swoole;
import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

void main(String[] argv) {
    run(() -> {
        Server server = new Server("127.0.0.1", Integer.parseInt(argv[0]), false);
        server.handle("/websocket", (Request request, Response ws) -> {
            IO.println("upgrade " + ws.upgrade());
            while (true) {
                Frame frame = ws.recv();
                if (frame == null) {
                    int error = Swoole.lastError();
                    IO.println("recv " + (error == 0 ? "''" : "false") + " error=" + error);
                    ws.close();
                    break;
                }
                if (frame instanceof CloseFrame close) {
                    IO.println("close frame code=" + close.code() + " reason=" + close.reason());
                    ws.close();
                    break;
                }
                IO.println("frame opcode=" + frame.opcode() + " finish=" + frame.finish() + " flags=" + frame.flags() + " data=" + frame.data());
                IO.println("push " + ws.push("Hello " + frame.data() + "!"));
                if (frame.data().equals("close")) {
                    IO.println("bool(" + ws.close() + ")");
                    break;
                }
            }
        });
        server.handle("/", (Request request, Response response) -> {
            response.end("<h1>Index</h1>");
        });
        server.start();
    });
}
