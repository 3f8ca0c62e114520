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
        response.header("Content-Type", "application/octet-stream");
        response.end(request.server().get("request_uri").equals("/bin") ? bytes(0, 255) : "B".repeat(200000).getBytes());
    });
    server.start();
}

byte[] bytes(int first, int last) {
    byte[] all = new byte[last - first + 1];
    for (int i = first; i <= last; i++) {
        all[i - first] = (byte) i;
    }
    return all;
}
