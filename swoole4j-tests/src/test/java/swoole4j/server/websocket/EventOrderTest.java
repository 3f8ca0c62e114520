package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Which callbacks a connection meets, in which order, with which arguments. */
class EventOrderTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @Nested
    class OneConnection {
        @Test
        @Spec("websocket 14")
        void isAnnouncedCheckedOpenedUsedAndClosed() throws Exception {
            server.on("connect", (Server it, int fd, int reactorId) -> notes.add("connect", fd, reactorId));
            server.on(
                    "beforeHandshakeResponse",
                    (Server it, Request request, Response response) -> notes.add("before", request.fd()));
            server.on("open", (Server it, Request request) -> notes.add("open", request.fd()));
            server.on("message", (Server it, Frame frame) -> notes.add("message", frame.fd(), frame.data()));
            server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                notes.mustBe("connect 1 0");
                client.upgrade().text("a").text("b").mustCloseCleanly();
            }
            notes.mustBe("connect 1 0", "before 1", "open 1", "message 1 a", "message 1 b", "close 1 0");
        }

        @Test
        @Spec("websocket 15, 16")
        void hasTheSameFdInEveryCallback() throws Exception {
            server.on("open", (Server it, Request request) -> {
                notes.add(
                        it == server,
                        request.fd(),
                        request.header().get("x-from"),
                        request.header().get("X-From"));
                assertTrue(request.header().containsKey("sec-websocket-key"));
            });
            server.on("message", (Server it, Frame frame) -> notes.add(it == server, frame.fd()));
            try (var running = TestServer.start(server);
                    var first = running.websocket("X-From: one");
                    var second = running.websocket("x-FROM: two")) {
                second.text("a").mustCloseCleanly();
                first.text("b").mustCloseCleanly();
            }
            notes.mustBe("true 1 one null", "true 2 two null", "true 2", "true 1");
        }
    }

    @Nested
    class Suspension {
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        private TestServer startWithSlowOpen(boolean coroutines) {
            server.set(Map.of("enable_coroutine", coroutines));
            server.on("open", (Server it, Request request) -> {
                notes.add("open begins");
                released.get(5, TimeUnit.SECONDS);
                notes.add("open ends");
            });
            server.on("message", (Server it, Frame frame) -> notes.add("message"));
            return TestServer.start(server);
        }

        /** The pong shows that the server has taken the text before it. */
        private static void sendTextAndWaitUntilItIsTaken(RawClient client) throws Exception {
            client.text("x").frame(0x89, "p").mustReceiveHex("8a0170");
        }

        @Test
        @Spec("websocket 164")
        void ofOpenLetsMessageStart() throws Exception {
            try (var running = startWithSlowOpen(true);
                    var client = running.websocket()) {
                sendTextAndWaitUntilItIsTaken(client);
                notes.mustBe("open begins", "message");
                released.complete(null);
                notes.mustBe("open begins", "message", "open ends");
                client.mustCloseCleanly();
            }
        }

        @Test
        @Spec("websocket 164")
        void ofOpenHoldsMessageBackWithoutCoroutines() throws Exception {
            try (var running = startWithSlowOpen(false);
                    var client = running.websocket()) {
                sendTextAndWaitUntilItIsTaken(client);
                notes.mustBe("open begins");
                released.complete(null);
                notes.mustBe("open begins", "open ends", "message");
                client.mustCloseCleanly();
            }
        }
    }

    @Nested
    class Exceptions {
        @Test
        @Spec("websocket 163")
        void areLoggedAndTheConnectionGoesOn() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                switch (frame.data()) {
                    case "exception" -> throw new java.io.IOException("thrown by a test");
                    case "error" -> throw new AssertionError("thrown by a test");
                    default -> it.push(frame.fd(), frame.data());
                }
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket();
                    var other = running.websocket()) {
                client.text("exception").text("error").text("fine").mustReceive(0x81, "fine");
                other.text("too").mustReceive(0x81, "too");
                client.mustCloseCleanly();
                other.mustCloseCleanly();

                var errors = log.await(Level.ERROR, 2);
                assertEquals(2, errors.size());
                for (var error : errors) {
                    assertTrue(error.getFormattedMessage().contains("message"), error::getFormattedMessage);
                    var cause = assertInstanceOf(ThrowableProxy.class, error.getThrowableProxy());
                    assertEquals("thrown by a test", cause.getMessage());
                }
            }
        }
    }
}
