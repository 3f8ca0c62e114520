package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.server.ConnectionEvent;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** How connections end, and what the close callback sees of it. */
class CloseTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    private TestServer startNoting() {
        server.on("message", (Server it, Frame frame) -> notes.add("message", frame.data()));
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        return TestServer.start(server);
    }

    @Nested
    class ByThePeer {
        @Test
        @Spec("websocket 87")
        void withACloseFrameIsAnsweredAndToldOnce() throws Exception {
            try (var running = startNoting();
                    var client = running.websocket()) {
                client.frame(0x88, "\u0003\u00e8bye".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                client.mustReceiveHex("880503e8627965").mustBeClosed();
            }
            notes.mustBe("close 1 0");
        }

        @Test
        @Spec("websocket 94")
        void withACloseFrameEndsTheDelivery() throws Exception {
            try (var running = startNoting();
                    var client = running.websocket()) {
                client.sendHex("818100000000 61 888200000000 03e8 818100000000 62 888200000000 03e9");
                client.mustReceiveHex("880203e8").mustBeClosed();
            }
            notes.mustBe("message a", "close 1 0");
        }

        @Test
        @Spec("websocket 95")
        void withoutACloseFrameIsToldWithItsReactor() throws Exception {
            try (var running = startNoting();
                    var ended = running.websocket();
                    var dropped = running.websocket();
                    var reset = running.websocket()) {
                ended.halfClose().mustBeClosed();
                notes.mustBe("close 1 0");
                dropped.abort();
                notes.mustBe("close 1 0", "close 2 0");
                reset.reset();
                notes.mustBe("close 1 0", "close 2 0", "close 3 0");
            }
            notes.mustBe("close 1 0", "close 2 0", "close 3 0");
        }

        @Test
        @Spec("websocket 92, 93")
        void withACloseFrameMayBeShownToMessageFirst() throws Exception {
            server.set(Map.of("open_websocket_close_frame", true));
            server.on("message", (Server it, Frame frame) -> {
                CloseFrame close = (CloseFrame) frame;
                notes.add("message", close.flags(), close.code(), close.reason(), it.isEstablished(close.fd()));
            });
            server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
            try (var running = TestServer.start(server);
                    var client = running.websocket();
                    var silent = running.websocket()) {
                client.sendHex("8885 00000000 0fa1 627965").mustCloseWith("0fa1 627965");
                silent.sendHex("8880 00000000").mustCloseWith("");
            }
            notes.mustBe("message 33 4001 bye true", "close 1 0", "message 33 1000  true", "close 2 0");
        }
    }

    @Nested
    class ByTheServer {
        private void onMessageClose() {
            server.on("message", (Server it, Frame frame) -> {
                notes.add("returned", it.close(frame.fd()), it.exists(frame.fd()));
            });
            server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        }

        @Test
        @Spec("websocket 96")
        void isToldBeforeCloseReturns() throws Exception {
            onMessageClose();
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustBeClosed();
            }
            notes.mustBe("close 1 -1", "returned true false");
        }

        @Test
        void saysGoodbyeWhenItIsToldTo() throws Exception {
            server.set(Map.of("websocket_going_away", true));
            onMessageClose();
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceiveHex("880203e8").mustBeClosed();
            }
            notes.mustBe("close 1 -1", "returned true false");
        }

        @Test
        @Spec("websocket 121")
        void ofAnUnknownConnectionFails() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.close(99999), it.getLastError(), it.close(0), it.getLastError());
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket();
                    var other = running.websocket()) {
                client.text("x");
                notes.mustBe("false 1005 false 1005");
                client.mustCloseCleanly();
                other.text("x");
                notes.mustBe("false 1005 false 1005", "false 1005 false 1005");
                other.mustCloseCleanly();
            }
        }

        @Test
        @Spec("websocket 121")
        void aSecondTimeFails() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.close(frame.fd()), it.close(frame.fd()), it.getLastError());
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustBeClosed();
            }
            notes.mustBe("true false 1005");
        }
    }

    @Nested
    class Callback {
        @Test
        @Spec("websocket 100")
        void stillHasTheInfoOfWhatExistsNoMore() throws Exception {
            server.on("message", (Server it, Frame frame) -> it.close(frame.fd()));
            server.on("close", (Server it, int fd) -> {
                var info = it.getClientInfo(fd);
                notes.add(it.exists(fd), it.isEstablished(fd), info.get("websocket_status"), info.get("remote_ip"));
            });
            try (var running = TestServer.start(server);
                    var first = running.websocket();
                    var second = running.websocket()) {
                first.mustCloseCleanly();
                notes.mustBe("false false 3 127.0.0.1");
                second.text("x").mustBeClosed();
            }
            notes.mustBe("false false 3 127.0.0.1", "false false 3 127.0.0.1");
        }

        @Test
        @Spec("websocket 101")
        void getsAnObjectWithEventObject() throws Exception {
            server.set(Map.of("event_object", true));
            server.on("message", (Server it, Frame frame) -> it.close(frame.fd()));
            server.on("connect", (Server it, ConnectionEvent event) -> {
                notes.add("connect", it == server, event.fd(), event.reactorId());
            });
            server.on("close", (Server it, ConnectionEvent event) -> {
                notes.add("close", it == server, event.fd(), event.reactorId());
            });
            try (var running = TestServer.start(server);
                    var first = running.websocket();
                    var second = running.websocket()) {
                first.mustCloseCleanly();
                second.text("x").mustBeClosed();
            }
            notes.mustBe("connect true 1 0", "connect true 2 0", "close true 1 0", "close true 2 -1");
        }
    }

    @Test
    @Spec("websocket 167")
    void everyWayOfClosingHasItsStatus() throws Exception {
        server.on("message", (Server it, Frame frame) -> it.disconnect(frame.fd()));
        server.on("close", (Server it, int fd) -> notes.add(it.getClientInfo(fd).get("websocket_status")));
        var custom = server.listen("127.0.0.1", 0, swoole4j.Constants.SWOOLE_SOCK_TCP);
        custom.on("handshake", (swoole4j.http.Request request, swoole4j.http.Response response) -> response.end());
        try (var running = TestServer.start(server);
                var plain = running.connect();
                var refused = running.connect();
                var left = running.websocket();
                var disconnected = running.websocket();
                var refusedByCallback = RawClient.connect(custom.port())) {
            plain.halfClose().mustBeClosed();
            notes.mustBe("0");
            refused.sendText(Requests.of("GET / HTTP/1.1", "Upgrade: websocket"));
            assertEquals(400, refused.readHead().status());
            refused.mustBeClosed();
            notes.mustBe("0", "1");
            left.mustCloseCleanly();
            notes.mustBe("0", "1", "3");
            disconnected.text("x").mustReceiveHex("880203e8").mustBeClosed();
            notes.mustBe("0", "1", "3", "4");
            refusedByCallback.sendText(Requests.upgrade());
            assertEquals(200, refusedByCallback.readHead().status());
            refusedByCallback.mustBeClosed();
        }
        notes.mustBe("0", "1", "3", "4", "5");
    }
}
