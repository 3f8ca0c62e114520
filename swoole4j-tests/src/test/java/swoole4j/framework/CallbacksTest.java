package swoole4j.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Coroutine;
import swoole4j.framework.app.App;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;
import swoole4j.websocket.Server;

/** Open, message and close of controllers: their order, and what comes of their exceptions. */
class CallbacksTest {
    private final Notes notes = new Notes();
    private final Semaphore ended = new Semaphore(0);
    private final OnMessage echo = (server, frame) -> server.push(frame.fd(), frame.data());
    private final OnClose noteClose = (_, fd, reactor) -> notes.add("close", fd, reactor);

    private Served serve(Object controller) {
        return serve(controller, _ -> {});
    }

    private Served serve(Object controller, Consumer<App> setUp) {
        return Served.start(app -> {
            app.routes(all -> all.addServer("ws", routes -> routes.get("/", controller)));
            app.on(AppEvent.WsClosed.class, _ -> ended.release());
            setUp.accept(app);
        });
    }

    /** The last connection has ended, and nothing of it is left. */
    private void mustBeForgotten(Served served) throws InterruptedException {
        assertTrue(ended.tryAcquire(60, TimeUnit.SECONDS), "no connection has ended");
        int[] size = {-1};
        served.app().run(() -> size[0] = FdCollector.list().size());
        assertEquals(0, size[0]);
    }

    @Nested
    class Order {
        @Test
        @Spec("framework 54")
        void messagesWaitForOpen() throws Exception {
            CountDownLatch sent = new CountDownLatch(1);
            Object slow = Handlers.of(
                    (_, _) -> {
                        sent.await();
                        Coroutine.sleep(0.02);
                        notes.add("opened");
                    },
                    (server, frame) -> {
                        notes.add(frame.data());
                        server.push(frame.fd(), "done");
                    },
                    null);
            try (var served = serve(slow);
                    var client = served.upgrade("/")) {
                client.text("early");
                sent.countDown();
                client.mustReceive(0x81, "done").mustCloseCleanly();
            }
            notes.mustBe("opened", "early");
        }

        /** A message "slow" is answered when another connection, or behind it another message, has let it go. */
        private OnMessage gate(CountDownLatch go) {
            return (server, frame) -> {
                if (frame.data().equals("go")) go.countDown();
                if (frame.data().equals("slow")) go.await();
                server.push(frame.fd(), frame.data());
            };
        }

        @Test
        @Spec("framework 55")
        void messagesOfOneConnectionWaitForEachOther() throws Exception {
            CountDownLatch go = new CountDownLatch(1);
            try (var served = serve(gate(go));
                    var one = served.upgrade("/");
                    var other = served.upgrade("/")) {
                one.text("slow").text("fast");
                other.text("go").mustReceive(0x81, "go");
                one.mustReceive(0x81, "slow").mustReceive(0x81, "fast").mustCloseCleanly();
                other.mustCloseCleanly();
            }
        }

        @Test
        @Spec("framework 56")
        void messagesDoNotWaitWhenThatIsWanted() throws Exception {
            CountDownLatch go = new CountDownLatch(1);
            try (var served = serve(gate(go), app -> app.settings(Map.of("message_order", "concurrent")));
                    var client = served.upgrade("/")) {
                client.text("slow").text("fast").mustReceive(0x81, "fast");
                client.text("go");
                List<String> rest = new ArrayList<>(List.of(text(client), text(client)));
                rest.sort(null);
                assertEquals(List.of("go", "slow"), rest);
                client.mustCloseCleanly();
            }
        }

        private String text(RawClient client) throws Exception {
            return new String(client.read().payload(), java.nio.charset.StandardCharsets.UTF_8);
        }

        @Test
        @Spec("framework 63")
        void closeWaitsForTheCallbackThatCloses() throws Exception {
            Object leaving = Handlers.of(
                    null,
                    (server, frame) -> {
                        boolean done = server.disconnect(frame.fd(), 4000, "bye");
                        notes.add(done, server.push(frame.fd(), "x"), server.isEstablished(frame.fd()));
                        Coroutine.sleep(0.01);
                        notes.add("returns", WsContext.set("still", "here"));
                    },
                    (_, fd, reactor) -> notes.add("close", fd, reactor, WsContext.get("still")));
            try (var served = serve(leaving);
                    var client = served.upgrade("/")) {
                client.text("leave").text("more").mustReceiveHex("88050fa0627965");
                notes.mustBe("true false false", "returns here", "close 1 -1 here");
                client.mustBeClosed();
                mustBeForgotten(served);
            }
        }

        @Test
        void openThatClosesIsFollowedByItsClose() throws Exception {
            Object refusing = Handlers.of(
                    (server, request) -> notes.add("open", server.disconnect(request.fd(), 1000, "no")),
                    echo,
                    noteClose);
            try (var served = serve(refusing);
                    var client = served.upgrade("/")) {
                client.mustReceiveHex("880403e86e6f").mustBeClosed();
                notes.mustBe("open true", "close 1 -1");
            }
        }

