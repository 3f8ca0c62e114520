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
        response.cookie("plain", "v");
        response.cookie("enc", "a b;c=é");
        response.rawcookie("raw", "a+b%20c");
        response.cookie("full", "x", 2000000000, "/p", "example.com", true, true, "Strict", "High", true);
        response.cookie("gone", "");
        response.cookie("past", "x", 1, "");
        response.cookie("session", "x", 0, "/", "", false, true, "");
        response.end("ok");
    });
    server.start();
}
