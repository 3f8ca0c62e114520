package swoole4j.bench;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.Map;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;

/** The HTTP server under test: the callbacks a ported script would have, on one worker. */
final class HttpSwoole {
    private static final String BODY = HttpBody.text();

    private HttpSwoole() {}

    public static void main(String[] args) {
        Lifeline.hold();
        Server server = new Server("127.0.0.1", 0, SWOOLE_BASE);
        server.set(Map.of("worker_num", 1));
        server.on("workerStart", (Server ready, int workerId) -> System.out.println("READY " + ready.port()));
        server.on("request", (Request request, Response response) -> {
            if (request.server().get("request_uri").equals("/")) {
                plain(response);
            } else {
                dynamic(request, response);
            }
        });
        server.start();
    }

    private static void plain(Response response) {
        response.header("Content-Type", "text/plain");
        response.end("Hello, World!");
    }

    private static void dynamic(Request request, Response response) {
        Object id = request.get().get("id");
        response.header("Content-Type", "application/json");
        response.header("X-Id", id);
        response.end(BODY);
    }
}
