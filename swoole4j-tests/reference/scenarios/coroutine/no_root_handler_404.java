import static swoole4j.Coroutine.*;

import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;

void main(String[] argv) {
    run(() -> {
        Server server = new Server("127.0.0.1", Integer.parseInt(argv[0]), false);
        server.handle("/only", (Request request, Response response) -> {
            response.end("only");
        });
        server.start();
    });
}
