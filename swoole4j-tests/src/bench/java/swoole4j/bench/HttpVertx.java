package swoole4j.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.transport.Transport;

/** Vert.x with its native transport; one server is one event loop. */
final class HttpVertx {
    private static final String BODY = HttpBody.text();

    private HttpVertx() {}

    public static void main(String[] args) {
        Lifeline.hold();
        Vertx vertx = Vertx.builder().withTransport(Transport.EPOLL).build();
        vertx.createHttpServer()
                .requestHandler(HttpVertx::answer)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("READY " + server.actualPort()))
                .onFailure(Throwable::printStackTrace);
    }

    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/")) {
            request.response()
                    .putHeader("Server", "vertx")
                    .putHeader("Content-Type", "text/plain")
                    .end("Hello, World!");
        } else {
            request.response()
                    .putHeader("Server", "vertx")
                    .putHeader("Content-Type", "application/json")
                    .putHeader("X-Id", request.getParam("id"))
                    .end(BODY);
        }
    }
}
