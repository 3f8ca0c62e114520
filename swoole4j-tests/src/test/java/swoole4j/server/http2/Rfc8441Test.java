package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_CANCEL;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_REFUSED_STREAM;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Frames;
import swoole4j.testing.Http2Client;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** WebSockets on streams. */
class Rfc8441Test {
    private static final int ENABLE_CONNECT_PROTOCOL = 8;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private Server server(Map<String, ?> options) {
        Server server = new Server("127.0.0.1", 0);
        server.set(Http2Servers.with(options));
        server.on("open", (Server it, Request request) ->
                events.add("open " + request.fd() + " " + request.streamId() + " " + request.server().get("path_info")));
        server.on("message", (Server it, Frame frame) -> {
            it.push(frame.fd(), frame.bytes(), frame.opcode());
        });
        server.on("close", (Server it, int fd) -> events.add("close " + fd));
        return server;
    }

    private String event() throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }

    private static String[] connect(String path, String... more) {
        String[] fields = Http2Client.fields("CONNECT", path, "sec-websocket-version", "13");
        String[] all = Arrays.copyOf(fields, fields.length + 2 + more.length);
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = ":protocol";
        all[1] = "websocket";
        System.arraycopy(more, 0, all, 2 + fields.length, more.length);
        return all;
    }

    private static Http2Client.Answer open(Http2Client client, int stream, String... more) throws IOException {
        var answer = client.head(stream, false, connect("/chat", more)).answerHead(stream);
        assertEquals(200, answer.status(), answer::toString);
        return answer;
    }

    private static byte[] text(String text) {
        return Frames.masked(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void mustReceive(Http2Client client, int stream, byte[] expected) throws IOException {
        client.await(() -> client.of(stream).bytes().length >= expected.length, expected.length + " bytes");
        assertArrayEquals(expected, client.of(stream).bytes());
    }

    private static byte[] unmasked(String text) {
        return Frames.unmasked(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class Section3Setting {
        @Test
        void aPortWithWebSocketsAnnouncesThem() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                assertEquals(1, client.serverSettings().get(ENABLE_CONNECT_PROTOCOL));
            }
        }

        @Test
        void aPortWithoutDoesNot() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of());
                    Http2Client client = Http2Client.connect(server.port())) {
                assertNull(client.serverSettings().get(ENABLE_CONNECT_PROTOCOL));
                client.head(1, false, connect("/")).mustReset(1, 1);
            }
        }
    }

    @Nested
    class Section5Handshake {
        @Test
        void theAnswerIs200WithoutAKey() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of("websocket_subprotocol", "b")));
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = open(client, 1, "sec-websocket-protocol", "a, b");
                assertEquals("b", answer.field("sec-websocket-protocol"));
                for (String name : List.of("connection", "upgrade", "sec-websocket-accept", "content-length")) {
                    assertNull(answer.field(name), name);
                }
                assertFalse(answer.isEnded());
                assertEquals("open 2 1 /chat", event());
            }
        }

        @Test
        void anotherVersionIsRefused() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                String[] fields = connect("/");
                fields[11] = "12";
                assertEquals(400, client.head(1, false, fields).answer(1).status());
                assertEquals("close 2", event());
                open(client, 3);
            }
        }

        @Test
        void anotherProtocolIsNotImplemented() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                String[] fields = connect("/");
                fields[1] = "connect-udp";
                assertEquals(501, client.head(1, false, fields).answer(1).status());
            }
        }

        @Test
        void beforeHandshakeResponseAddsHeadersAndRefuses() throws Exception {
            Server script = server(Map.of());
            script.on("beforeHandshakeResponse", (Server it, Request request, Response response) -> {
                if (request.server().get("path_info").equals("/no")) {
                    response.status(401);
                    response.end("who are you?");
                } else {
                    response.header("X-Added", "1");
                    response.cookie("c", "v");
                }
            });
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = open(client, 1);
                assertEquals("1 c=v", answer.field("x-added") + " " + answer.field("set-cookie"));
                var no = client.head(3, false, connect("/no")).answer(3);
                assertEquals("401 who are you?", no.status() + " " + no.text());
            }
        }

        @Test
        void aHandshakeCallbackOpensWith101AndRefusesWithAnythingElse() throws Exception {
            Server script = server(Map.of());
            script.on("handshake", (Request request, Response response) -> {
                if (request.server().get("path_info").equals("/chat")) {
                    response.header("Sec-WebSocket-Accept", "some");
                    response.header("Upgrade", "websocket");
                    response.header("Connection", "Upgrade");
                    response.header("X-Own", "1");
                    response.status(101);
                }
                response.end();
            });
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = open(client, 1);
                assertEquals(
                        List.of(":status: 200", "x-own: 1"), answer.head().subList(0, 2));
                assertNull(answer.field("sec-websocket-accept"));
                client.data(1, false, text("hi"));
                mustReceive(client, 1, unmasked("hi"));
                assertEquals(403, client.head(3, false, connect("/no")).answer(3).status());
            }
        }
    }

    @Nested
    class Messages {
        @Test
        void framesGoBothWays() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                client.data(1, false, text("hello"));
                mustReceive(client, 1, unmasked("hello"));
            }
        }

        @Test
        void framesMayBeCutAnywhereAndMessagesFragmented() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                byte[] frames = Frames.join(
                        Frames.masked(0x01, new byte[] {'a'}),
                        Frames.masked(0x89, new byte[] {'p'}),
                        Frames.masked(0x80, new byte[] {'b'}));
                for (byte one : frames) client.data(1, false, new byte[] {one});
                mustReceive(client, 1, Frames.join(Frames.hex("8a0170"), unmasked("ab")));
            }
        }

        @Test
        void messagesAreCompressedWhereThatIsAgreed() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of("websocket_compression", true)));
                    Http2Client client = Http2Client.connect(server.port())) {
                var answer = open(client, 1, "sec-websocket-extensions", "permessage-deflate");
                assertTrue(String.valueOf(answer.field("sec-websocket-extensions")).startsWith("permessage-deflate"));
                byte[] hello = Frames.hex("f2 48 cd c9 c9 07 00"); // RFC 7692 7.2.3.1
                client.data(1, false, Frames.masked(0xc1, hello));
                mustReceive(client, 1, Frames.unmasked(0xc1, hello));
            }
        }

        @Test
        void manySocketsShareAConnectionWithRequests() throws Exception {
            Server script = server(Map.of());
            script.on("request", (Request request, Response response) -> response.end("page " + request.fd()));
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port())) {
                for (int stream = 1; stream < 100; stream += 2) open(client, stream);
                for (int stream = 1; stream < 100; stream += 2) client.data(stream, false, text("to " + stream));
                for (int stream = 1; stream < 100; stream += 2) mustReceive(client, stream, unmasked("to " + stream));
                assertEquals("page 1", client.get(101, "/").text());
                assertEquals(51, server.server().connections().size());
                Map<String, Object> info = server.server().getClientInfo(2);
                assertEquals("127.0.0.1 3", info.get("remote_ip") + " " + info.get("websocket_status"));
            }
        }

        @Test
        void aBrokenFrameFailsItsStreamAlone() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                open(client, 3);
                client.data(1, false, Frames.unmasked(0x81, new byte[1]));
                byte[] close = client.answer(1).bytes();
                assertEquals("88 3 -22", Integer.toHexString(close[0] & 0xff) + " " + close[2] + " " + close[3]);
                client.data(3, false, text("fine"));
                mustReceive(client, 3, unmasked("fine"));
            }
        }
    }

    @Nested
    class Ends {
        @Test
        void theCloseHandshakeEndsTheStream() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                event();
                client.data(1, false, Frames.masked(0x88, Frames.hex("03e8")));
                assertArrayEquals(Frames.hex("880203e8"), client.answer(1).bytes());
                assertNull(client.of(1).reset());
                assertEquals("close 2", event());
                open(client, 3);
            }
        }

        @Test
        void theEndOfTheClientsSideEndsTheSocket() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                event();
                client.data(1, true, new byte[0]);
                assertTrue(client.answer(1).isEnded());
                assertEquals("close 2", event());
            }
        }

        @Test
        void aResetEndsTheSocket() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                event();
                client.reset(1, SWOOLE_HTTP2_ERROR_CANCEL);
                assertEquals("close 2", event());
                assertFalse(server.server().exists(2));
                open(client, 3);
            }
        }

        @Test
        void theEndOfTheConnectionEndsItsSockets() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of()))) {
                try (Http2Client client = Http2Client.connect(server.port())) {
                    open(client, 1);
                    open(client, 3);
                    event();
                    event();
                    client.abort();
                }
                assertEquals(List.of("close 1", "close 2", "close 3"), List.of(event(), event(), event()).stream()
                        .sorted()
                        .toList());
            }
        }

        @Test
        void disconnectSendsACloseFrameAndEndsTheServersSide() throws Exception {
            Server script = server(Map.of());
            script.on("message", (Server it, Frame frame) -> it.disconnect(frame.fd(), 4000, "bye"));
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                client.data(1, false, text("x"));
                assertArrayEquals(Frames.hex("8805 0fa0 627965"), client.answer(1).bytes());
                client.data(1, true, Frames.masked(0x88, Frames.hex("0fa0")));
                client.sync();
                assertNull(client.of(1).reset());
            }
        }

        @Test
        void closeOfTheServerEndsTheStreamOnly() throws Exception {
            Server script = server(Map.of());
            script.on("message", (Server it, Frame frame) -> it.close(frame.fd(), true));
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                open(client, 3);
                client.data(1, false, text("x")).mustReset(1, SWOOLE_HTTP2_ERROR_CANCEL);
                client.sync();
                assertNull(client.of(3).reset());
            }
        }

        @Test
        void theEndOfTheServerEndsSocketsAndConnection() throws Exception {
            TestServer server = TestServer.start(server(Map.of("websocket_going_away", true)));
            try (Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                server.server().shutdown();
                assertArrayEquals(Frames.hex("8802 03e9"), client.answer(1).bytes());
                client.data(1, true, Frames.masked(0x88, Frames.hex("03e9")));
                client.mustGoAway(0);
                client.mustEnd();
            } finally {
                server.awaitEnd();
            }
        }

        @Test
        void anIdleSocketIsClosedAlone() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of("max_idle_time", 0.5)));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                event();
                long begin = System.nanoTime();
                while (!client.of(1).isEnded()) {
                    assertTrue(System.nanoTime() - begin < 10_000_000_000L, "the socket stays");
                    client.sync();
                }
                assertEquals("close 2", event());
                open(client, 3);
            }
        }
    }

    @Nested
    class Limits {
        @Test
        void maxConnectionCountsSockets() throws Exception {
            try (TestServer server = TestServer.start(server(Map.of("max_connection", 3)));
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                open(client, 3);
                client.head(5, false, connect("/")).mustReset(5, SWOOLE_HTTP2_ERROR_REFUSED_STREAM);
                client.data(1, false, text("still"));
                mustReceive(client, 1, unmasked("still"));
            }
        }

        @Test
        void pushWaitsForAClientThatTakesNothing() throws Exception {
            AtomicInteger pushed = new AtomicInteger();
            BlockingQueue<String> done = new LinkedBlockingQueue<>();
            Server script = server(Map.of("socket_buffer_size", 100_000));
            script.on("message", (Server it, Frame frame) -> {
                byte[] piece = new byte[10_000];
                for (int i = 0; i < 100 && it.push(frame.fd(), piece, 2); i++) pushed.addAndGet(piece.length);
                done.add("done");
            });
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port()).hold()) {
                open(client, 1);
                open(client, 3);
                client.data(1, false, text("go"));
                client.await(() -> client.of(1).bytes().length == 65535, "one window");
                client.sync().sync();
                assertTrue(pushed.get() <= 65535 + 100_000 + 10_000, () -> pushed + " bytes were taken");
                assertEquals(0, done.size());
                client.window(0, 2_000_000).window(1, 2_000_000);
                client.await(() -> client.of(1).bytes().length == 100 * 10_004, "all messages");
                assertEquals("done", done.poll(10, TimeUnit.SECONDS));
            }
        }

        @Test
        void aPushThatWaitsFailsWhenTheStreamIsReset() throws Exception {
            BlockingQueue<Integer> errors = new LinkedBlockingQueue<>();
            Server script = server(Map.of("socket_buffer_size", 100_000));
            script.on("message", (Server it, Frame frame) -> {
                boolean more = true;
                while (more) more = it.push(frame.fd(), new byte[10_000], 2);
                errors.add(it.getLastError());
            });
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port()).hold()) {
                open(client, 1);
                client.data(1, false, text("go"));
                client.await(() -> client.of(1).bytes().length == 65535, "one window");
                client.sync().reset(1, SWOOLE_HTTP2_ERROR_CANCEL);
                assertEquals(104, errors.poll(10, TimeUnit.SECONDS));
            }
        }

        /** Messages of slow callbacks close the stream's window, and nobody else's. */
        @Test
        void aFloodOfMessagesIsSlowedDown() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger begun = new AtomicInteger();
            Server script = server(Map.of());
            script.on("message", (Server it, Frame frame) -> {
                if (frame.data().equals("ok")) {
                    it.push(frame.fd(), "ok");
                    return;
                }
                begun.incrementAndGet();
                release.await();
            });
            try (TestServer server = TestServer.start(script);
                    Http2Client client = Http2Client.connect(server.port())) {
                open(client, 1);
                open(client, 3);
                byte[] message = text("x".repeat(100));
                for (int sent = 0; sent + message.length <= 65535; sent += message.length) {
                    client.data(1, false, message);
                }
                client.sync();
                assertTrue(begun.get() <= 128, () -> begun + " callbacks at once");
                assertTrue(client.windowOf(1) < 40_000, () -> "the window opened by " + client.windowOf(1));
                client.data(3, false, text("ok"));
                mustReceive(client, 3, unmasked("ok"));
                release.countDown();
                client.await(() -> client.windowOf(1) > 32_000, "the window");
            }
        }
    }
}
