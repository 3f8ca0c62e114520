package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** What the callback beforeHandshakeResponse may do with the 101 that the server has prepared. */
class BeforeHandshakeResponseTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @BeforeEach
    void noteTheOthers() {
        server.on("open", (Server it, Request request) -> notes.add("open", request.fd()));
        server.on("message", (Server it, Frame frame) -> notes.add("message", frame.data()));
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
    }

    @Test
    @Spec("websocket 17")
    void getsServerRequestAndResponse() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
            notes.add(
                    it == server, request.fd(), response.fd(), request.server().get("request_uri"));
        });
        try (var running = TestServer.start(server);
                var client = running.websocket()) {
            client.mustCloseCleanly();
        }
        notes.mustBe("true 1 1 /", "open 1", "close 1 0");
    }

    @Test
    @Spec("websocket 18, 19, 23")
    void itsHeadersAndCookiesHaveTheirPlaceInThe101() throws Exception {
        server.set(Map.of("websocket_subprotocol", "chat", "websocket_compression", true));
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
            notes.add(response.header("X-First", "1"), response.cookie("a", "b"), response.header("X-Second", "2"));
        });
        try (var running = TestServer.start(server);
                var client = running.websocket(
                        "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertEquals(
                    List.of(
                            "HTTP/1.1 101 Switching Protocols",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Accept: " + Requests.ACCEPT,
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Protocol: chat",
                            "X-First: 1",
                            "X-Second: 2",
                            "Sec-Websocket-Extensions: permessage-deflate; "
                                    + "client_no_context_takeover; server_no_context_takeover",
                            "Set-Cookie: a=b",
                            "Server: swoole-http-server",
                            "Date"),
                    Requests.lines(client.head()));
            client.mustCloseCleanly();
        }
        notes.mustBe("true true true", "open 1", "close 1 0");
    }

    @Test
    @Spec("websocket 20")
    void itsStatusAloneChangesNothing() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> response.status(403));
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var client = running.websocket()) { // which demands 101
            log.mustWarn("status 403");
            client.text("x").mustCloseCleanly();
        }
        notes.mustBe("open 1", "message x", "close 1 0");
    }

    @Test
    @Spec("websocket 21")
    void endRefusesWith403() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
            notes.add(response.end("no"));
            notes.add(response.end("again"), it.getLastError());
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText(Requests.upgrade()).sendHex("8180 00000000").readHead();
            assertEquals(
                    List.of(
                            "HTTP/1.1 403 Forbidden",
                            "Server: swoole-http-server",
                            "Date",
                            "Connection: close",
                            "Content-Type: text/html",
                            "Content-Length: 2"),
                    Requests.lines(client.head()));
            assertArrayEquals(new byte[] {'n', 'o'}, client.readToEnd());
        }
        notes.mustBe("close 1 -1", "true", "false 7106");
    }

    @Test
    @Spec("websocket 21")
    void endRefusesWithAStatusThatWasSet() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
            response.status(401);
            response.end();
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText(Requests.upgrade());
            assertEquals("HTTP/1.1 401 Unauthorized", client.readHead().lines().getFirst());
            client.mustBeClosed();
        }
        notes.mustBe("close 1 -1");
    }

    @Test
    @Spec("websocket 22")
    void closeOfTheServerEndsTheConnectionWithoutAByte() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
            notes.add("closed", it.close(request.fd()));
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText(Requests.upgrade()).mustBeClosed();
        }
        notes.mustBe("close 1 -1", "closed true");
    }

    @Test
    void anExceptionRefusesTheHandshake() throws Exception {
        server.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
            throw new IllegalStateException("thrown by a test");
        });
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText(Requests.upgrade());
            assertEquals(403, client.readHead().status());
            client.mustBeClosed();
            assertEquals(1, log.texts(ch.qos.logback.classic.Level.ERROR).size());
        }
        notes.mustBe("close 1 -1");
    }
}
