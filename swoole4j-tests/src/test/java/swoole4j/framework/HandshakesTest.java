package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.framework.app.App;
import swoole4j.http.Cookie;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** What a handshake goes through, and what decides it. */
class HandshakesTest {
    private final Notes notes = new Notes();
    private final OnMessage echo = (server, frame) -> server.push(frame.fd(), frame.data());
    private final Object controller = Handlers.of(
            (_, request) -> notes.add("open", request.fd()), echo, (_, fd, reactor) -> notes.add("close", fd, reactor));

    private Served serve(Middleware... middleware) {
        return serve(app -> app.middleware("ws", middleware));
    }

    private Served serve(Consumer<App> setUp) {
        return Served.start(app -> {
            app.routes(all -> all.addServer("ws", routes -> routes.get("/chat", controller)));
            setUp.accept(app);
        });
    }

    private Middleware noting(String name) {
        return (request, next) -> {
            notes.add(name);
            HttpReply reply = next.handle(request);
            notes.add("/" + name);
            return reply;
        };
    }

    /** The answer has this status and body, and the connection ends. */
    private static void mustBeRefused(RawClient client, int status, String body) throws IOException {
        assertEquals(status, client.head().status(), client.head()::toString);
        assertEquals("close", client.head().header("Connection"));
        byte[] rest = client.readToEnd();
        assertEquals(body, new String(rest, StandardCharsets.UTF_8));
        assertEquals(String.valueOf(rest.length), client.head().header("Content-Length"));
    }

    private static void mustWork(RawClient client) throws IOException {
        assertEquals(101, client.head().status(), client.head()::toString);
        client.text("hello").mustReceive(0x81, "hello").mustCloseCleanly();
    }

    private static int known(Served served) {
        int[] size = {-1};
        served.app().run(() -> size[0] = FdCollector.list().size());
        return size[0];
    }

