import static swoole4j.Constants.*;

import swoole4j.Coroutine;
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
        IO.println("begin " + request.server().get("request_uri"));
        Coroutine.sleep(0.15);
        IO.println("end " + request.server().get("request_uri"));
        response.end("ok");
    });
    server.start();
}
