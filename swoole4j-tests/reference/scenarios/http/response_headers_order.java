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
        response.header("X-Second", "2");
        response.header("x-first", "1");
        response.header("X-Second", "replaced");
        response.header("X-Array", List.of("a", "b"));
        response.header("content-type", "application/json");
        response.header("X-Int", 42);
        response.header("X-Empty", "");
        response.header("X-Raw-case", "keep", false);
        response.header("x-RAW-case", "keep too", false);
        response.cookie("c1", "v1");
        response.cookie("c2", "v2");
        response.end("{}");
    });
    server.start();
}
