package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Event;
import swoole4j.Timer;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The handshake callback, which replaces the built-in handshake. */
class CustomHandshakeTest {
    private static final String EARLY_TEXT = "\u0081\u0081\0\0\0\0x";

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @BeforeEach
    void noteTheOthers() {
        server.on("beforeHandshakeResponse", () -> notes.add("before"));
        server.on("open", () -> notes.add("open"));
        server.on("message", (Server it, Frame frame) -> {
            notes.add("message", frame.data());
            it.push(frame.fd(), frame.data());
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", reactorId, status(fd)));
    }

    private Object status(int fd) {
        return server.getClientInfo(fd).get("websocket_status");
    }

    /** What a script's handshake callback does: checks nothing and says yes. */
    private static boolean accept(Request request, Response response) throws GeneralSecurityException {
        String key = request.header().get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
        response.header("Upgrade", "websocket");
        response.header("Connection", "Upgrade");
        response.header("Sec-WebSocket-Accept", Base64.getEncoder().encodeToString(digest));
        response.header("Sec-WebSocket-Version", "13");
        response.status(101);
        return response.end();
    }

    @Nested
    class Acceptance {
        @Test
        @Spec("websocket 45")
        void is101AndEnd() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                boolean ended = accept(request, response);
                notes.add("handshake", ended, status(request.fd()), server.isEstablished(request.fd()));
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceive(0x81, "x").mustCloseCleanly();
            }
            notes.mustBe("handshake true 3 true", "message x", "close 0 3");
        }

        @Test
        @Spec("websocket 46")
        void isNotTakenBackByReturningFalse() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                accept(request, response);
                return false;
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceive(0x81, "x").mustCloseCleanly();
            }
            notes.mustBe("message x", "close 0 3");
        }

        @Test
        @Spec("websocket 50")
        void mayComeLaterFromATimer() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                response.defer();
                Timer.after(1, () -> notes.add("timer", accept(request, response), status(request.fd())));
                notes.add("handshake returns", status(request.fd()));
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText(Requests.upgrade() + EARLY_TEXT);
                assertEquals(101, client.readHead().status());
                client.mustReceive(0x81, "x").mustCloseCleanly();
            }
            notes.mustBe("handshake returns 2", "timer true 3", "message x", "close 0 3");
        }

        @Test
        @Spec("websocket 51")
        void isFollowedByWhatEventDeferWasGiven() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                Event.defer(() -> notes.add("deferred", server.push(request.fd(), "welcome")));
                accept(request, response);
                notes.add("handshake returns");
            });
            opensAndWelcomes();
        }

        @Test
        @Spec("websocket 52")
        void isFollowedByWhatServerDeferWasGiven() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                server.defer(() -> notes.add("deferred", server.push(request.fd(), "welcome")));
                accept(request, response);
                notes.add("handshake returns");
            });
            opensAndWelcomes();
        }

        private void opensAndWelcomes() throws IOException {
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.mustReceive(0x81, "welcome").mustCloseCleanly();
            }
            notes.mustBe("handshake returns", "deferred true", "close 0 3");
        }

        @Test
        void negotiatesCompressionToo() throws Exception {
            server.set(Map.of("websocket_compression", true));
            server.on("handshake", CustomHandshakeTest::accept);
            try (var running = TestServer.start(server);
                    var client = running.websocket("Sec-WebSocket-Extensions: permessage-deflate")) {
                assertEquals(
                        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                        client.head().header("Sec-WebSocket-Extensions"));
                client.text("hello").mustReceiveHex("c107ca48cdc9c90700").mustCloseCleanly();
            }
        }
    }

    @Nested
    class Refusal {
        private List<String> headOfTheAnswer(RawClient client) throws IOException {
            client.sendText(Requests.upgrade() + EARLY_TEXT).readHead();
            return Requests.lines(client.head());
        }

        @Test
        @Spec("websocket 47")
        void isEndWithoutAStatus() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                response.end();
                return false;
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals(List.of("HTTP/1.1 200 OK", "Server: swoole-http-server", "Date"), headOfTheAnswer(client));
                client.mustBeClosed();
            }
            notes.mustBe("close -1 5");
        }

        @Test
        @Spec("websocket 48")
        void isAnotherStatusWithABody() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                response.status(403);
                notes.add(response.end("no"));
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals(
                        List.of("HTTP/1.1 403 Forbidden", "Server: swoole-http-server", "Date"),
                        headOfTheAnswer(client));
                assertArrayEquals(new byte[] {'n', 'o'}, client.readToEnd());
            }
            notes.mustBe("close -1 5", "true");
        }

        @Test
        @Spec("websocket 49")
        void isA500WithoutEnd() throws Exception {
            server.on("handshake", (Request request, Response response) -> true);
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals(
                        List.of("HTTP/1.1 500 Internal Server Error", "Server: swoole-http-server", "Date"),
                        headOfTheAnswer(client));
                client.mustBeClosed();
            }
            notes.mustBe("close -1 5");
        }
    }

    @Nested
    class Meanwhile {
        @Test
        @Spec("websocket 53")
        void theConnectionExistsButIsNotEstablished() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                int fd = request.fd();
                notes.add(status(fd), server.isEstablished(fd), server.exists(fd));
                accept(request, response);
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.mustCloseCleanly();
            }
            notes.mustBe("2 false true", "close 0 3");
        }

        @Test
        @Spec("websocket 54")
        void pushFails() throws Exception {
            server.on("handshake", (Request request, Response response) -> {
                notes.add(server.push(request.fd(), "early"), server.getLastError());
                accept(request, response);
                notes.add(server.push(request.fd(), "in time"));
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.mustReceive(0x81, "in time").mustCloseCleanly();
                log.mustWarn("the connected client of connection[1] is not a websocket client or closed");
            }
            notes.mustBe("false 8503", "true", "close 0 3");
        }
    }

    @Test
    @Spec("websocket 54")
    void pushFailsBeforeTheBuiltIn101Too() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request) -> {
            notes.add(it.push(request.fd(), "early"), it.getLastError());
        });
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var client = running.websocket()) {
            client.mustCloseCleanly();
            log.mustWarn("is not a websocket client or closed");
        }
        notes.mustBe("false 8503", "open", "close 0 3");
    }
}
