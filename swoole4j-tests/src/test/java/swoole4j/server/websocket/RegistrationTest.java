package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.SwooleException;
import swoole4j.http.Request;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** What on(), set() and the methods that need a running server do before and after start(). */
class RegistrationTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @Nested
    class Required {
        @Test
        @Spec("websocket 1")
        void withoutMessageStartFails() {
            server.on("open", (Server it, Request request) -> {});
            var thrown = assertThrows(
                    SwooleException.class, () -> TestServer.start(server).close());
            assertEquals("require onMessage callback", thrown.getMessage());
        }

        @Test
        @Spec("websocket 2")
        void messageAloneIsEnough() throws Exception {
            server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), frame.data()));
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("hello").mustReceiveHex("810568656c6c6f");
                client.mustCloseCleanly();
            }
        }
    }

    @Nested
    class Names {
        @Test
        @Spec("websocket 3")
        void countInAnyCase() throws Exception {
            assertTrue(server.on("OPEN", (Server it, Request request) -> notes.add("open")));
            assertTrue(server.on("MeSsAgE", (Server it, Frame frame) -> notes.add("message")));
            assertTrue(server.on("Close", (Server it, int fd) -> notes.add("close")));
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustCloseCleanly();
            }
            notes.mustBe("open", "message", "close");
        }

        @Test
        @Spec("websocket 4")
        void anUnknownOneIsRefused() {
            try (var log = LogLines.open()) {
                assertFalse(server.on("foo", () -> {}));
                log.mustWarn("unknown event types[foo]");
            }
            assertNull(server.getCallback("foo"));
        }

        @Test
        void aLeadingOnIsAllowed() {
            Callback.Plain callback = () -> {};
            assertTrue(server.on("onMessage", callback));
            assertSame(callback, server.getCallback("message"));
        }
    }

    @Nested
    class Replacing {
        @Test
        @Spec("websocket 7")
        void theSecondCallbackWins() throws Exception {
            assertTrue(server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "first")));
            assertTrue(server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), "second")));
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceive(0x81, "second").mustCloseCleanly();
            }
        }

        @Test
        @Spec("websocket 8")
        void getCallbackReturnsTheLastOne() {
            Callback.Plain first = () -> {};
            Callback.Plain second = () -> {};
            server.on("message", first);
            server.on("Message", second);
            assertSame(second, server.getCallback("MESSAGE"));
            assertNull(server.getCallback("open"));
            assertNull(server.getCallback("nothing"));
        }
    }

    @Nested
    class AfterStart {
        @Test
        @Spec("websocket 5")
        void onIsRefused() throws Exception {
            var port = server.listen("127.0.0.1", 0, swoole4j.Constants.SWOOLE_SOCK_TCP);
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.on("message", () -> notes.add("never")), it.getLastError());
                notes.add(port.on("message", () -> notes.add("never")), it.getLastError());
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x");
                notes.mustBe("false 503", "false 503");
                client.text("y").mustCloseCleanly();
                notes.mustBe("false 503", "false 503", "false 503", "false 503");
                log.mustWarn("server is running, unable to register event callback function");
                log.mustWarn("can't register event callback function after server started");
            }
        }

        @Test
        @Spec("websocket 6")
        void setIsRefused() throws Exception {
            server.set(Map.of("worker_num", 1));
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.set(Map.of("open_websocket_ping_frame", true)), it.getLastError());
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x");
                notes.mustBe("false 503");
                assertFalse(server.setting().containsKey("open_websocket_ping_frame"));
                log.mustWarn("server is running, unable to execute");
                client.frame(0x89, "p").mustReceiveHex("8a0170").mustCloseCleanly();
            }
        }

        @Test
        void aSecondStartIsRefused() throws Exception {
            server.on("message", (Server it, Frame frame) -> notes.add(it.start()));
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x");
                notes.mustBe("false");
                log.mustWarn("unable to execute start");
                client.mustCloseCleanly();
            }
        }
    }

    @Nested
    class BeforeStart {
        @Test
        @Spec("websocket 12")
        void pushFails() {
            try (var log = LogLines.open()) {
                assertFalse(server.push(1, "x"));
                assertEquals(503, server.getLastError());
                log.mustWarn("server is not running");
            }
        }

        @Test
        @Spec("websocket 13")
        void isEstablishedFails() {
            try (var log = LogLines.open()) {
                assertFalse(server.isEstablished(1));
                assertEquals(503, server.getLastError());
                log.mustWarn("server is not running");
            }
        }

        @Test
        void soDoAllTheOthers() {
            try (var log = LogLines.open()) {
                assertFalse(server.ping(1));
                assertFalse(server.disconnect(1));
                assertFalse(server.exists(1));
                assertNull(server.getClientInfo(1));
                assertFalse(server.close(1));
                assertEquals(5, log.texts(ch.qos.logback.classic.Level.WARN).size());
            }
        }
    }
}
