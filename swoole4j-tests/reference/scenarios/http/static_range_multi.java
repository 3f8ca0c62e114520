import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1,
        "enable_static_handler", true,
        "document_root", argv[1] + "/docroot"
    ));
    server.on("request", (Request request, Response response) -> {
        IO.println("dynamic " + request.server().get("request_uri"));
        response.status(404);
        response.end("dynamic 404");
    });
    server.start();
}
