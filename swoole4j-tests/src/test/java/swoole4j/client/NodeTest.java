package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CONTINUATION;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PONG;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.coroutine.http.Client;
import swoole4j.testing.Program;
import swoole4j.testing.TestCertificates;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

/** The client as a WebSocket against servers of Node's {@code ws}. */
@Timeout(60)
class NodeTest {
    private static Program node;

    @BeforeAll
    static void start() throws Exception {
        node = NodeServers.start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Client connect(String path, Object... options) throws Exception {
        Client client = new Client("127.0.0.1", node.port());
        for (int i = 0; i < options.length; i += 2) client.set(Map.of((String) options[i], options[i + 1]));
        assertTrue(client.upgrade(path), client::errMsg);
        assertEquals(101, client.statusCode());
        return client;
    }

    private static Frame received(Client client) {
        Frame frame = client.recv();
        assertNotNull(frame, client::errMsg);
        return frame;
    }

    private static void mustReceive(Client client, int opcode, String data) {
        Frame frame = received(client);
        assertEquals(opcode, frame.opcode());
        assertEquals(data, frame.data());
        assertTrue(frame.finish());
    }

    private static void mustEcho(Client client, String text) {
        assertTrue(client.push(text), client::errMsg);
        mustReceive(client, WEBSOCKET_OPCODE_TEXT, text);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Nested
    class Messages {
        @Test
        void textOfAllSizes() throws Exception {
            Client client = connect("/plain");
            for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 500_000}) {
                mustEcho(client, "é".repeat(length / 2) + "x".repeat(length % 2));
            }
            mustEcho(client, "\u0000 \uD83D\uDE00 \uFFFD");
            assertTrue(client.disconnect());
        }

        @Test
        void binary() throws Exception {
            Client client = connect("/plain");
            byte[] data = random(70_000);
            assertTrue(client.push(data.clone(), WEBSOCKET_OPCODE_BINARY));
            Frame frame = received(client);
            assertEquals(WEBSOCKET_OPCODE_BINARY, frame.opcode());
            assertArrayEquals(data, frame.bytes());
            client.disconnect();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/plain", "/deflate", "/takeover"})
        void large(String path) throws Exception {
            Client client = connect(
                    path,
                    "package_max_length",
                    32 << 20,
                    "websocket_compression",
                    true,
                    "socket_buffer_size",
                    64 << 20);
            byte[] data = random(20 << 20);
            Arrays.fill(data, 5 << 20, 10 << 20, (byte) 'a');
            assertTrue(client.push(data.clone(), WEBSOCKET_OPCODE_BINARY), client::errMsg);
            assertArrayEquals(data, received(client).bytes());
            client.disconnect();
        }

        @Test
        void inFragments() throws Exception {
            Client client = connect("/plain");
            assertTrue(client.push("one, ", WEBSOCKET_OPCODE_TEXT, 0));
            assertTrue(client.push("two, ", WEBSOCKET_OPCODE_CONTINUATION, 0));
            assertTrue(client.push("between", WEBSOCKET_OPCODE_PING, SWOOLE_WEBSOCKET_FLAG_FIN));
            assertTrue(client.push("three", WEBSOCKET_OPCODE_CONTINUATION, SWOOLE_WEBSOCKET_FLAG_FIN));
            mustReceive(client, WEBSOCKET_OPCODE_TEXT, "one, two, three");
            node.awaitLine("ping between"::equals);
            client.push("#fragments a b c d");
            mustReceive(client, WEBSOCKET_OPCODE_TEXT, "abcd");
            client.disconnect();
        }

        @Test
        void thousandsOnTheirWayAtOnce() throws Exception {
            Client client = connect("/plain", "websocket_compression", true);
            client.push("#send 5000 1000");
            for (int n = 0; n < 5000; n++) {
                byte[] data = received(client).bytes();
                assertEquals(1000, data.length);
                assertEquals((byte) n, data[999]);
            }
            for (int n = 0; n < 2000; n++) assertTrue(client.push("message " + n), client::errMsg);
            for (int n = 0; n < 2000; n++) mustReceive(client, WEBSOCKET_OPCODE_TEXT, "message " + n);
            client.disconnect();
        }

        @Test
        void manyConnectionsOfCoroutines() throws Exception {
            int port = node.port();
            AtomicInteger echoes = new AtomicInteger();
            Coroutine.run(() -> {
                for (int n = 0; n < 50; n++) {
                    int number = n;
                    Coroutine.go(() -> {
                        Client client = new Client("127.0.0.1", port);
                        assertTrue(client.upgrade("/plain"), client::errMsg);
                        for (int i = 0; i < 20; i++) {
                            client.push(number + " " + i);
                            if (received(client).data().equals(number + " " + i)) echoes.incrementAndGet();
                        }
                        client.disconnect();
                    });
                }
            });
            assertEquals(1000, echoes.get());
        }
    }

    @Nested
    class PingsAndPongs {
        @Test
        void areAnswered() throws Exception {
            Client client = connect("/plain", "open_websocket_pong_frame", true);
            assertTrue(client.ping("ours"));
            mustReceive(client, WEBSOCKET_OPCODE_PONG, "ours");
            client.push("#ping theirs");
            mustEcho(client, "behind it");
            node.awaitLine("pong theirs"::equals);
            client.disconnect();
        }

        @Test
        void areTheScriptsIfItWantsThem() throws Exception {
            Client client = connect("/plain", "open_websocket_ping_frame", true);
            client.push("#ping mine");
            mustReceive(client, WEBSOCKET_OPCODE_PING, "mine");
            assertTrue(client.push("by hand", WEBSOCKET_OPCODE_PONG));
            node.awaitLine("pong by hand"::equals);
            assertTrue(node.printed().stream().noneMatch("pong mine"::equals));
            client.disconnect();
        }

        @Test
        void unasked() throws Exception {
            Client client = connect("/plain");
            client.push("#pong nobody asked");
            mustEcho(client, "behind it");
            client.disconnect();
        }
    }

    @Nested
    class Compression {
        private static final String TEXT = "many words, many of them again and again; ".repeat(200);

        /** What has come and gone on the server's side since. */
        private static long[] traffic(Client client) {
            client.push("#traffic");
            String[] both = received(client).data().split(" ", -1);
            return new long[] {Long.parseLong(both[0]), Long.parseLong(both[1])};
        }

        private static void mustAgree(Client client, boolean compressed) {
            client.push("#extensions");
            mustReceive(client, WEBSOCKET_OPCODE_TEXT, compressed ? "[permessage-deflate]" : "[]");
        }

        @Test
        void isNotUsedUnasked() throws Exception {
            Client client = connect("/deflate");
            mustAgree(client, false);
            mustEcho(client, TEXT);
            client.disconnect();
        }

        @Test
        void maybeDeclined() throws Exception {
            Client client = connect("/plain", "websocket_compression", true);
            mustAgree(client, false);
            mustEcho(client, TEXT);
            client.disconnect();
        }

        @ParameterizedTest
        @CsvSource({"/deflate, false", "/deflate, true", "/takeover, false", "/takeover, true"})
        void shortensMessages(String path, boolean takeover) throws Exception {
            Client client = connect(path, "websocket_compression", true, "websocket_context_takeover", takeover);
            mustAgree(client, true);
            for (int n = 0; n < 3; n++) {
                long[] before = traffic(client);
                mustEcho(client, TEXT);
                long[] after = traffic(client);
                assertTrue(after[0] - before[0] < TEXT.length() / 10, "to the server");
                assertTrue(after[1] - before[1] < TEXT.length() / 10, "to the client");
            }
            mustEcho(client, "");
            client.disconnect();
        }

        /** What cannot be shortened alone is short when it comes again, if both sides remember. */
        @ParameterizedTest
        @CsvSource({"/deflate, true", "/takeover, true", "/takeover, false"})
        void remembersEarlierMessagesWhereAgreed(String path, boolean takeover) throws Exception {
            Client client = connect(path, "websocket_compression", true, "websocket_context_takeover", takeover);
            boolean both = path.equals("/takeover") && takeover;
            byte[] data = random(5000);
            for (int n = 0; n < 4; n++) {
                long[] before = traffic(client);
                assertTrue(client.push(data.clone(), WEBSOCKET_OPCODE_BINARY));
                assertArrayEquals(data, received(client).bytes());
                long[] after = traffic(client);
                boolean remembered = both && n > 0;
                assertEquals(remembered, after[0] - before[0] < 1000, "to the server");
                assertEquals(remembered, after[1] - before[1] < 1000, "to the client");
            }
            client.disconnect();
        }
    }

    @Nested
    class Ends {
        @ParameterizedTest
        @CsvSource({"1000, done", "1001, going", "4001, bye bye"})
        void byTheClient(int code, String reason) throws Exception {
            Client client = connect("/plain");
            assertTrue(client.disconnect(code, reason));
            node.awaitLine(("close " + code + " " + reason)::equals);
            assertFalse(client.connected());
            assertNull(client.recv());
            assertEquals(5001, client.errCode());
        }

        @Test
        void byTheServerAndTheScriptSeesIt() throws Exception {
            Client client = connect("/plain", "open_websocket_close_frame", true);
            client.push("#close 4002 go away");
            CloseFrame close = assertInstanceOf(CloseFrame.class, client.recv());
            assertEquals(4002, close.code());
            assertEquals("go away", close.reason());
            assertTrue(client.push(new CloseFrame(4002, "gone")));
            node.awaitLine("close 4002 gone"::equals);
            assertNull(client.recv());
            assertTrue(client.isClosed());
        }

        @Test
        void byTheServerAndTheClientAnswersByItself() throws Exception {
            Client client = connect("/plain");
            client.push("#close 4003 by itself");
            assertNull(client.recv());
            assertTrue(client.isClosed());
            assertFalse(client.connected());
            node.awaitLine(line -> line.startsWith("close 4003"));
        }

        @Test
        void withoutACode() throws Exception {
            Client client = connect("/plain");
            client.push("#close");
            assertNull(client.recv());
            assertTrue(client.isClosed());
            node.awaitLine("close 1005 "::equals);
        }

        @ParameterizedTest
        @ValueSource(strings = {"#terminate", "#break"})
        void abruptly(String how) throws Exception {
            Client client = connect("/plain");
            client.push(how);
            assertNull(client.recv());
            assertTrue(client.isClosed(), client::errMsg);
            assertFalse(client.connected());
            assertFalse(client.push("x"));
            assertEquals(5001, client.errCode());
            assertTrue(client.upgrade("/plain"), client::errMsg);
            mustEcho(client, "a new connection");
            client.disconnect();
        }

        @Test
        void whenAMessageIsTooLargeForTheServer() throws Exception {
            Client client = connect("/small", "open_websocket_close_frame", true);
            client.push("x".repeat(1001));
            assertEquals(1009, assertInstanceOf(CloseFrame.class, client.recv()).code());
            client.close();
        }

        @Test
        void whenAMessageIsTooLargeForTheClient() throws Exception {
            Client client = connect("/plain", "package_max_length", 1000);
            client.push("#send 1 1001");
            assertNull(client.recv());
            assertEquals(1201, client.errCode());
            node.awaitLine(line -> line.startsWith("close 1009"));
            assertFalse(client.connected());
        }
    }

    @Nested
    class Handshakes {
        @Test
        void agreeOnASubprotocol() throws Exception {
            Client client = new Client("127.0.0.1", node.port());
            client.setHeaders(Map.of("Sec-WebSocket-Protocol", "chat.v1, chat.v2"));
            assertTrue(client.upgrade("/protocols"), client::errMsg);
            assertEquals("chat.v2", client.headers().get("sec-websocket-protocol"));
            mustEcho(client, "spoken");
            client.disconnect();
        }

        @Test
        void mayAgreeOnNoSubprotocol() throws Exception {
            Client client = new Client("127.0.0.1", node.port());
            client.setHeaders(Map.of("Sec-WebSocket-Protocol", "unknown"));
            assertTrue(client.upgrade("/protocols"), client::errMsg);
            assertFalse(client.headers().containsKey("sec-websocket-protocol"));
            mustEcho(client, "spoken");
            client.disconnect();
        }

        @Test
        void mayBeDeclined() throws Exception {
            Client client = new Client("127.0.0.1", node.port());
            assertTrue(client.upgrade("/nowhere"), client::errMsg);
            assertEquals(404, client.statusCode());
            assertEquals("none", client.body());
            assertFalse(client.push("x"));
            client.close();
        }
    }

    @Test
    void overTls(@TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.in(folder, "authority").sign("server", "localhost");
        try (Program secure = NodeServers.start(certificates.certificate("server"), certificates.key("server"))) {
            Client client = new Client("localhost", secure.port(), true);
            assertFalse(client.upgrade("/deflate"));
            assertEquals(-1, client.statusCode());
            client.set(Map.of("ssl_cafile", certificates.certificate("authority"), "websocket_compression", true));
            assertTrue(client.upgrade("/deflate"), client::errMsg);
            mustEcho(client, "private");
            assertTrue(client.disconnect(4000, "bye"));
            secure.awaitLine("close 4000 bye"::equals);
        }
    }
}
