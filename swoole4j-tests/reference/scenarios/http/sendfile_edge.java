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
        String f = argv[1] + "/docroot/" + Path.of((String) request.server().get("request_uri")).getFileName();
        IO.println("bool(" + response.sendfile(f, number(request.get().get("o")), number(request.get().get("l"))) + ")");
        if (response.isWritable()) {
            response.end("fallback");
        }
    });
    server.start();
}

long number(Object text) {
    return text == null ? 0 : Long.parseLong((String) text);
}
