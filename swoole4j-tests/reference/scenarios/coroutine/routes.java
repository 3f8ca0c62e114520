import static swoole4j.Coroutine.*;

import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;

void main(String[] argv) {
    run(() -> {
        Server server = new Server("127.0.0.1", Integer.parseInt(argv[0]), false);
        server.handle("/", (Request request, Response response) -> {
            response.end("root " + request.server().get("request_uri"));
        });
        server.handle("/test", (Request request, Response response) -> {
            response.end("test " + request.server().get("path_info"));
        });
        server.handle("/test/deep", (Request request, Response response) -> {
            response.end("deep");
        });
        server.start();
    });
}
