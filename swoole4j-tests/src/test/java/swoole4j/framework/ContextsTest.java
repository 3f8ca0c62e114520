package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Timer;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.http.Request;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestApp;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** What callbacks know of their connection, and what anybody may send to it. */
class ContextsTest {
    private final Notes notes = new Notes();
    private final BlockingQueue<Integer> opened = new LinkedBlockingQueue<>();

    private static ServerSpec ws(String name) {
        return ServerSpec.websocket(name).host("127.0.0.1").port(0);
    }

    private static App app(int mode, ServerSpec... servers) {
        return App.of(servers).mode(mode).settings(Map.of("worker_num", 2));
    }

    private int nextOpened() throws InterruptedException {
        Integer fd = opened.poll(30, TimeUnit.SECONDS);
        if (fd == null) throw new AssertionError("nothing was opened");
        return fd;
    }

    /** Answers with what it knows, and sets what it is told. */
    private final class Keeper implements OnOpen, OnMessage, OnClose {
        @Override
        public void onOpen(Server server, Request request) {
            Context.set("own", "open");
            server.push(request.fd(), WsContext.get("user") + " " + WsContext.keys());
        }

        @Override
        public void onMessage(Server server, Frame frame) {
            notes.add("own value in message", Context.has("own"));
            String[] words = frame.data().split("=", 2);
            if (words.length == 2) WsContext.set(words[0], words[1]);
            server.push(frame.fd(), WsContext.getOrDefault(words[0], "null"));
        }

        @Override
        public void onClose(Server server, int fd, int reactorId) {
            notes.add("closed", WsContext.get("user"), Context.has("own"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 69, 75")
    void valuesOfAConnectionAreItsOwnAndThoseOfACallbackEndWithIt(int mode) throws Exception {
        App app = app(mode, ws("ws"))
                .middleware("ws", (request, next) -> {
                    WsContext.set("user", request.query().get("name"));
                    Context.set("own", "handshake");
                    return next.handle(request);
                })
                .routes(router -> router.addServer("ws", routes -> routes.get("/", new Keeper())));
        try (TestApp running = TestApp.start(app);
                RawClient anna = running.connect("ws");
                RawClient bert = running.connect("ws")) {
            anna.upgradeTo("/?name=anna").mustReceive(0x81, "anna [user]");
            bert.upgradeTo("/?name=bert").mustReceive(0x81, "bert [user]");
            anna.text("colour=red").mustReceive(0x81, "red");
            bert.text("colour").mustReceive(0x81, "null");
            anna.text("colour").mustReceive(0x81, "red");
            anna.mustCloseCleanly();
            assertEquals(List.of("closed anna false"), notes.await(4).subList(3, 4));
            bert.mustCloseCleanly();
            notes.mustBe(
                    "own value in message false",
                    "own value in message false",
                    "own value in message false",
                    "closed anna false",
                    "closed bert false");
        }
    }

    @Test
    @Spec("framework 71")
    void copyReplacesAllValuesByTheChosenOnes() throws Exception {
        OnMessage copy = (server, frame) -> {
            WsContext.set("mine", 1);
            WsContext.copy(Integer.parseInt(frame.data()), List.of("a", "missing"));
            server.push(frame.fd(), WsContext.keys() + " " + WsContext.get("a"));
        };
        OnOpen open = (server, request) -> {
            WsContext.set("a", "of " + request.get().get("name"));
            WsContext.set("b", "other");
            opened.add(request.fd());
        };
        App app = app(1, ws("ws"))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(open, copy, null))));
        try (TestApp running = TestApp.start(app);
                RawClient first = running.connect("ws");
                RawClient second = running.connect("ws")) {
            first.upgradeTo("/?name=first");
            int from = nextOpened();
            second.upgradeTo("/?name=second");
            second.text("" + from).mustReceive(0x81, "[a] of first");
        }
    }

