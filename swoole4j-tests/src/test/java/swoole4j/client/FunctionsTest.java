package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.coroutine.Http;
import swoole4j.coroutine.http.ClientException;
import swoole4j.coroutine.http.ClientProxy;
import swoole4j.testing.RawPeer;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;

/** The functions that make one request (http.md 11.6). */
@Spec("http 202")
class FunctionsTest {
    private static String url(RawServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    @Test
    void get() throws Exception {
        try (RawServer server = RawServer.start(peer -> {
            String head = peer.readHead();
            assertTrue(head.startsWith("GET /a/b?c=d HTTP/1.1\r\n"), head);
            assertEquals("1", RawPeer.header(head, "X-A"));
            assertEquals("e=f", RawPeer.header(head, "Cookie"));
            peer.answer("body", "X-B: 2", "Set-Cookie: g=h");
            peer.mustEnd();
        })) {
            ClientProxy response = Http.get(
                    url(server) + "/a/b?c=d#fragment", Map.of("timeout", 5), Map.of("X-A", "1"), Map.of("e", "f"));
            assertEquals(200, response.getStatusCode());
            assertEquals("body", response.getBody());
            assertEquals(4, response.getBodyBytes().length);
            assertEquals("2", response.getHeaders().get("x-b"));
            assertEquals(Map.of("e", "f", "g", "h"), response.getCookies());
        }
    }

    @Test
    void post() throws Exception {
        try (RawServer server = RawServer.start(peer -> {
            String request = peer.readRequest();
            assertTrue(request.startsWith("POST / HTTP/1.1\r\n"), request);
            assertTrue(request.endsWith("\r\n\r\na=b"), request);
            peer.answer("");
        })) {
            ClientProxy response = Http.post(url(server), Map.of("a", "b"));
            assertNull(response.getCookies());
        }
    }

    @Test
    void request() throws Exception {
        try (RawServer server = RawServer.start(peer -> {
            assertTrue(peer.readRequest().startsWith("DELETE / HTTP/1.1\r\n"));
            peer.sendText("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertEquals(404, Http.request(url(server) + "/", "DELETE").getStatusCode());
        }
    }

    @Test
    void urlsMustBeSuch() {
        assertEquals(
                "The URL given is illegal [no scheme]",
                assertThrows(ClientException.class, () -> Http.get("example.org/x"))
                        .getMessage());
        assertEquals(
                "unknown scheme \"ftp\"",
                assertThrows(ClientException.class, () -> Http.get("ftp://example.org/"))
                        .getMessage());
        for (String url : List.of("http://", "http:///x", "http://a b/", "http://127.0.0.1:99999/")) {
            assertThrows(ClientException.class, () -> Http.get(url), url);
        }
    }

    @Test
    void failuresAreThrown() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        ClientException e = assertThrows(ClientException.class, () -> Http.get("http://127.0.0.1:" + port));
        assertEquals("Connection refused", e.getMessage());
        assertEquals(111, e.code());
    }
}
