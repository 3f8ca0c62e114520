package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.SwooleException;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestApp;
import swoole4j.tests.Spec;

/** Section 1 of the application layer: several servers in one, and what each of them calls. */
class ServersTest {
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final OnMessage ECHO = (server, frame) -> server.push(frame.fd(), frame.data());

    private static ServerSpec local(ServerSpec spec) {
        return spec.host("127.0.0.1").port(0);
    }

    private static OnRequest answering(String text) {
        return (_, response) -> response.end(text);
    }

    private static void mustAnswer(TestApp app, String server, String text) throws Exception {
        try (RawClient client = app.connect(server)) {
            client.sendText(GET);
            assertEquals(200, client.readHead().status());
            assertTrue(new String(client.readToEnd(), java.nio.charset.StandardCharsets.UTF_8).endsWith(text));
        }
    }

    @Test
    @Spec("framework 7")
    void callbacksOfTheApplicationAreTheMainServersWhichIsTheFirstWebSocketServer() throws Exception {
        Notes notes = new Notes();
        App app = App.fromMap(Map.of(
                "servers",
                List.of(
                        Map.of(
                                "name",
                                "web",
                                "host",
                                "127.0.0.1",
                                "port",
                                0,
                                "callbacks",
                                Map.of("request", answering("web"))),
                        Map.of("name", "one", "type", "websocket", "host", "127.0.0.1", "port", 0),
                        Map.of(
                                "name",
                                "two",
                                "type",
                                "websocket",
                                "host",
                                "127.0.0.1",
                                "port",
                                0,
                                "callbacks",
                                Map.of("message", ECHO))),
                "callbacks",
                Map.of(
                        "message", (OnMessage) (server, frame) -> server.push(frame.fd(), "all: " + frame.data()),
                        "close", (OnClose) (_, _, _) -> notes.add("closed"),
                        "workerStart", (Callback.OnServer<swoole4j.websocket.Server>) _ -> notes.add("started"))));
        try (TestApp running = TestApp.start(app)) {
            mustAnswer(running, "web", "web");
            try (RawClient client = running.connect("one").upgrade()) {
                client.text("x").mustReceive(0x81, "all: x");
                client.mustCloseCleanly();
            }
            notes.mustBe("started", "closed");
            try (RawClient client = running.connect("two").upgrade()) {
                client.text("y").mustReceive(0x81, "y");
                client.mustCloseCleanly();
            }
        }
        notes.mustBe("started", "closed");
    }