    @Nested
    class Requests {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-None: 1",
                    "Sec-WebSocket-Key: abc",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j*Q==",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZR==",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSEh"
                })
        @Spec("framework 26")
        void wantAKeyOf16Bytes(String line) throws Exception {
            try (var served = serve(noting("middleware"));
                    var client = served.request(
                            "GET",
                            "/chat",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            line)) {
                client.readHead();
                mustBeRefused(client, 400, "sec-websocket-key is invalid!");
            }
            notes.mustBe();
        }

        @Test
        @Spec("framework 27")
        void wantVersion13() throws Exception {
            try (var served = serve();
                    var client = served.request(
                            "GET",
                            "/chat",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Key: " + Served.KEY,
                            "Sec-WebSocket-Version: 8")) {
                assertEquals("13", client.readHead().header("Sec-WebSocket-Version"));
                mustBeRefused(client, 426, "Upgrade Required");
            }
        }

        @Test
        @Spec("framework 28")
        void areGetRequests() throws Exception {
            try (var served = serve();
                    var client = served.request("POST", "/chat", Served.upgradeLines("Content-Length: 0"))) {
                assertEquals("GET", client.readHead().header("Allow"));
                mustBeRefused(client, 405, "Method Not Allowed");
            }
        }

        @Test
        @Spec("framework 29")
        @Spec("framework 30")
        void mayHaveHeadersInAnyCase() throws Exception {
            try (var served = serve();
                    var client = served.request(
                            "GET",
                            "/chat",
                            "UPGRADE: WebSocket",
                            "connection: keep-alive, Upgrade",
                            "sec-websocket-KEY: " + Served.KEY,
                            "SEC-WebSocket-Version: 13")) {
                client.readHead();
                assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", client.head().header("Sec-WebSocket-Accept"));
                assertEquals("websocket", client.head().header("Upgrade"));
                assertEquals("13", client.head().header("Sec-WebSocket-Version"));
                mustWork(client);
            }
        }

        @Test
        @Spec("framework 43")
        void withoutRouteAreNotFound() throws Exception {
            try (var log = LogLines.open();
                    var served = serve();
                    var client = served.upgrade("/other")) {
                mustBeRefused(client, 404, "Not Found");
                assertEquals(List.of(), log.texts(Level.WARN));
                assertEquals(List.of(), log.texts(Level.ERROR));
            }
        }
    }

    @Nested
    class Chains {
        @Test
        @Spec("framework 31")
        void goFromServerOverGroupToRouteAndBack() throws Exception {
            Consumer<Router> routes = all -> all.addServer(
                    "ws",
                    ws -> ws.addGroup("/in", in -> in.get("/chat", controller, noting("route")), noting("group")));
            try (var served = serve(app -> app.routes(routes).middleware("ws", noting("a"), noting("b")));
                    var client = served.upgrade("/in/chat")) {
                mustWork(client);
            }
            notes.mustBe("a", "b", "group", "route", "/route", "/group", "/b", "/a", "open 1", "close 1 0");
        }

        @Test
        @Spec("framework 33")
        void ofTheServerRunWithoutRouteToo() throws Exception {
            Consumer<Router> routes = all -> all.addServer("ws", ws -> ws.get("/other", controller, noting("route")));
            try (var served = serve(app -> app.routes(routes).middleware("ws", noting("server")));
                    var client = served.upgrade("/unknown")) {
                mustBeRefused(client, 404, "Not Found");
            }
            notes.mustBe("server", "/server");
        }

        @Test
        @Spec("framework 34")
        void passAttributesOn() throws Exception {
            OnMessage tell = (server, frame) ->
                    server.push(frame.fd(), WsContext.request().attribute("user") + " " + WsContext.get("level"));
            Middleware first = (request, next) -> next.handle(request.withAttribute("user", "zhang"));
            Middleware second = (request, next) -> {
                WsContext.set("level", request.attribute("user") + "-7");
                return next.handle(request);
            };
            Consumer<Router> routes = all -> all.addServer("ws", ws -> ws.get("/tell", tell));
            try (var served = serve(app -> app.routes(routes).middleware("ws", first, second));
                    var client = served.upgrade("/tell")) {
                client.text("?").mustReceive(0x81, "zhang zhang-7").mustCloseCleanly();
            }
        }

        @Test
        @Spec("framework 35")
        void mayAnswerThemselves() throws Exception {
            try (var served = serve((_, _) ->
                            HttpReply.of(401).header("X-Why", "no token").body("{\"code\":1}"));
                    var client = served.upgrade("/chat")) {
                assertEquals("no token", client.head().header("X-Why"));
                mustBeRefused(client, 401, "{\"code\":1}");
                assertEquals(0, known(served));
            }
            notes.mustBe();
        }

        @Test
        @Spec("framework 36")
        void addHeadersAndCookiesToThe101() throws Exception {
            Middleware adding = (request, next) -> next.handle(request)
                    .header("X-Trace", "42")
                    .cookie(new Cookie().withName("session").withValue("abc"));
            try (var served = serve(adding);
                    var client = served.upgrade("/chat")) {
                assertEquals("42", client.head().header("X-Trace"));
                assertTrue(Objects.requireNonNull(client.head().header("Set-Cookie"))
                        .startsWith("session=abc"));
                mustWork(client);
            }
        }

        @Test
        @Spec("framework 37")
        void mayTakeAnUpgradeBack() throws Exception {
            try (var served = serve(
                            (request, next) -> next.handle(request).status(403).body("no"));
                    var client = served.upgrade("/chat")) {
                assertNull(client.head().header("Sec-WebSocket-Accept"));
                mustBeRefused(client, 403, "no");
                assertEquals(0, known(served));
            }
            notes.mustBe();
        }

        @Test
        @Spec("framework 38")
        void cannotUpgradeToNothing() throws Exception {
            try (var log = LogLines.open();
                    var served = serve((_, _) -> HttpReply.of(101));
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 500, "Internal Server Error");
                assertTrue(log.await(Level.ERROR, 1)
                        .getFirst()
                        .getFormattedMessage()
                        .contains("without a controller"));
            }
        }

        @Test
        void withABodyThatIsNoAnswerFail() throws Exception {
            try (var log = LogLines.open();
                    var served = serve((_, _) -> HttpReply.of(200).json(Map.of("a", new Object())));
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 500, "Internal Server Error");
                log.await(Level.ERROR, 1);
            }
        }
    }

    @Nested
    class Exceptions {
        private final Middleware after = (request, next) -> {
            next.handle(request);
            throw new IllegalStateException("secret");
        };

        @Test
        @Spec("framework 39")
        void afterTheCoreAre500WithoutTheirText() throws Exception {
            try (var log = LogLines.open();
                    var served = serve(after);
                    var client = served.upgrade("/chat")) {
                assertNull(client.head().header("Sec-WebSocket-Accept"));
                mustBeRefused(client, 500, "Internal Server Error");
                assertEquals(
                        "secret",
                        log.await(Level.ERROR, 1).getFirst().getThrowableProxy().getMessage());
                assertEquals(0, known(served));
            }
            notes.mustBe();
        }

        @Test
        @Spec("framework 39")
        void beforeTheCoreAre500() throws Exception {
            Middleware before = (_, _) -> {
                throw new IOException("secret");
            };
            try (var served = serve(before);
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 500, "Internal Server Error");
            }
        }

        @Test
        @Spec("framework 39")
        void ofTheMachineAre500Too() throws Exception {
            Middleware broken = (_, _) -> {
                throw new AssertionError("secret");
            };
            try (var served = serve(broken);
                    var client = served.upgrade("/chat")) {
                assertEquals(500, client.head().status());
                assertFalse(new String(client.readToEnd(), StandardCharsets.UTF_8).contains("secret"));
                assertEquals(0, known(served));
            }
        }

        @Test
        @Spec("framework 40")
        void ofHttpHaveTheirOwnStatus() throws Exception {
            Middleware teapot = (_, _) -> {
                throw new HttpException(418, "x");
            };
            try (var served = serve(teapot);
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 418, "x");
            }
        }

        private ExceptionHandler handler(String text, boolean last) {
            return new ExceptionHandler() {
                @Override
                public HttpReply handle(Throwable thrown, HttpReply reply) {
                    return reply.status(409).body(reply.body() + text);
                }

                @Override
                public boolean stopPropagation() {
                    return last;
                }
            };
        }

        @ParameterizedTest
        @CsvSource({"true, a", "false, ab"})
        @Spec("framework 41")
        void goToHandlersUntilOneStops(boolean stops, String body) throws Exception {
            ExceptionHandler never = new ExceptionHandler() {
                @Override
                public boolean isValid(Throwable thrown) {
                    return thrown instanceof HandShakeException;
                }

                @Override
                public HttpReply handle(Throwable thrown, HttpReply reply) {
                    return reply.body("never");
                }
            };
            try (var served = serve(app -> app.middleware("ws", after)
                            .exceptionHandler(
                                    "ws", never, handler("a", stops), handler("b", true), handler("c", true)));
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 409, body);
            }
        }

        @Test
        @Spec("framework 42")
        void ofHandlersAre500() throws Exception {
            ExceptionHandler broken = (_, _) -> {
                throw new IllegalArgumentException("handler");
            };
            AtomicInteger calls = new AtomicInteger();
            Middleware once = (request, next) -> {
                if (calls.getAndIncrement() == 0) throw new IllegalStateException("first");
                return next.handle(request);
            };
            try (var log = LogLines.open();
                    var served = serve(app -> app.middleware("ws", once).exceptionHandler("ws", broken));
                    var client = served.upgrade("/chat");
                    var second = served.upgrade("/chat")) {
                mustBeRefused(client, 500, "Internal Server Error");
                assertEquals(
                        "handler",
                        log.await(Level.ERROR, 1).getFirst().getThrowableProxy().getMessage());
                mustWork(second);
            }
        }
    }

    @Nested
    class Subprotocols {
        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {"-, -", "chat, chat", "'a, b', a"})
        @Spec("framework 44")
        void areOneOfThoseOffered(String offered, String chosen) throws Exception {
            String line = offered == null ? "X-None: 1" : "Sec-WebSocket-Protocol: " + offered;
            try (var served = serve();
                    var client = served.upgrade("/chat", line)) {
                assertEquals(chosen, client.head().header("Sec-WebSocket-Protocol"));
                mustWork(client);
            }
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {"'b, a', a", "b, b", "c, -"})
        @Spec("framework 45")
        void areTheFirstConfigured(String offered, String chosen) throws Exception {
            try (var served = serve(app -> app.settings(Map.of("subprotocols", List.of("a", "b"))));
                    var client = served.upgrade("/chat", "Sec-WebSocket-Protocol: " + offered)) {
                assertEquals(chosen, client.head().header("Sec-WebSocket-Protocol"));
                mustWork(client);
            }
        }

        @Test
        void thatWereNotOfferedAreNone() throws Exception {
            Middleware wrong = (request, next) -> next.handle(request).header("Sec-WebSocket-Protocol", "mine");
            try (var served = serve(wrong);
                    var client = served.upgrade("/chat", "Sec-WebSocket-Protocol: theirs")) {
                mustBeRefused(client, 500, "Internal Server Error");
            }
        }
    }

    @Nested
    class Opening {
        @Test
        @Spec("framework 46")
        @Spec("framework 47")
        void comesBehindThe101AndBeforeEarlyFrames() throws Exception {
            CountDownLatch go = new CountDownLatch(1);
            Object greeting = Handlers.of(
                    (server, request) -> {
                        server.push(request.fd(), "welcome");
                        go.await();
                        server.push(request.fd(), "ready");
                    },
                    echo,
                    null);
            try (var served = serve(app -> app.routes(all -> all.addServer("ws", r -> r.get("/greet", greeting))));
                    var client = served.connect()) {
                StringBuilder request = new StringBuilder("GET /greet HTTP/1.1\r\nHost: x\r\n");
                for (String line : Served.upgradeLines()) request.append(line).append("\r\n");
                byte[] head = request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
                byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};
                byte[] both = new byte[head.length + frame.length];
                System.arraycopy(head, 0, both, 0, head.length);
                System.arraycopy(frame, 0, both, head.length, frame.length);
                client.send(both).readHead();
                client.mustReceive(0x81, "welcome");
                go.countDown();
                client.mustReceive(0x81, "ready").mustReceive(0x81, "hi").mustCloseCleanly();
            }
        }

        @Test
        @Spec("framework 48")
        void isNotDoneWithinTheChain() throws Exception {
            Middleware early = (request, next) -> {
                notes.add(Sender.push(request.fd(), "early"));
                HttpReply reply = next.handle(request);
                notes.add(Sender.push(request.fd(), "early"));
                return reply;
            };
            try (var served = serve(early);
                    var client = served.upgrade("/chat")) {
                mustWork(client);
            }
            notes.mustBe("false", "false", "open 1", "close 1 0");
        }

        @Test
        @Spec("framework 49")
        void thatIsRefusedLeavesNothing() throws Exception {
            AtomicInteger made = new AtomicInteger();
            Object each = Handlers.perConnection(() -> {
                made.incrementAndGet();
                return echo;
            });
            Middleware no = (request, next) -> {
                WsContext.set("user", "zhang");
                return request.hasHeader("x-token") ? next.handle(request) : HttpReply.of(401);
            };
            try (var served = serve(app ->
                    app.middleware("ws", no).routes(all -> all.addServer("ws", r -> r.get("/each", each))))) {
                for (int i = 1; i <= 1000; i++) {
                    try (var client = served.upgrade("/each")) {
                        mustBeRefused(client, 401, "");
                    }
                    int fd = i;
                    served.app().run(() -> assertNull(WsContext.of(fd).get("user")));
                }
                assertEquals(0, known(served));
                assertEquals(0, made.get());
            }
        }

        @Test
        @Spec("framework 25")
        void makesControllersOfTheirOwn() throws Exception {
            AtomicInteger made = new AtomicInteger();
            Object each = Handlers.perConnection(() -> {
                int number = made.incrementAndGet();
                return (OnMessage) (server, frame) -> server.push(frame.fd(), "" + number);
            });
            try (var served = serve(app -> app.routes(all -> all.addServer("ws", r -> r.get("/each", each))));
                    var first = served.upgrade("/each");
                    var second = served.upgrade("/each")) {
                for (int i = 0; i < 2; i++) {
                    first.text("?").mustReceive(0x81, "1");
                    second.text("?").mustReceive(0x81, "2");
                }
                first.mustCloseCleanly();
                second.mustCloseCleanly();
                assertEquals(2, made.get());
            }
        }

        @Test
        @Spec("framework 50")
        void ofAPeerThatIsGoneIsFollowedByItsClose() throws Exception {
            CountDownLatch gone = new CountDownLatch(1);
            Object slow = Handlers.of(
                    (server, request) -> {
                        notes.add("begin");
                        gone.await();
                        while (server.push(request.fd(), "x"))
                            swoole4j.Coroutine.sleep(0.001); // until the reset has come
                        notes.add("open");
                    },
                    echo,
                    (_, fd, _) -> notes.add("close", fd));
            try (var served = serve(app -> app.routes(all -> all.addServer("ws", r -> r.get("/slow", slow))))) {
                var client = served.upgrade("/slow");
                notes.await(1);
                client.reset();
                gone.countDown();
                notes.mustBe("begin", "open", "close 1");
            }
        }

        @Test
        @Spec("framework 52")
        void isNotDoneWhenTheServerEnds() throws Exception {
            CountDownLatch go = new CountDownLatch(1);
            Callback.OnServer<Server> ending = _ -> {
                notes.add("ending");
                go.await();
            };
            try (var served = Served.start(
                            spec -> spec.on("beforeShutdown", ending),
                            app -> app.routes(all -> all.addServer("ws", r -> r.get("/chat", controller))));
                    var open = served.upgrade("/chat")) {
                Thread.ofVirtual().start(served.app()::shutdown);
                notes.mustBe("open 1", "ending");
                try (var late = served.upgrade("/chat")) {
                    mustBeRefused(late, 503, "Service Unavailable");
                }
                go.countDown();
                open.readToEnd();
            } finally {
                go.countDown();
            }
        }

        @Test
        @Spec("framework 51")
        void thatTakesTooLongIsUnavailable() throws Exception {
            Middleware stuck = (_, _) -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    notes.add("interrupted");
                }
                throw new IllegalStateException("too late");
            };
            try (var served = serve(app -> app.middleware("ws", stuck).settings(Map.of("handshake_timeout", 0.2)));
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 503, "Service Unavailable");
                notes.mustBe("interrupted");
                assertEquals(0, known(served));
            }
        }

        @Test
        @Spec("framework 51")
        void thatSleepsTooLongIsUnavailable() throws Exception {
            Middleware asleep = (_, _) -> {
                swoole4j.Coroutine.sleep(60);
                notes.add("woken");
                return HttpReply.of(200);
            };
            try (var served = serve(app -> app.middleware("ws", asleep).settings(Map.of("handshake_timeout", 0.2)));
                    var client = served.upgrade("/chat")) {
                mustBeRefused(client, 503, "Service Unavailable");
                notes.mustBe("woken");
            }
        }
    }
}
