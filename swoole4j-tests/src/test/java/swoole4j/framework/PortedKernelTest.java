package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import swoole4j.framework.app.AppConfig;
import swoole4j.framework.app.CoreMiddleware;
import swoole4j.framework.app.WebSocketKernel;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** A kernel whose handshake is put together anew, as Hyperf's applications do. */
class PortedKernelTest {
    private final Notes notes = new Notes();
    private final Object controller = Handlers.of(
            (server, request) -> server.push(request.fd(), "Authorization Success"),
            (server, frame) -> server.push(frame.fd(), "Recv: " + frame.data()),
            (_, fd, reactor) -> notes.add("close", fd, reactor));

    private static final class Core extends CoreMiddleware {
        @Override
        protected HttpReply handleFound(Dispatched dispatched, HttpRequest request) {
            if (dispatched.handler() == null) throw new HandShakeException("Router not exist.");
            return upgrade(dispatched, request);
        }

        @Override
        protected HttpReply handleNotFound(HttpRequest request) {
            return HttpReply.of(404).header("Content-Type", "application/json").header("Description", "Route Error");
        }
    }

    private static final class Texts implements ExceptionHandler {
        @Override
        public boolean isValid(Throwable thrown) {
            return thrown instanceof HandShakeException;
        }

        @Override
        public HttpReply handle(Throwable thrown, HttpReply reply) {
            return reply.body("refused: " + thrown.getMessage());
        }
    }

    private static final class Kernel extends WebSocketKernel {
        @Override
        protected void initCoreMiddleware(String serverName, AppConfig config) {
            core = new Core();
            middlewares = config.middlewares(serverName);
            exceptionHandlers = config.exceptionHandlers(serverName, new Texts());
        }

        @Override
        public void onHandShake(Request request, Response response) {
            int fd = response.fd();
            HttpReply reply = null;
            try {
                awaitWorkerStart();
                HttpRequest received = initRequest(request);
                if (!validKey(received.header("sec-websocket-key"))) throw new HandShakeException("key");
                Dispatched dispatched = route(received);
                received = received.withAttribute(Dispatched.class, dispatched);
                List<Middleware> chain = new ArrayList<>(middlewares);
                if (dispatched.isFound()) chain.addAll(routeMiddlewares(dispatched));
                reply = run(received, chain);
                Object handler = reply.handler();
                if (reply.status() == 101 && handler != null) {
                    register(fd, handler);
                    deferOnOpen(request, handler, fd);
                }
            } catch (Throwable e) {
                reply = dispatchException(e);
            } finally {
                if (reply == null || reply.status() != 101) forget(fd);
                if (reply != null) emit(reply, response);
            }
        }
    }

    private Served serve(Middleware... middleware) {
        return Served.start(
                spec -> spec.kernel(new Kernel()),
                app -> app.middleware("ws", middleware)
                        .routes(all -> all.addServer("ws", routes -> routes.get("/wss/demo", controller))));
    }

    private static String rest(RawClient client) throws Exception {
        return new String(client.readToEnd(), StandardCharsets.UTF_8);
    }

    @Test
    @Spec("framework 46")
    void opensWebSockets() throws Exception {
        try (var served = serve();
                var client = served.upgrade("/wss/demo", "Sec-WebSocket-Protocol: chat")) {
            assertEquals(101, client.head().status());
            assertEquals("chat", client.head().header("Sec-WebSocket-Protocol"));
            client.mustReceive(0x81, "Authorization Success");
            client.text("hello").mustReceive(0x81, "Recv: hello").mustCloseCleanly();
        }
        notes.mustBe("close 1 0");
    }

    @Test
    void answersWithItsOwnCore() throws Exception {
        try (var served = serve();
                var client = served.upgrade("/unknown")) {
            assertEquals(404, client.head().status());
            assertEquals("Route Error", client.head().header("Description"));
            assertEquals("", rest(client));
        }
    }

    @Test
    @Spec("framework 26-28")
    void keepsTheChecks() throws Exception {
        try (var served = serve();
                var key = served.request(
                        "GET", "/wss/demo", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13");
                var version = served.request("GET", "/wss/demo", "Upgrade: websocket", "Connection: Upgrade");
                var method = served.request("POST", "/wss/demo", Served.upgradeLines("Content-Length: 0"))) {
            assertEquals(400, key.readHead().status());
            assertEquals("refused: key", rest(key));
            assertEquals(426, version.readHead().status());
            assertEquals("Upgrade Required", rest(version));
            assertEquals(405, method.readHead().status());
            assertEquals("GET", method.head().header("Allow"));
            assertEquals("Method Not Allowed", rest(method));
        }
    }

    @Test
    @Spec("framework 38")
    void cannotOpenAMuteWebSocket() throws Exception {
        try (var served = serve((_, _) -> HttpReply.of(101));
                var client = served.upgrade("/wss/demo")) {
            assertEquals(500, client.head().status());
            assertEquals("Internal Server Error", rest(client));
        }
    }
}
