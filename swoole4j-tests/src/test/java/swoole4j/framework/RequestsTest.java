package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import swoole4j.framework.app.App;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Plain requests that go through middleware to routes, on a port that has WebSockets too. */
class RequestsTest {
    private final Notes notes = new Notes();
    private final OnMessage echo = (server, frame) -> server.push(frame.fd(), frame.data());

    private Served serve(Consumer<Routes> routes, Consumer<App> setUp) {
        return Served.start(app -> {
            app.routes(all -> all.addServer("ws", ws -> routes.accept(ws.get("/ws", echo))));
            app.json(value -> "json:" + value);
            setUp.accept(app);
        });
    }

    private Served serve(Consumer<Routes> routes) {
        return serve(routes, _ -> {});
    }

    private static void mustAnswer(RawClient client, int status, String body) throws IOException {
        assertEquals(status, client.readHead().status());
        String length = client.head().header("Content-Length");
        assertEquals(String.valueOf(body.getBytes(StandardCharsets.UTF_8).length), length);
        assertEquals(body, new String(client.readBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
    }

    private RawClient get(Served served, String path) throws IOException {
        return served.request("GET", path);
    }

    @Test
    void areAnsweredByReplies() throws Exception {
        HttpHandler hello = request -> {
            Dispatched found = request.attribute(Dispatched.class);
            return HttpReply.of(201)
                    .header("X-Own", "1")
                    .body("hello " + (found == null ? "" : found.params().get("name")));
        };
        HttpHandler json = _ -> HttpReply.of(200).json(Map.of("a", 1));
        try (var served = serve(routes -> routes.get("/hello/{name}", hello).get("/json", json));
                var first = get(served, "/hello/zhang?x=1");
                var second = get(served, "/json")) {
            mustAnswer(first, 201, "hello zhang");
            assertEquals("1", first.head().header("X-Own"));
            mustAnswer(second, 200, "json:{a=1}");
            assertEquals("application/json", second.head().header("Content-Type"));
        }
    }

    @Test
    void mayBeAnsweredByTheHandlerItself() throws Exception {
        OnRequest own = (_, response) -> {
            response.status(202);
            response.end("own");
        };
        OnRequest broken = (_, _) -> {
            throw new IllegalStateException("secret");
        };
        try (var log = LogLines.open();
                var served = serve(routes -> routes.get("/own", own).get("/broken", broken));
                var first = get(served, "/own");
                var second = get(served, "/broken")) {
            mustAnswer(first, 202, "own");
            mustAnswer(second, 500, "Internal Server Error");
            log.await(Level.ERROR, 1);
        }
    }

    @Test
    @Spec("framework 32")
    void goThroughMiddlewareByPriority() throws Exception {
        Consumer<Routes> routes =
                ws -> ws.get("/x", (HttpHandler) _ -> HttpReply.of(200), noting("late", -1), noting("route", 0));
        try (var served = serve(
                        routes,
                        app -> app.middleware("ws", noting("a", 0), noting("b", 5), noting("c", 0), noting("d", 5)));
                var request = get(served, "/x");
                var handshake = served.upgrade("/ws")) {
            mustAnswer(request, 200, "");
            assertEquals(101, handshake.head().status());
            notes.mustBe("b", "d", "a", "c", "route", "late", "b", "d", "a", "c");
            handshake.mustCloseCleanly();
        }
    }

    private Middleware noting(String name, int priority) {
        Middleware plain = (request, next) -> {
            notes.add(name);
            return next.handle(request);
        };
        return plain.withPriority(priority);
    }

    @Test
    void withoutRouteAreNotFound() throws Exception {
        try (var served = serve(routes -> routes.get("/x", (HttpHandler) _ -> HttpReply.of(200)));
                var unknown = get(served, "/unknown");
                var webSocket = get(served, "/ws");
                var post = served.request("POST", "/x", "Content-Length: 0")) {
            mustAnswer(unknown, 404, "Not Found");
            mustAnswer(webSocket, 404, "Not Found");
            mustAnswer(post, 405, "Method Not Allowed");
            assertEquals("GET", post.head().header("Allow"));
        }
    }

    @Test
    void thatOnlyWantTheHeadGetNoBody() throws Exception {
        try (var served = serve(routes ->
                        routes.get("/x", (HttpHandler) _ -> HttpReply.of(200).body("hello")));
                var client = served.request("HEAD", "/x", "Connection: close")) {
            assertEquals(200, client.readHead().status());
            assertEquals(0, client.readToEnd().length);
        }
    }

    @Test
    void haveTheirExceptionsHandled() throws Exception {
        HttpHandler teapot = _ -> {
            throw new HttpException(418, "short and stout");
        };
        ExceptionHandler handler = new ExceptionHandler() {
            @Override
            public boolean isValid(Throwable thrown) {
                return thrown instanceof IOException;
            }

            @Override
            public HttpReply handle(Throwable thrown, HttpReply reply) {
                return reply.status(502).body("handled");
            }
        };
        HttpHandler broken = _ -> {
            throw new IOException("secret");
        };
        try (var served = serve(
                        routes -> routes.get("/teapot", teapot).get("/broken", broken),
                        app -> app.exceptionHandler("ws", handler));
                var first = get(served, "/teapot");
                var second = get(served, "/broken")) {
            mustAnswer(first, 418, "short and stout");
            mustAnswer(second, 502, "handled");
        }
    }

    @Test
    void cannotSwitchProtocols() throws Exception {
        try (var log = LogLines.open();
                var served = serve(routes -> routes.get("/x", (HttpHandler) _ -> HttpReply.of(101)));
                var client = get(served, "/x")) {
            mustAnswer(client, 500, "Internal Server Error");
            assertNull(client.head().header("Upgrade"));
            log.await(Level.ERROR, 1);
        }
    }

    /** What belongs to a framing or to the connection is the server's, whatever a reply says. */
    @Test
    void cannotBreakTheirFraming() throws Exception {
        HttpHandler wrong = _ -> HttpReply.of(200)
                .header("Content-Length", "1")
                .header("Transfer-Encoding", "chunked")
                .header("X-Split", "a\r\nX-Evil: 1")
                .body("hello");
        try (var served = serve(routes -> routes.get("/x", wrong));
                var client = get(served, "/x")) {
            mustAnswer(client, 200, "hello");
            assertNull(client.head().header("Transfer-Encoding"));
            assertNull(client.head().header("X-Evil"));
        }
    }
}
