package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import swoole4j.coroutine.http2.Client;
import swoole4j.http.Server;
import swoole4j.http2.Request;
import swoole4j.http2.Response;
import swoole4j.testing.RawServer;
import swoole4j.testing.TestServer;

/** The HTTP/2 client against our own server, and against servers that break the rules. */
@Timeout(30)
class Http2Test {
    private static final byte[] LARGE = new byte[3 * 1024 * 1024];
    private static final CountDownLatch HELD = new CountDownLatch(1);

    private static TestServer running;

    @BeforeAll
    static void start() {
        for (int i = 0; i < LARGE.length; i++) LARGE[i] = (byte) ((i * 7) >> 2);
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of("open_http2_protocol", true));
        server.on("request", (swoole4j.http.Request request, swoole4j.http.Response response) -> {
            switch (String.valueOf(request.server().get("request_uri"))) {
                case "/large" -> response.end(LARGE);
                case "/late" -> {
                    HELD.await(10, TimeUnit.SECONDS);
                    response.end("late");
                }
                case "/cookie" -> {
                    response.cookie("seen", "yes");
                    response.end(String.valueOf(request.cookie()));
                }
                case "/pieces" -> {
                    response.write("one");
                    response.write("two");
                    response.end();
                }
                case "/close" -> response.close();
                default -> {
                    response.header("X-Path", String.valueOf(request.server().get("request_uri")));
                    response.status(request.getMethod().equals("POST") ? 201 : 200);
                    response.end(request.getMethod() + " " + request.header().get("x-a") + " "
                            + request.header().get("host") + " "
                            + new String(request.contentBytes(), StandardCharsets.UTF_8));
                }
            }
        });
        running = TestServer.start(server);
    }

    @AfterAll
    static void stop() {
        HELD.countDown();
        running.close();
    }

    private static Client connect(Object... options) {
        Client client = new Client("127.0.0.1", running.port());
        for (int i = 0; i < options.length; i += 2) client.set(Map.of((String) options[i], options[i + 1]));
        assertTrue(client.connect(), client::errMsg);
        return client;
    }

    @Test
    void aRequestAndItsResponse() {
        Client client = connect();
        Request request = new Request().path("/x?y").headers(Map.of("X-A", "1", "Connection", "close"));
        int id = client.send(request);
        assertTrue(id > 0 && id % 2 == 1);
        Response response = client.recv();
        assertNotNull(response, client::errMsg);
        assertEquals(id, response.streamId());
        assertEquals(200, response.statusCode());
        assertEquals("/x", response.headers().get("x-path"));
        assertEquals("GET 1 127.0.0.1:" + running.port() + " ", response.data());
        assertFalse(response.pipeline());
        assertFalse(client.isStreamExist(id));
        assertTrue(client.isStreamExist(0));
        assertTrue(client.close());
        assertFalse(client.close());
        assertFalse(client.connected());
    }

    @Test
    void bodiesOfAllKinds() {
        Client client = connect();
        Map<Integer, String> expected = new HashMap<>();
        expected.put(client.send(new Request().method("post").data("text")), "text");
        expected.put(client.send(new Request().method("POST").data(Map.of("a", List.of("b")))), "a%5B0%5D=b");
        expected.put(client.send(new Request().method("POST").data("bytes".getBytes(StandardCharsets.UTF_8))), "bytes");
        while (!expected.isEmpty()) {
            Response response = client.recv();
            assertNotNull(response, client::errMsg);
            assertEquals(201, response.statusCode());
            String body = expected.remove(response.streamId());
            assertTrue(response.data().startsWith("POST ") && response.data().endsWith(" " + body), response::data);
        }
        client.close();
    }

    @Test
    void manyAtOnceInAnyOrder() {
        Client client = connect();
        Set<Integer> open = new HashSet<>();
        int last = 0;
        for (int i = 0; i < 100; i++) {
            last = client.send(new Request().path("/" + i));
            open.add(last);
        }
        assertEquals(100, open.size());
        for (int i = 0; i < 100; i++) {
            Response response = client.recv();
            assertNotNull(response, client::errMsg);
            assertTrue(open.remove(response.streamId()));
        }
        assertEquals(0, client.stats("active_stream_num"));
        assertEquals(last, client.stats("current_stream_id"));
        assertNotNull(client.stats().get("remote_settings"));
        client.close();
    }

    @Test
    void bodiesLargerThanAnyWindow() {
        Client client = connect();
        client.send(new Request().path("/large"));
        assertArrayEquals(LARGE, client.recv().bytes());
        client.set(Map.of("package_max_length", 1000));
        client.close();
        assertTrue(client.connect());
        client.send(new Request().path("/large").headers(Map.of("accept-encoding", "identity")));
        Response response = client.recv();
        assertEquals(-3, response.statusCode());
        assertEquals(1201, response.errCode());
        client.send(new Request());
        assertEquals(200, client.recv().statusCode());
        client.close();
    }

    @Test
    void aBodyInPieces() {
        Client client = connect();
        int id = client.send(new Request().method("POST").pipeline(true));
        assertTrue(client.isStreamExist(id));
        assertTrue(client.write(id, "one "));
        assertTrue(client.write(id, "two", true));
        assertFalse(client.write(id, "three"));
        assertEquals(3003, client.errCode());
        assertTrue(client.recv().data().endsWith("one two"));
        client.close();
    }

    @Test
    void aResponseInPieces() throws Exception {
        Client client = connect();
        for (String path : List.of("/pieces", "/large")) {
            client.send(new Request().path(path).usePipelineRead(true));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Response piece;
            int count = 0;
            do {
                piece = client.read();
                assertNotNull(piece, client::errMsg);
                assertEquals(200, piece.statusCode());
                all.writeBytes(piece.bytes());
                count++;
            } while (piece.pipeline());
            assertTrue(count > 1);
            assertArrayEquals(
                    path.equals("/large") ? LARGE : "onetwo".getBytes(StandardCharsets.UTF_8), all.toByteArray());
        }
        client.close();
    }

    @Test
    void cookies() {
        Client client = connect();
        client.send(new Request().path("/cookie").cookies(Map.of("own", "1")));
        Response first = client.recv();
        assertEquals("{own=1}", first.data());
        assertEquals(Map.of("seen", "yes"), first.cookies());
        assertEquals(1, first.setCookieHeaders().size());
        client.send(new Request().path("/cookie"));
        assertEquals("{seen=yes}", client.recv().data());
        client.close();
    }

    @Test
    void waitingEndsInTime() {
        Client client = connect("timeout", 0.05);
        assertNull(client.recv());
        assertEquals(110, client.errCode());
        assertTrue(client.connected());
        assertNull(client.recv(0.01));
        client.set(Map.of("timeout", 10));
        assertTrue(client.ping(), client::errMsg);
        client.close();
        assertNull(client.recv());
        assertEquals(5001, client.errCode());
        assertFalse(client.ping());
        assertEquals(-1, client.send(new Request()));
        assertNull(client.stats());
    }

    @Test
    void whatCannotBeSent() {
        Client client = connect("max_concurrent_streams", 1);
        assertEquals(-1, client.send(new Request().path("/a b")));
        assertEquals(505, client.errCode());
        assertEquals(-1, client.send(new Request().method("GET /")));
        assertEquals(-1, client.send(new Request().headers(Map.of("x", "a\r\nb"))));
        int late = client.send(new Request().path("/late"));
        assertTrue(late > 0);
        assertEquals(-1, client.send(new Request()));
        assertEquals(3008, client.errCode());
        HELD.countDown();
        assertEquals("late", client.recv().data());
        client.close();
    }

    @Test
    void connectionsThatEnd() throws Exception {
        Client client = connect();
        assertFalse(client.connect());
        CompletableFuture<Response> waiting = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> waiting.complete(client.recv(-1)));
        assertTrue(client.ping());
        assertTrue(client.close());
        assertNull(waiting.get(10, TimeUnit.SECONDS));
        reader.join();
        assertTrue(client.connect());
        client.send(new Request());
        assertEquals(200, client.recv().statusCode());
        assertTrue(client.goaway(0, "bye"));
        client.close();
    }

    /** As PHP closes them with the object; here that is when the collector finds it. */
    @Test
    void aClientThatIsForgottenIsClosed() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = RawServer.start(peer -> {
            peer.readBytes(24);
            peer.sendHex("000000 04 00 00000000"); // SETTINGS
            peer.mustEndWithin(100_000);
            gone.countDown();
        })) {
            assertTrue(new Client("127.0.0.1", server.port()).connect());
            for (int i = 0; i < 100 && !gone.await(50, TimeUnit.MILLISECONDS); i++) System.gc();
            assertEquals(0, gone.getCount());
        }
    }

    @Test
    void serversThatDoNotSpeakIt() throws Exception {
        try (RawServer server = RawServer.start(peer -> {
            peer.readBytes(24);
            peer.sendText("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    .end();
            peer.mustEndWithin(100_000);
        })) {
            Client client = new Client("127.0.0.1", server.port());
            assertTrue(client.connect());
            client.send(new Request());
            assertNull(client.recv());
            assertEquals(104, client.errCode());
            assertFalse(client.connected());
        }
    }

    @Test
    void serversThatGoAwayOrReset() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        try (RawServer server = RawServer.start(peer -> {
            peer.readBytes(24);
            peer.sendHex("000000 04 00 00000000"); // SETTINGS
            assertTrue(sent.await(10, TimeUnit.SECONDS));
            peer.sendHex("000004 03 00 00000003 00000008"); // RST_STREAM CANCEL of the first
            peer.sendHex("000008 07 00 00000000 00000003 00000000"); // GOAWAY, last stream 3
            peer.mustEndWithin(100_000);
        })) {
            Client client = new Client("127.0.0.1", server.port());
            assertTrue(client.connect());
            assertEquals(3, client.send(new Request()));
            assertEquals(5, client.send(new Request()));
            sent.countDown();
            Response reset = client.recv();
            assertEquals(3, reset.streamId());
            assertEquals(-3, reset.statusCode());
            assertEquals(8, reset.errCode());
            Response refused = client.recv();
            assertEquals(5, refused.streamId());
            assertEquals(7, refused.errCode());
            assertEquals(3, client.serverLastStreamId());
            assertEquals(-1, client.send(new Request()));
            client.close();
        }
    }
}
