import static swoole4j.Constants.*;

import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

Server server;

void main(String[] argv) {
    server = new Server("127.0.0.1", Integer.parseInt(argv[0]), SWOOLE_BASE);
    server.set(Map.of(
        "worker_num", 1
    ));
    server.on("request", (Request request, Response response) -> {
        if (request.server().get("request_uri").equals("/perm")) {
            response.redirect("/new", 301);
        } else {
            IO.println("bool(" + response.redirect("http://example.com/") + ")");
        }
    });
    server.start();
}