    @Test
    @Spec("framework 7")
    void withoutAWebSocketServerTheFirstHttpServerIsTheMainOne() throws Exception {
        App app = App.of(
                local(ServerSpec.base("raw")).onReceive((server, fd, _, data) -> server.send(fd, data)),
                local(ServerSpec.http("main")).onRequest(answering("main")),
                local(ServerSpec.http("more")).onRequest(answering("more")));
        Notes notes = new Notes();
        app.on(
                AppEvent.BeforeMainServerStart.class,
                event -> notes.add(event.server().port()));
        try (TestApp running = TestApp.start(app)) {
            notes.mustBe(String.valueOf(running.port("main")));
            mustAnswer(running, "main", "main");
            mustAnswer(running, "more", "more");
            try (RawClient client = running.connect("raw")) {
                client.sendText("GET / HTTP/1.1\r\n\r\n").mustReceiveHex("474554202f20485454502f312e310d0a0d0a");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 8")
    void callbacksOfOneServerAreNotCalledForAnother(int mode) throws Exception {
        Notes notes = new Notes();
        ServerSpec ws = local(ServerSpec.websocket("ws"))
                .onMessage(ECHO)
                .onOpen((_, _) -> notes.add("ws open"))
                .onRequest((_, response) -> response.end("of ws"))
                .on("connect", (Callback.Plain) () -> notes.add("ws connect"))
                .on("disconnect", (Callback.Plain) () -> notes.add("ws disconnect"))
                .onClose((_, _, _) -> notes.add("ws close"));
        ServerSpec other = local(ServerSpec.websocket("other")).onMessage((server, frame) -> {
            notes.add("other", frame.data());
            server.disconnect(frame.fd());
        });
        CountDownLatch closed = new CountDownLatch(1);
        ServerSpec http =
                local(ServerSpec.http("http")).onRequest(answering("of http")).onClose((_, _, _) -> closed.countDown());
        try (TestApp app = TestApp.start(App.of(http, ws, other).mode(mode))) {
            mustAnswer(app, "http", "of http");
            assertTrue(closed.await(10, TimeUnit.SECONDS));
            try (RawClient client = app.connect("other").upgrade()) {
                client.text("x").mustCloseWith("03e8");
            }
            try (RawClient client = app.connect("other")) {
                client.sendText(GET);
                assertEquals(400, client.readHead().status());
                client.readToEnd();
            }
            notes.mustBe("other x");
            try (RawClient client = app.connect("ws").upgrade()) {
                client.text("y").mustReceive(0x81, "y");
                client.mustCloseCleanly();
            }
            notes.mustBe("other x", "ws connect", "ws open", "ws close");
        }
    }

    @Test
    @Spec("framework 9")
    void anHttpServerRefusesWebSockets() throws Exception {
        App app = App.of(
                local(ServerSpec.http("http")).onRequest(answering("page")),
                local(ServerSpec.websocket("ws")).onMessage(ECHO));
        try (TestApp running = TestApp.start(app);
                RawClient client = running.connect("http")) {
            client.sendText(UPGRADE);
            var head = client.readHead();
            assertEquals(400, head.status());
            assertEquals("close", head.header("Connection"));
            assertEquals("Bad Request", new String(client.readToEnd(), java.nio.charset.StandardCharsets.UTF_8));
            mustAnswer(running, "http", "page");
        }
    }

    @Test
    @Spec("framework 9")
    void anHttpServerOpensWebSocketsWhereItsSettingsSaySo() throws Exception {
        App app = App.of(local(ServerSpec.http("http"))
                .onRequest(answering("page"))
                .onMessage(ECHO)
                .setting("open_websocket_protocol", true));
        try (TestApp running = TestApp.start(app)) {
            mustAnswer(running, "http", "page");
            try (RawClient client = running.connect("http").upgrade()) {
                client.text("x").mustReceive(0x81, "x");
                client.mustCloseCleanly();
            }
        }
    }

    @Test
    @Spec("framework 10")
    void portZeroIsAFreeOne() throws Exception {
        App app = App.of(
                local(ServerSpec.http("a")).onRequest(answering("a")),
                local(ServerSpec.http("b")).onRequest(answering("b")));
        assertThrows(IllegalStateException.class, () -> app.server("a"));
        try (TestApp running = TestApp.start(app)) {
            assertNotEquals(running.port("a"), running.port("b"));
            mustAnswer(running, "a", "a");
            mustAnswer(running, "b", "b");
            assertThrows(IllegalArgumentException.class, () -> app.server("c"));
        }
    }

    @Test
    @Spec("framework 11")
    void whenOneAddressIsTakenNoneIsKept() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            App app = App.of(
                    local(ServerSpec.websocket("first")).port(free).onMessage(ECHO),
                    local(ServerSpec.http("second")).port(taken.getLocalPort()).onRequest(answering("")));
            var thrown = assertThrows(SwooleException.class, app::start);
            assertTrue(thrown.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), thrown::getMessage);
            assertEquals(98, thrown.code());
        }
        try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(again.isBound());
        }
    }

    @Test
    void aSettingThatCannotBeGivesTheAddressesBack() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        App app = App.of(local(ServerSpec.websocket("ws")).port(free).onMessage(ECHO))
                .settings(Map.of("worker_num", "many"));
        assertThrows(SwooleException.class, app::start);
        try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(again.isBound());
        }
    }

    @Test
    @Spec("framework 14")
    void beforeStartIsCalledOnceForEachServerBeforeAnybodyCanConnect() throws Exception {
        Notes notes = new Notes();
        App app = App.of(
                local(ServerSpec.websocket("ws"))
                        .onMessage(ECHO)
                        .on(
                                "beforeStart",
                                (swoole4j.Server server) ->
                                        notes.add("ws", server instanceof swoole4j.websocket.Server)),
                local(ServerSpec.http("http")).onRequest(answering("")).on("beforeStart", () -> notes.add("http")));
        app.settings(Map.of("worker_num", 2));
        app.on(AppEvent.BeforeServerStart.class, event -> notes.add("event", event.name()));
        app.on(AppEvent.OnStart.class, _ -> notes.add("start"));
        try (TestApp running = TestApp.start(app)) {
            mustAnswer(running, "http", "");
        }
        notes.mustBe("ws true", "event ws", "http", "event http", "start");
    }

    /** A callback by name. */
    public static final class ByName {
        /** Takes requests. */
        public void onRequest(Request request, Response response) {
            response.end("by name, from " + request.getMethod());
        }

        /** Takes messages. */
        public void onMessage(swoole4j.websocket.Server server, swoole4j.websocket.Frame frame) {
            server.push(frame.fd(), "by name: " + frame.data());
        }

        /** Takes ends. */
        public void onClose(swoole4j.Server server, int fd, int reactorId) {
            ENDS.add(server.exists(fd), reactorId >= 0);
        }

        private static final Notes ENDS = new Notes();
    }

    @Test
    void callbacksByNameAreMethodsOfOneObject() throws Exception {
        String name = ByName.class.getName();
        App app = App.fromMap(Map.of(
                "servers",
                Map.of(
                        "ws",
                        Map.of(
                                "type", "websocket",
                                "host", "127.0.0.1",
                                "port", 0,
                                "sock_type", "tcp",
                                "callbacks",
                                        Map.of(
                                                "request", name + "@onRequest",
                                                "onMessage", List.of(name, "onMessage"),
                                                "close", name + "@onClose")))));
        try (TestApp running = TestApp.start(app)) {
            mustAnswer(running, "ws", "by name, from GET");
            try (RawClient client = running.connect("ws").upgrade()) {
                client.text("x").mustReceive(0x81, "by name: x");
                client.mustCloseCleanly();
            }
            ByName.ENDS.mustBe("false false", "false true");
        }
    }

    @Test
    void openFollowsAHandshakeCallbackWhereItsSettingsSaySo() throws Exception {
        ServerSpec spec = local(ServerSpec.websocket("ws"))
                .setting("open_after_handshake", true)
                .onHandShake((request, response) -> {
                    boolean wanted = request.header().get("x-wanted") != null;
                    response.header("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                    response.header("Upgrade", "websocket");
                    response.header("Connection", "Upgrade");
                    response.status(wanted ? 101 : 403);
                    response.end();
                })
                .onOpen((server, request) -> server.push(request.fd(), "open"))
                .onMessage(ECHO);
        try (TestApp running = TestApp.start(App.of(spec))) {
            try (RawClient client = running.connect("ws").upgrade("X-Wanted: yes")) {
                client.mustReceive(0x81, "open");
                client.mustCloseCleanly();
            }
            try (RawClient client = running.connect("ws")) {
                client.sendText(UPGRADE);
                assertEquals(403, client.readHead().status());
                assertFalse(new String(client.readToEnd(), java.nio.charset.StandardCharsets.UTF_8).contains("open"));
            }
        }
    }
}
