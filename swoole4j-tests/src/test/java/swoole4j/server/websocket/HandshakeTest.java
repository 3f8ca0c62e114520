package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The built-in opening handshake (RFC 6455 4.2). */
class HandshakeTest {
    private static final String KEY = "Sec-WebSocket-Key: " + Requests.KEY;
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @BeforeEach
    void echo() {
        server.on("open", (Server it, Request request) -> notes.add("open"));
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), frame.data()));
        server.on("close", (Server it, int fd, int reactorId) -> {
            notes.add("close", reactorId, it.getClientInfo(fd).get("websocket_status"));
        });
    }

    @Nested
    class Success {
        @Test
        @Spec("websocket 23, 24, 25")
        void isThese101Lines() throws Exception {
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                assertEquals(
                        List.of(
                                "HTTP/1.1 101 Switching Protocols",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Accept: " + Requests.ACCEPT,
                                "Sec-WebSocket-Version: 13",
                                "Server: swoole-http-server",
                                "Date"),
                        Requests.lines(client.head()));
                client.mustCloseCleanly();
            }
            notes.mustBe("open", "close 0 3");
        }

        @ParameterizedTest
        @ValueSource(strings = {"WEBSOCKET", "WebSocket", "h2c, websocket", "websocket, abc"})
        @Spec("websocket 33, 34")
        void needsWebsocketAmongTheUpgradeTokens(String tokens) throws Exception {
            isReached("GET / HTTP/1.1", "Upgrade: " + tokens, CONNECTION, KEY, VERSION);
        }

        @ParameterizedTest
        @ValueSource(strings = {"keep-alive, Upgrade", "upgrade", "Upgrade,keep-alive"})
        @Spec("websocket 32")
        void needsUpgradeAmongTheConnectionTokens(String tokens) throws Exception {
            isReached("GET / HTTP/1.1", UPGRADE, "Connection: " + tokens, KEY, VERSION);
        }

        private void isReached(String... request) throws IOException {
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals(101, ask(client, request));
                client.text("x").mustReceive(0x81, "x").mustCloseCleanly();
            }
        }

        @Test
        @Spec("websocket 40")
        void losesNoFrameThatCameWithTheRequest() throws Exception {
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText(Requests.upgrade() + "\u0081\u0085\0\0\0\0hello");
                assertEquals(101, client.readHead().status());
                client.mustReceiveHex("810568656c6c6f").mustCloseCleanly();
            }
        }
    }

    @Nested
    class Refusal {
        /** Sends a wrong request; the answer must have that status, then the connection ends. */
        private RawClient refused(int status, String... request) throws IOException {
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals(status, ask(client, request));
                assertEquals("0", client.head().header("Content-Length"));
                client.mustBeClosed();
                notes.mustBe("close -1 1");
                return client;
            } finally {
                notes.mustBe("close -1 1"); // and nothing after the server's end
            }
        }

        @Test
        @Spec("websocket 26")
        void withoutAKey() throws Exception {
            var client = refused(400, "GET / HTTP/1.1", UPGRADE, CONNECTION, VERSION);
            assertEquals(
                    List.of(
                            "HTTP/1.1 400 Bad Request",
                            "Server: swoole-http-server",
                            "Date",
                            "Connection: keep-alive",
                            "Content-Type: text/html",
                            "Content-Length: 0"),
                    Requests.lines(client.head()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ==="})
        @Spec("websocket 27")
        void ofAKeyThatIsNot24CharactersLong(String key) throws Exception {
            refused(400, "GET / HTTP/1.1", UPGRADE, CONNECTION, "Sec-WebSocket-Key: " + key, VERSION);
        }

        @ParameterizedTest
        @ValueSource(strings = {"!@#$%^&*()!@#$%^&*()!@==", "dGhlIHNhbXBsZSBub25jZWFi"})
        @Spec("websocket 28")
        void ofAKeyThatIsNotBase64Of16Bytes(String key) throws Exception {
            refused(400, "GET / HTTP/1.1", UPGRADE, CONNECTION, "Sec-WebSocket-Key: " + key, VERSION);
        }

        @Test
        @Spec("websocket 29")
        void withoutAVersion() throws Exception {
            refused(400, "GET / HTTP/1.1", UPGRADE, CONNECTION, KEY);
        }

        @Test
        @Spec("websocket 30")
        void ofAnotherVersionNamesTheRightOne() throws Exception {
            var client = refused(426, "GET / HTTP/1.1", UPGRADE, CONNECTION, KEY, "Sec-WebSocket-Version: 8");
            assertEquals("HTTP/1.1 426 Upgrade Required", client.head().lines().getFirst());
            assertEquals("13", client.head().header("Sec-WebSocket-Version"));
        }

        @Test
        @Spec("websocket 31")
        void withoutConnectionUpgrade() throws Exception {
            refused(400, "GET / HTTP/1.1", UPGRADE, KEY, VERSION);
        }

        @Test
        @Spec("websocket 35")
        void ofAPost() throws Exception {
            refused(400, "POST / HTTP/1.1", UPGRADE, CONNECTION, KEY, VERSION, "Content-Length: 0");
        }

        @Test
        @Spec("websocket 36")
        void ofHttp10() throws Exception {
            refused(400, "GET / HTTP/1.0", UPGRADE, CONNECTION, KEY, VERSION);
        }
    }

    @Nested
    class PlainRequests {
        private static final String PAGE = """
                HTTP/1.1 400 Bad Request\r
                Connection: close\r
                Content-Type: text/html; charset=UTF-8\r
                Cache-Control: must-revalidate,no-cache,no-store\r
                Content-Length: 83\r
                Server: swoole-http-server\r
                \r
                <html><body><h2>HTTP 400 Bad Request</h2><hr><i>Powered by Swoole</i></body></html>""";

        @Test
        @Spec("websocket 38")
        void getAPageWithoutARequestCallback() throws Exception {
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText(Requests.of("GET / HTTP/1.1"));
                assertEquals(PAGE, new String(client.readToEnd(), java.nio.charset.StandardCharsets.US_ASCII));
            }
            notes.mustBe("close -1 0");
        }

        @Test
        @Spec("websocket 37")
        void includeAnUpgradeToSomethingElse() throws Exception {
            server.on("request", (Request request, Response response) -> {
                response.end(request.header().get("upgrade").toString());
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals(200, ask(client, "GET / HTTP/1.1", "Upgrade: h2c", CONNECTION));
                client.mustReceiveHex("683263");
            }
        }

        @Test
        @Spec("websocket 39")
        void leaveTheConnectionToALaterUpgrade() throws Exception {
            server.on("request", (Request request, Response response) -> response.end("ok"));
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                for (int i = 0; i < 2; i++) {
                    assertEquals(200, ask(client, "GET / HTTP/1.1"));
                    client.mustReceiveHex("6f6b");
                }
                client.upgrade().text("x").mustReceive(0x81, "x").mustCloseCleanly();
            }
            notes.mustBe("open", "close 0 3");
        }

        @Test
        @Spec("websocket 39")
        void mayBePipelinedWithTheUpgrade() throws Exception {
            server.on("request", (Request request, Response response) -> response.end("ok"));
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText(Requests.of("GET / HTTP/1.1") + Requests.upgrade() + "\u0081\u0081\0\0\0\0x");
                assertEquals(200, client.readHead().status());
                client.mustReceiveHex("6f6b");
                assertEquals(101, client.readHead().status());
                client.mustReceive(0x81, "x").mustCloseCleanly();
            }
        }
    }

    @Nested
    class Subprotocol {
        private String answerTo(String... offer) throws IOException {
            server.set(Map.of("websocket_subprotocol", "chat"));
            try (var running = TestServer.start(server);
                    var client = running.websocket(offer)) {
                client.mustCloseCleanly();
                return client.head().header("Sec-WebSocket-Protocol");
            }
        }

        @Test
        @Spec("websocket 41")
        void isAnsweredWhenOffered() throws Exception {
            assertEquals("chat", answerTo("Sec-WebSocket-Protocol: chat"));
        }

        @Test
        @Spec("websocket 42")
        void isFoundInAList() throws Exception {
            assertEquals("chat", answerTo("Sec-WebSocket-Protocol: foo, chat"));
        }

        @Test
        @Spec("websocket 43")
        void isLeftOutWhenOthersAreOffered() throws Exception {
            assertNull(answerTo("Sec-WebSocket-Protocol: foo, chatter"));
        }

        @Test
        @Spec("websocket 44")
        void isLeftOutWhenNoneIsOffered() throws Exception {
            assertNull(answerTo());
        }
    }

    private static int ask(RawClient client, String... request) throws IOException {
        String[] lines = List.of(request).subList(1, request.length).toArray(new String[0]);
        return client.sendText(Requests.of(request[0], lines)).readHead().status();
    }
}