        @Test
        @Spec("framework 68")
        void blockedConnectionsDoNotDelayOthers() throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            OnMessage blocking = (server, frame) -> {
                if (frame.data().equals("block")) never.await();
                server.push(frame.fd(), frame.data());
            };
            List<RawClient> blocked = new ArrayList<>();
            try (var served = serve(blocking)) {
                for (int i = 0; i < 1000; i++) {
                    RawClient client = served.upgrade("/");
                    blocked.add(client.text("block"));
                }
                try (var client = served.upgrade("/")) {
                    client.text("hello").mustReceive(0x81, "hello").mustCloseCleanly();
                }
                never.countDown();
                for (RawClient client : blocked)
                    client.mustReceive(0x81, "block").mustCloseCleanly();
            } finally {
                for (RawClient client : blocked) client.abort();
            }
        }
    }

    @Nested
    class Exceptions {
        private final OnMessage failing = (server, frame) -> {
            if (frame.data().equals("fail")) throw new IllegalStateException("broken");
            server.push(frame.fd(), frame.data());
        };

        @Test
        @Spec("framework 57")
        void ofMessagesAreLoggedAndTheNextIsHandled() throws Exception {
            try (var log = LogLines.open();
                    var served = serve(failing);
                    var client = served.upgrade("/")) {
                client.text("fail").text("next").mustReceive(0x81, "next").mustCloseCleanly();
                assertEquals(
                        "broken",
                        log.await(Level.ERROR, 1).getFirst().getThrowableProxy().getMessage());
            }
        }

        @Test
        void ofMessagesMayEndTheConnection() throws Exception {
            try (var served = serve(failing, app -> app.settings(Map.of("on_message_error", "close")));
                    var client = served.upgrade("/")) {
                client.text("fail").mustReceiveHex("880203f3").mustBeClosed();
            }
        }

        @ParameterizedTest
        @CsvSource({"keep", "close"})
        @Spec("framework 58")
        void ofOpenAreLogged(String then) throws Exception {
            Object controller = Handlers.of(
                    (_, _) -> {
                        throw new IllegalStateException("broken");
                    },
                    echo,
                    noteClose);
            try (var log = LogLines.open();
                    var served = serve(controller, app -> app.settings(Map.of("on_open_error", then)));
                    var client = served.upgrade("/")) {
                log.await(Level.ERROR, 1);
                if (then.equals("keep")) {
                    client.text("x").mustReceive(0x81, "x").mustCloseCleanly();
                } else {
                    client.mustReceiveHex("880203f3").mustBeClosed();
                }
                notes.await(1);
            }
        }

        @Test
        @Spec("framework 59")
        void ofCloseAreLoggedAndNothingIsLeft() throws Exception {
            Object controller = Handlers.of(null, echo, (_, fd, _) -> {
                throw new IllegalStateException("broken");
            });
            try (var log = LogLines.open();
                    var served = serve(
                            controller,
                            app -> app.on(AppEvent.WsClosed.class, event -> notes.add("closed", event.fd())));
                    var client = served.upgrade("/")) {
                client.text("x").mustReceive(0x81, "x").mustCloseCleanly();
                log.await(Level.ERROR, 1);
                notes.mustBe("closed 1");
                mustBeForgotten(served);
            }
        }

        @Test
        @Spec("framework 60")
        void ofMessagesGoToTheirHandlers() throws Exception {
            MessageExceptionHandler handler = (server, frame, thrown) ->
                    server.push(frame.fd(), frame.data() + ": " + thrown.getMessage() + WsContext.keys());
            try (var log = LogLines.open();
                    var served = serve(failing, app -> app.messageExceptionHandler("ws", handler));
                    var client = served.upgrade("/")) {
                client.text("fail").mustReceive(0x81, "fail: broken[]").mustCloseCleanly();
                assertEquals(List.of(), log.texts(Level.ERROR));
            }
        }
    }

    @Nested
    class Messages {
        @Test
        @Spec("framework 61")
        void goThroughMiddleware() throws Exception {
            MessageMiddleware filter = (server, frame, next) -> {
                notes.add("filter", frame.data());
                if (!frame.data().equals("drop"))
                    next.handle(frame.data(frame.data().toUpperCase(java.util.Locale.ROOT)));
            };
            MessageMiddleware marker = (server, frame, next) -> next.handle(frame.data(frame.data() + "!"));
            Object controller = Handlers.of((_, _) -> notes.add("open"), echo, noteClose);
            try (var served = serve(controller, app -> app.messageMiddleware("ws", filter, marker));
                    var client = served.upgrade("/")) {
                client.text("drop").text("pass").mustReceive(0x81, "PASS!").mustCloseCleanly();
            }
            notes.mustBe("open", "filter drop", "filter pass", "close 1 0");
        }

        @Test
        @Spec("framework 22")
        void areDroppedWhereNobodyTakesThem() throws Exception {
            OnOpen open = (server, request) -> server.push(request.fd(), "open");
            try (var log = LogLines.open();
                    var served = serve(open);
                    var client = served.upgrade("/")) {
                client.mustReceive(0x81, "open").text("lost");
                log.mustWarn("is dropped");
                client.frame(0x89, "p").mustReceive(0x8a, "p").mustCloseCleanly();
            }
        }

        @Test
        @Spec("framework 62")
        void mayDisconnectWithAReasonOf123Bytes() throws Exception {
            OnMessage leaving = (server, frame) -> {
                String reason = "r".repeat(Integer.parseInt(frame.data()));
                notes.add(Sender.disconnect(frame.fd(), 1000, reason), Sender.check(frame.fd()));
            };
            try (var served = serve(leaving);
                    var client = served.upgrade("/")) {
                client.text("124").text("123");
                assertEquals(125, client.read().payload().length);
                client.mustBeClosed();
            }
            notes.mustBe("false true", "true false");
        }
    }

    @Nested
    class Ends {
        private final Object controller = Handlers.of(
                null,
                (server, frame) -> {
                    if (frame.data().equals("leave")) server.disconnect(frame.fd(), 4001, "left");
                    if (frame.data().equals("close")) server.close(frame.fd());
                },
                noteClose);

        private Served noting(Consumer<App> setUp) {
            return serve(controller, app -> {
                app.on(AppEvent.WsOpened.class, event -> notes.add("opened", event.fd()));
                app.on(
                        AppEvent.WsClosed.class,
                        it -> notes.add("closed", it.code(), it.reason(), it.byServer(), it.wasClean()));
                setUp.accept(app);
            });
        }

        private interface Leave {
            void by(RawClient client) throws Exception;
        }

        private void mustNote(Leave leave, String close, String closed) throws Exception {
            try (var served = noting(_ -> {})) {
                var client = served.upgrade("/");
                notes.await(1);
                leave.by(client);
                notes.mustBe("opened 1", close, closed);
                client.abort();
            }
            notes.mustBe("opened 1", close, closed); // no second time when the server ends
        }

        @Test
        @Spec("framework 64-65, 67")
        void ofTheClientHaveItsCode() throws Exception {
            mustNote(client -> client.closeFrame(4002), "close 1 0", "closed 4002  false true");
        }

        @Test
        @Spec("framework 64-65, 67")
        void ofTheClientHaveItsReason() throws Exception {
            byte[] payload = {0x03, (byte) 0xe8, 'b', 'y', 'e'};
            mustNote(client -> client.frame(0x88, payload), "close 1 0", "closed 1000 bye false true");
        }

        @Test
        @Spec("framework 67")
        void ofTheClientMayHaveNoCode() throws Exception {
            mustNote(client -> client.frame(0x88, ""), "close 1 0", "closed 1005  false true");
        }

        @Test
        @Spec("framework 64-65, 67")
        void byResetAreAbnormal() throws Exception {
            mustNote(RawClient::reset, "close 1 0", "closed 1006  false false");
        }

        @Test
        @Spec("framework 64-65")
        void byAViolationHaveTheServersCode() throws Exception {
            try (var served = noting(_ -> {});
                    var client = served.upgrade("/")) {
                client.frame(0x83, "x");
                List<String> lines = notes.await(3);
                assertEquals("close 1 0", lines.get(1));
                assertTrue(lines.get(2).startsWith("closed 1002 "), lines.get(2));
                client.abort();
            }
        }

        @Test
        @Spec("framework 64-65, 67")
        void ofTheServerHaveItsCode() throws Exception {
            mustNote(client -> client.text("leave"), "close 1 -1", "closed 4001 left true true");
        }

        @Test
        @Spec("framework 64-65")
        void withoutFarewellAreAbnormal() throws Exception {
            mustNote(client -> client.text("close"), "close 1 -1", "closed 1006  true false");
        }

        @Test
        @Spec("framework 64-65")
        void byTheServersEndAreTold() throws Exception {
            var served = noting(_ -> {});
            try (var client = served.upgrade("/")) {
                notes.await(1);
                served.close();
                List<String> lines = notes.await(3);
                assertEquals("close 1 -1", lines.get(1));
                assertTrue(lines.get(2).endsWith(" true true") || lines.get(2).endsWith(" true false"), lines.get(2));
                assertEquals(3, lines.size());
                client.abort();
            }
        }

        @Test
        @Spec("framework 66")
        void areNotTakenOverByADisconnectCallback() throws Exception {
            Callback.OnConnection<Server> disconnect = (_, fd, _) -> notes.add("disconnect", fd);
            Consumer<App> setUp = app -> app.routes(all -> all.addServer("ws", routes -> routes.get("/", controller)))
                    .on(AppEvent.WsClosed.class, _ -> ended.release());
            try (var served = Served.start(spec -> spec.on("disconnect", disconnect), setUp);
                    var refused = served.upgrade("/unknown");
                    var client = served.upgrade("/")) {
                assertEquals(404, refused.head().status());
                notes.mustBe("disconnect 1");
                client.text("leave").read();
                notes.mustBe("disconnect 1", "disconnect 2", "close 2 -1");
                client.mustBeClosed();
                refused.readToEnd();
                mustBeForgotten(served);
            }
        }
    }
}
