import static swoole4j.Constants.*;

import swoole4j.Timer;
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
        int fd = request.fd();
        if (request.server().get("request_uri").equals("/slow")) {
            response.defer();
            Timer.after(150, () -> {
                IO.println("slow done fd=" + fd);
                response.end("slow");
            });
            return;
        }
        IO.println("fast fd=" + fd);
        response.end("fast");
    });
    server.start();
}
