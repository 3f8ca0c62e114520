package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.coroutine.http.Client;
import swoole4j.coroutine.http.ClientException;
import swoole4j.testing.RawPeer;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;

/** The bytes of requests (http.md 11.2, 11.3). */
class RequestBytesTest {
    private static final String KEPT = "Connection: keep-alive\r\nAccept-Encoding: gzip, deflate, br\r\n";

    /** Runs a script of requests against a server that answers each with an empty body; returns them as they came. */
    private static List<String> requests(int count, Consumer<Client> script) throws Exception {
        List<String> requests = new ArrayList<>();
        try (RawServer server = RawServer.start(peer -> {
            for (int i = 0; i < count; i++) {
                requests.add(
                        peer.readRequest().replace("127.0.0.1:" + peer.socket().getLocalPort(), "HOST"));
                peer.answer("");
            }
        })) {
            Client client = new Client("127.0.0.1", server.port());
            script.accept(client);
            client.close();
        }
        return requests;
    }

    private static String request(Consumer<Client> script) throws Exception {
        return requests(1, script).getFirst();
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }

    @Test
    @Spec("http 177")
    void ofAGet() throws Exception {
        assertEquals(
                "GET /ok?x=1 HTTP/1.1\r\nHost: HOST\r\n" + KEPT + "\r\n", request(client -> client.get("/ok?x=1")));
    }

    @Test
    @Spec("http 177, 181")
    void ofEverythingInItsOrder() throws Exception {
        String request = request(client -> {
            client.setHeaders(ordered("X-B", "1", "x-a", List.of("2", 3), "gone", null, "User-Agent", "test"));
            client.setBasicAuth("user", "pass word");
            client.setCookies(ordered("a", "1 2", "empty", "", "b", 2));
            client.post("/p", "text");
        });
        assertEquals(
                "POST /p HTTP/1.1\r\nHost: HOST\r\nX-B: 1\r\nx-a: 2\r\nx-a: 3\r\nUser-Agent: test\r\n"
                        + "Authorization: Basic dXNlcjpwYXNzIHdvcmQ=\r\n" + KEPT
                        + "Cookie: a=1+2; b=2\r\nContent-Length: 4\r\n\r\ntext",
                request);
    }

    @Test
    @Spec("http 177")
    void withWhatIsNotAScriptsToSay() throws Exception {
        String request = request(client -> {
            client.setHeaders(ordered("host", "other", "Content-Length", 99, "Transfer-Encoding", "chunked"));
            client.get("/");
        });
        assertEquals("GET / HTTP/1.1\r\nHost: other\r\n" + KEPT + "Content-Length: 0\r\n\r\n", request);
    }

    @Test
    @Spec("http 177")
    void withoutKeepAliveAndCompression() throws Exception {
        String request = request(client -> {
            client.set(Map.of("keep_alive", false, "http_compression", false));
            client.get("/");
            assertFalse(client.connected());
        });
        assertEquals("GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", request);
    }

    @Test
    void aPathIsMadeATarget() throws Exception {
        List<String> lines = requests(3, client -> {
                    client.get("index?a=\u00e9");
                    client.get("?x");
                    client.setMethod("options");
                    client.execute("*");
                })
                .stream()
                .map(request -> request.substring(0, request.indexOf('\r')))
                .toList();
        assertEquals(List.of("GET /index?a=%C3%A9 HTTP/1.1", "GET /?x HTTP/1.1", "OPTIONS * HTTP/1.1"), lines);
    }