    @Test
    @Spec("framework 73")
    void outsideACallbackAConnectionHasToBeNamed() throws Exception {
        OnOpen open = (server, request) -> opened.add(request.fd());
        OnMessage answer = (server, frame) -> server.push(frame.fd(), WsContext.getOrDefault("set", "nothing"));
        App app = app(1, ws("ws"))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(open, answer, null))));
        try (TestApp running = TestApp.start(app);
                RawClient client = running.connect("ws")) {
            client.upgrade();
            int fd = nextOpened();
            assertThrows(IllegalStateException.class, () -> WsContext.set("set", 1));
            assertThrows(IllegalStateException.class, () -> Context.set("set", 1));
            app.run(() -> assertThrows(IllegalStateException.class, () -> WsContext.get("set")));
            WsContext.with(fd, () -> WsContext.set("set", "outside"));
            client.text("?").mustReceive(0x81, "outside");
            assertThrows(IllegalStateException.class, () -> WsContext.with(fd + 1, () -> {}));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 77")
    void anybodyMaySend(int mode) throws Exception {
        OnOpen open = (server, request) -> opened.add(request.fd());
        OnMessage ignore = (server, frame) -> {};
        App app = app(mode, ws("ws"), ServerSpec.http("http").host("127.0.0.1").port(0))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(open, ignore, null)))
                        .addServer(
                                "http",
                                routes -> routes.get("/{fd}", (HttpHandler) request -> {
                                    int fd = Integer.parseInt(request.attribute(Dispatched.class)
                                            .params()
                                            .get("fd"));
                                    Timer.after(1, () -> Sender.push(fd, "by a timer"));
                                    return HttpReply.of(200).body("" + Sender.push(fd, "by a request"));
                                })));
        try (TestApp running = TestApp.start(app);
                RawClient client = running.connect("ws");
                RawClient http = running.connect("http")) {
            client.upgrade();
            int fd = nextOpened();
            assertTrue(Sender.push(fd, "by a thread"));
            client.mustReceive(0x81, "by a thread");
            http.sendText("GET /" + fd + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertEquals(200, http.readHead().status());
            assertEquals("true", new String(http.readToEnd(), StandardCharsets.UTF_8));
            client.mustReceive(0x81, "by a request").mustReceive(0x81, "by a timer");
            assertTrue(Sender.disconnect(fd, 4000, "enough"));
            client.mustCloseWith("0fa0656e6f756768");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 78")
    void sendingToNobodyIsFalseAndQuiet(int mode) throws Exception {
        OnOpen open = (server, request) -> opened.add(request.fd());
        OnClose close = (server, fd, reactorId) -> notes.add("closed");
        OnMessage ignore = (server, frame) -> {};
        App app = app(mode, ws("ws"))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(open, ignore, close))));
        try (TestApp running = TestApp.start(app);
                LogLines log = LogLines.open()) {
            int fd;
            try (RawClient client = running.connect("ws")) {
                client.upgrade();
                fd = nextOpened();
                client.mustCloseCleanly();
            }
            notes.mustBe("closed");
            for (int gone : new int[] {fd, fd + 1000, 0, -1}) {
                assertFalse(Sender.push(gone, "text"));
                assertFalse(Sender.pushFrame(gone, new Frame("text")));
                assertFalse(Sender.disconnect(gone, 1000, "bye"));
                assertFalse(Sender.check(gone));
            }
            assertEquals(List.of(), log.texts(Level.WARN));
            assertEquals(List.of(), log.texts(Level.ERROR));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 79")
    void connectionsOfTwoServersHaveNumbersOfTheirOwn(int mode) throws Exception {
        OnOpen open = (server, request) -> opened.add(request.fd());
        OnMessage ignore = (server, frame) -> {};
        App app = app(mode, ws("one"), ws("two")).routes(router -> {
            router.addServer("one", routes -> routes.get("/", Handlers.of(open, ignore, null)));
            router.addServer("two", routes -> routes.get("/", Handlers.of(open, ignore, null)));
        });
        try (TestApp running = TestApp.start(app);
                RawClient one = running.connect("one");
                RawClient two = running.connect("two")) {
            one.upgrade();
            int first = nextOpened();
            two.upgrade();
            int second = nextOpened();
            assertNotEquals(first, second);
            assertTrue(Sender.push(first, "first"));
            assertTrue(Sender.push(second, "second"));
            one.mustReceive(0x81, "first");
            two.mustReceive(0x81, "second");
        }
    }
}
