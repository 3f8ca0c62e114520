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
        IO.println("bool(" + response.end() + ")");
        IO.println("bool(" + response.end("again") + ")");
        IO.println("bool(" + response.write("again") + ")");
        IO.println("bool(" + response.isWritable() + ")");
        IO.println("bool(" + response.header("X-Late", "1") + ")");
    });
    server.start();
}