    @Spec("http 177")
    @ParameterizedTest(quoteTextArguments = false, name = "[{0}]")
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "/\u0000", "/\u007f"})
    void aPathCannotEndTheLine(String path) {
        Client client = new Client("127.0.0.1", 9);
        assertFalse(client.get(path));
        assertEquals(505, client.errCode());
    }

    @Test
    void anEmptyPathIsRefused() {
        Client client = new Client("127.0.0.1", 9);
        assertFalse(client.get(""));
        assertEquals(505, client.errCode());
        assertEquals(0, client.statusCode());
    }

    @Test
    void nothingCanBeSmuggledIn() {
        Client client = new Client("127.0.0.1", 9);
        assertFalse(client.setHeaders(Map.of("X", "a\r\nY: b")));
        assertFalse(client.setHeaders(Map.of("X: y\r\nZ", "a")));
        assertFalse(client.setHeaders(Map.of("X", List.of("a", "b\nc"))));
        assertFalse(client.setMethod("GET / HTTP/1.1\r\n"));
        assertFalse(client.setMethod("CONNECT"));
        assertFalse(client.setCookies(Map.of("a=b; c", "d")));
        assertEquals(505, client.errCode());
    }

    @Test
    @Spec("http 178")
    void portsAndHosts() {
        assertEquals(80, new Client("a.example").port());
        assertEquals(443, new Client("a.example", 0, true).port());
        assertEquals(8080, new Client("a.example", 8080, true).port());
        assertEquals(
                22, assertThrows(ClientException.class, () -> new Client("")).code());
        for (int port : new int[] {-1, 65536}) {
            ClientException e = assertThrows(ClientException.class, () -> new Client("a.example", port));
            assertEquals("The port is invalid", e.getMessage());
            assertEquals(505, e.code());
        }
        assertThrows(ClientException.class, () -> new Client("a\r\nb"));
    }

    @Test
    @Spec("http 178")
    void noConnectionIsMadeBeforeTheFirstRequest() {
        Client client = new Client("127.0.0.1", 1);
        assertFalse(client.connected());
        assertNull(client.socket());
        assertFalse(client.close());
        assertEquals(0, client.errCode());
    }

    @Nested
    class Bodies {
        @Test
        @Spec("http 179")
        void aMapBecomesAForm() throws Exception {
            String request = request(client -> client.post(
                    "/",
                    ordered(
                            "a",
                            "1 2",
                            "b",
                            List.of("x", "y"),
                            "c",
                            Map.of("d", Map.of("e", 1.0)),
                            "t",
                            true,
                            "n",
                            null)));
            assertEquals(
                    "POST / HTTP/1.1\r\nHost: HOST\r\n" + KEPT
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 55\r\n\r\n"
                            + "a=1+2&b%5B0%5D=x&b%5B1%5D=y&c%5Bd%5D%5Be%5D=1&t=1",
                    request.replaceFirst("Content-Length: \\d+", "Content-Length: 55"));
        }

        @Test
        @Spec("http 179")
        void textAndBytesHaveNoTypeOfTheirOwn() throws Exception {
            for (Object data : new Object[] {"h\u00e9", new byte[] {'h', (byte) 0xc3, (byte) 0xa9}}) {
                assertEquals(
                        "POST / HTTP/1.1\r\nHost: HOST\r\n" + KEPT + "Content-Length: 3\r\n\r\nh\u00e9",
                        request(client -> client.post("/", data)));
            }
        }

        @Test
        void aTypeOfTheScriptCounts() throws Exception {
            String request = request(client -> {
                client.setHeaders(Map.of("Content-Type", "application/json"));
                client.post("/", Map.of("a", "b"));
            });
            assertTrue(request.contains("\r\nContent-Type: application/json\r\n"), request);
            assertFalse(request.contains("urlencoded"), request);
        }

        @Test
        @Spec("http 180")
        void whatIsSetHolds() throws Exception {
            List<String> requests = requests(6, client -> {
                client.setHeaders(Map.of("X-A", "1"));
                client.setCookies(Map.of("c", "1"));
                assertTrue(client.post("/1", "one")); // a body of its own
                assertTrue(client.get("/2")); // which a get does not send again
                assertTrue(client.setData("set"));
                assertTrue(client.get("/3")); // as it does with what was set
                assertTrue(client.setMethod("PUT"));
                assertTrue(client.execute("/4"));
                assertTrue(client.setData(null));
                assertTrue(client.execute("/5"));
                assertTrue(client.post("/6", "six"));
                assertEquals("POST", client.requestMethod());
                assertEquals("six", client.requestBody());
            });
            List<String> shown = requests.stream()
                    .map(request -> request.substring(0, request.indexOf(" HTTP"))
                            + request.substring(request.indexOf("\r\n\r\n") + 4))
                    .toList();
            assertEquals(List.of("POST /1one", "GET /2", "GET /3set", "PUT /4set", "PUT /5", "POST /6six"), shown);
            for (String request : requests) {
                assertTrue(request.contains("\r\nX-A: 1\r\n"), request);
                assertTrue(request.contains("\r\nCookie: c=1\r\n"), request);
            }
        }

        @Test
        @Spec("http 180")
        void withoutAMethodABodyDecides() throws Exception {
            assertTrue(request(client -> client.execute("/")).startsWith("GET "));
            assertTrue(request(client -> {
                        client.setData("x");
                        client.execute("/");
                    })
                    .startsWith("POST "));
        }

        @Test
        void aBodyOfAnotherKindIsRefused() {
            Client client = new Client("127.0.0.1", 9);
            assertThrows(ClientException.class, () -> client.setData(new Object()));
            assertThrows(ClientException.class, () -> client.post("/", Map.of("a", new Object())));
        }

        @Test
        void aLargeBodyArrivesWhole() throws Exception {
            byte[] large = new byte[5 * 1024 * 1024 + 7];
            for (int i = 0; i < large.length; i++) large[i] = (byte) ((i * 31) >> 3);
            try (RawServer server = RawServer.start(peer -> {
                assertEquals(Integer.toString(large.length), RawPeer.header(peer.readHead(), "Content-Length"));
                assertTrue(Arrays.equals(large, peer.readBytes(large.length)));
                peer.answer("ok");
                peer.mustEnd();
            })) {
                Client client = new Client("127.0.0.1", server.port());
                assertTrue(client.post("/", large), client::errMsg);
                assertEquals("ok", client.body());
                assertTrue(client.close());
            }
        }
    }

    @Nested
    class Forms {
        @TempDir
        Path folder;

        @Test
        @Spec("http 192")
        void areExact() throws Exception {
            Path file = Files.writeString(folder.resolve("a.txt"), "0123456789");
            String request = request(client -> {
                assertTrue(client.addFile(file.toString(), "f1"));
                assertTrue(client.addFile(file.toString(), "f2", "image/png", "x\"y.png", 2, 3));
                assertTrue(client.addData("data", "f3"));
                assertTrue(client.addData("more", "f4", "text/css", "s.css"));
                assertEquals(4, client.uploadFiles().size());
                client.post("/up", ordered("k", "v", "n", List.of("w")));
                assertNull(client.uploadFiles());
            });
            String head = request.substring(0, request.indexOf("\r\n\r\n") + 4);
            String type = RawPeer.header(head, "Content-Type");
            assertTrue(type.matches("multipart/form-data; boundary=----SwooleBoundary[A-Za-z0-9]{21}"), type);
            String mark = "--" + type.substring(type.indexOf('=') + 1);
            String field = mark + "\r\nContent-Disposition: form-data; name=\"";
            assertEquals(
                    field + "k\"\r\n\r\nv\r\n" + field + "n[0]\"\r\n\r\nw\r\n" + field
                            + "f1\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n0123456789\r\n" + field
                            + "f2\"; filename=\"x%22y.png\"\r\nContent-Type: image/png\r\n\r\n234\r\n" + field
                            + "f3\"; filename=\"f3\"\r\nContent-Type: application/octet-stream\r\n\r\ndata\r\n" + field
                            + "f4\"; filename=\"s.css\"\r\nContent-Type: text/css\r\n\r\nmore\r\n" + mark + "--\r\n",
                    request.substring(head.length()));
        }

        @Test
        @Spec("http 192")
        void haveABoundaryOfTheirOwnAndNoText() throws Exception {
            List<String> requests = requests(2, client -> {
                client.addData("a", "b");
                client.post("/", "text");
                client.addData("a", "b");
                client.post("/", "text");
            });
            assertNotEquals(requests.getFirst(), requests.getLast());
            assertFalse(requests.getFirst().contains("text\r\n"), requests.getFirst());
        }

        @Test
        @Spec("http 192")
        void filesMustBeThere() throws IOException {
            Path file = Files.writeString(folder.resolve("a"), "0123456789");
            Path empty = Files.createFile(folder.resolve("empty"));
            Client client = new Client("127.0.0.1", 9);
            assertFalse(client.addFile(folder.resolve("missing").toString(), "f"));
            assertEquals(2, client.errCode());
            assertFalse(client.addFile(folder.toString(), "f"));
            assertFalse(client.addFile(empty.toString(), "f"));
            assertFalse(client.addFile(file.toString(), "f", null, null, 10, 0));
            assertEquals(505, client.errCode());
            assertFalse(client.addFile(file.toString(), "f", null, null, 5, 6));
            assertFalse(client.addFile(file.toString(), "f", null, null, -1, 0));
            assertNull(client.uploadFiles());
        }

        @Test
        void aLargeFileIsSentInPieces() throws Exception {
            byte[] content = new byte[3 * 1024 * 1024];
            Arrays.fill(content, (byte) 'x');
            Path file = Files.write(folder.resolve("large"), content);
            String request = request(client -> {
                client.addFile(file.toString(), "f");
                assertTrue(client.post("/", null), client::errMsg);
            });
            assertTrue(request.contains(new String(content, java.nio.charset.StandardCharsets.US_ASCII)));
        }
    }

    @Test
    @Spec("http 201")
    void whatWasSentAndWhoTalksToWhom() throws Exception {
        try (RawServer server = RawServer.start(peer -> {
            peer.readHead();
            peer.answer("");
            peer.mustEnd();
        })) {
            Client client = new Client("127.0.0.1", server.port());
            assertNull(client.getHeaderOut());
            assertNull(client.getsockname());
            assertEquals(5001, client.errCode());
            assertNull(client.getpeername());
            assertTrue(client.get("/x"));
            assertEquals(
                    "GET /x HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n" + KEPT.stripTrailing(),
                    client.getHeaderOut());
            assertEquals(Map.of("address", "127.0.0.1", "port", server.port()), client.getpeername());
            assertEquals("127.0.0.1", client.getsockname().get("address"));
            assertTrue((int) client.getsockname().get("port") > 0);
            assertNull(client.getPeerCert());
            assertTrue(client.socket() > 0);
            assertTrue(client.close());
            assertFalse(client.close());
            assertNull(client.getpeername());
        }
    }

    @Test
    void aHeadThatIsTooLongIsRefused() {
        Client client = new Client("127.0.0.1", 9);
        client.setCookies(Map.of("a", "x".repeat(4096)));
        assertEquals(
                "HTTP cookie header is too large",
                assertThrows(ClientException.class, () -> client.get("/")).getMessage());
        client.setCookies(Map.of());
        client.setHeaders(Map.of("a", "x".repeat(65536)));
        assertEquals(
                "HTTP/1 header block is too large",
                assertThrows(ClientException.class, () -> client.get("/")).getMessage());
    }
}
