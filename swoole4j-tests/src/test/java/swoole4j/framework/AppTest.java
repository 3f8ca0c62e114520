package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.framework.cluster.MemoryBus;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestApp;
import swoole4j.tests.Spec;

/** What an application does from its start to its end. */
class AppTest {
    private static final OnMessage ECHO = (server, frame) -> server.push(frame.fd(), frame.data());

    private static ServerSpec ws() {
        return ServerSpec.websocket("ws").host("127.0.0.1").port(0);
    }

    private static App echo() {
        return App.of(ws())
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(null, ECHO, null))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 13")
    void routesAloneMakeAServer(int mode) throws Exception {
        try (TestApp app = TestApp.start(echo().mode(mode));
                RawClient client = app.connect("ws").upgrade()) {
            client.text("a").mustReceive(0x81, "a");
            client.mustCloseCleanly();
        }
    }

    @Test
    void routesOfRequestsStandBesideThoseOfWebSockets() throws Exception {
        App app = echo().routes(router -> router.addServer(
                "ws",
                routes ->
                        routes.get("/page", (HttpHandler) _ -> HttpReply.of(200).body("page"))));
        try (TestApp running = TestApp.start(app);
                RawClient client = running.connect("ws")) {
            client.sendText("GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertEquals(200, client.readHead().status());
            assertEquals("page", new String(client.readToEnd(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Test
    @Spec("framework 53")
    void handshakesWaitUntilAllListenersOfTheWorkersStartHaveReturned() throws Exception {
        Notes notes = new Notes();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        var kernel = new swoole4j.framework.app.WebSocketKernel() {
            @Override
            public void onHandShake(Request request, Response response) {
                arrived.countDown();
                super.onHandShake(request, response);
            }
        };
        App app = App.of(ws().kernel(kernel))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(null, ECHO, null))))
                .middleware("ws", (request, next) -> {
                    notes.add("handshake");
                    return next.handle(request);
                });
        app.on(AppEvent.AfterWorkerStart.class, _ -> {
            begun.countDown();
            await(ready);
            notes.add("started");
        });
        try (TestApp running = TestApp.begin(app)) {
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            try (RawClient client = running.connect("ws")) {
                client.sendText("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
                await(arrived);
                ready.countDown();
                assertEquals(101, client.readHead().status());
                client.mustCloseCleanly();
            }
        }
        notes.mustBe("started", "handshake");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Spec("framework 52")
    void handshakesAreRefusedWhileTheServerEnds(int mode) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        var kernel = new swoole4j.framework.app.WebSocketKernel() {
            @Override
            protected Dispatched route(HttpRequest request) {
                arrived.countDown();
                await(ending);
                return super.route(request);
            }
        };
        App app = App.of(ws().kernel(kernel).on("beforeShutdown", ending::countDown))
                .mode(mode)
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(null, ECHO, null))));
        try (TestApp running = TestApp.start(app);
                RawClient client = running.connect("ws")) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
            await(arrived);
            assertTrue(app.shutdown());
            assertEquals(503, client.readHead().status());
            client.readToEnd();
            running.awaitEnd();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Spec("framework 80")
    void aReloadKeepsConnectionsTheirValuesAndTheirControllers() throws Exception {
        Notes starts = new Notes();
        OnMessage counting = (server, frame) -> {
            int count = WsContext.override("count", (Integer old) -> old == null ? 1 : old + 1);
            server.push(frame.fd(), count + " of " + FdCollector.list().size());
        };
        App app = App.of(ws())
                .mode(3)
                .settings(Map.of("worker_num", 2, "reactor_num", 1))
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(null, counting, null))))
                .on(AppEvent.AfterWorkerStart.class, event -> starts.add(event.workerId()));
        Notes reloads = new Notes();
        CountDownLatch reloaded = new CountDownLatch(1);
        app.on(
                AppEvent.BeforeMainServerStart.class,
                event -> event.server().on("afterReload", (Callback.Plain) reloaded::countDown));
        try (TestApp running = TestApp.start(app);
                RawClient one = running.connect("ws").upgrade();
                RawClient two = running.connect("ws").upgrade()) {
            starts.await(2);
            one.text("x").mustReceive(0x81, "1 of 2");
            two.text("x").mustReceive(0x81, "1 of 2");
            app.run(() -> reloads.add(app.reload()));
            reloads.mustBe("true");
            starts.await(4);
            assertTrue(reloaded.await(30, TimeUnit.SECONDS));
            one.text("x").mustReceive(0x81, "2 of 2");
            two.text("x").mustReceive(0x81, "2 of 2");
            one.mustCloseCleanly();
            two.mustCloseCleanly();
        }
    }

    @Test
    void eventsComeInHyperfsOrderAndByPriority() throws Exception {
        Notes notes = new Notes();
        App app = echo().on(AppEvent.AfterWorkerStart.class, _ -> notes.add("late"), -1)
                .on(AppEvent.AfterWorkerStart.class, _ -> notes.add("early"), 1)
                .on(AppEvent.class, event -> notes.add(event.getClass().getSimpleName()));
        try (TestApp running = TestApp.start(app)) {
            assertNotNull(running.app().server("ws"));
        }
        assertEquals(
                List.of(
                        "BeforeMainServerStart",
                        "BeforeServerStart",
                        "OnStart",
                        "BeforeWorkerStart",
                        "MainWorkerStart",
                        "early",
                        "AfterWorkerStart",
                        "late"),
                notes.await(8).subList(0, 8));
        List<String> all = notes.await(10);
        assertEquals("OnShutdown", all.getLast());
        assertTrue(all.contains("OnWorkerStop"), all::toString);
    }

    @Test
    void aListenerThatThrowsBeforeTheStartEndsIt() throws Exception {
        var thrown = new IllegalStateException("not today");
        App app = echo().on(AppEvent.BeforeServerStart.class, _ -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(IllegalStateException.class, app::start));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aListenerThatThrowsWhenAWorkerStartsEndsTheServer(int mode) throws Exception {
        var thrown = new IllegalStateException("not today");
        App app = echo().mode(mode).on(AppEvent.MainWorkerStart.class, _ -> {
            throw thrown;
        });
        try (LogLines log = LogLines.open()) {
            assertSame(thrown, assertThrows(IllegalStateException.class, app::start));
            assertEquals(
                    List.of("a listener of MainWorkerStart failed"), log.texts(ch.qos.logback.classic.Level.ERROR));
        }
    }

    @Test
    void laterListenersThatThrowAreLogged() throws Exception {
        App app = echo().on(AppEvent.OnShutdown.class, _ -> {
            throw new IllegalStateException("too late");
        });
        try (LogLines log = LogLines.open()) {
            TestApp.start(app).close();
            assertEquals(List.of("a listener of OnShutdown failed"), log.texts(ch.qos.logback.classic.Level.ERROR));
        }
    }

    @Test
    void staticVerbsSpeakOfTheApplicationWhoseCallbackRuns() throws Exception {
        Notes notes = new Notes();
        OnMessage counting = (_, _) -> notes.add(FdCollector.list().size());
        App one = App.of(ws())
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(null, counting, null))));
        try (TestApp first = TestApp.start(one);
                TestApp second = TestApp.start(echo());
                RawClient a = first.connect("ws").upgrade();
                RawClient b = second.connect("ws").upgrade();
                RawClient c = second.connect("ws").upgrade()) {
            a.text("x");
            notes.mustBe("1");
            assertThrows(IllegalStateException.class, FdCollector::list);
            second.app().run(() -> notes.add(FdCollector.list().size()));
            notes.mustBe("1", "2");
            a.mustCloseCleanly();
            b.mustCloseCleanly();
            c.mustCloseCleanly();
        }
        assertThrows(IllegalStateException.class, FdCollector::list);
    }

    @Test
    @Spec("framework 95")
    void applicationsOnOneBusReachEachOthersUsers() throws Exception {
        try (MemoryBus bus = new MemoryBus();
                TestApp first = TestApp.start(members(bus));
                TestApp second = TestApp.start(members(bus));
                RawClient a = first.connect("ws").upgrade("X-Name: ann");
                RawClient b = second.connect("ws").upgrade("X-Name: ann")) {
            a.mustReceive(0x81, "welcome");
            b.mustReceive(0x81, "welcome");
            first.app().cluster().sendToUid("ann", "to ann");
            a.mustReceive(0x81, "to ann");
            b.mustReceive(0x81, "to ann");
            second.app().cluster().sendToGroup("all", "to all");
            a.mustReceive(0x81, "to all");
            b.mustReceive(0x81, "to all");
            first.app().cluster().disconnectUid("ann", 4000, "moved");
            a.mustReceive(0x88, frame(4000, "moved")).mustBeClosed();
            b.mustReceive(0x88, frame(4000, "moved")).mustBeClosed();
        }
        assertThrows(IllegalStateException.class, () -> echo().cluster());
    }

    private static byte[] frame(int code, String reason) {
        byte[] text = reason.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return java.nio.ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    private static App members(ClusterBus bus) {
        OnOpen join = (server, request) -> {
            Rooms.current().join(request.fd(), "all");
            Rooms.current().bindUid(request.fd(), WsContext.request().header("x-name"));
            server.push(request.fd(), "welcome");
        };
        return App.of(ws())
                .cluster(bus)
                .routes(router -> router.addServer("ws", routes -> routes.get("/", Handlers.of(join, ECHO, null))));
    }

    @Test
    void anApplicationStartsOnce() throws Exception {
        App app = echo();
        assertFalse(app.shutdown());
        TestApp.start(app).close();
        assertThrows(IllegalStateException.class, app::start);
    }
}
