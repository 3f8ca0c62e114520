package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CONTINUATION;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PING;
import static swoole4j.Constants.WEBSOCKET_OPCODE_PONG;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.coroutine.http.Client;
import swoole4j.testing.Frames;
import swoole4j.testing.RawPeer;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

/** The client as a WebSocket (http.md 11.5) against a server that sends any bytes. */
class WebSocketTest {
    private static final String HELLO = "ca48cdc9c90700";
    private static final String AGREED =
            "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover";

    private static Client connect(RawServer server, Object... options) {
        Client client = new Client("127.0.0.1", server.port());
        for (int i = 0; i < options.length; i += 2) client.set(Map.of((String) options[i], options[i + 1]));
        assertTrue(client.upgrade("/"), client::errMsg);
        assertEquals(101, client.statusCode());
        return client;
    }

    private static void mustReceive(Client client, int opcode, String data) {
        Frame frame = client.recv();
        assertNotNull(frame, client::errMsg);
        assertEquals(opcode, frame.opcode());
        assertEquals(data, frame.data());
        assertTrue(frame.finish());
        assertTrue(frame.fd() > 0);
    }

    private static void mustBeClosed(Client client) {
        assertNull(client.recv());
        assertTrue(client.isClosed(), client::errMsg);
        assertFalse(client.connected());
        assertNull(client.recv());
        assertFalse(client.isClosed());
        assertEquals(5001, client.errCode());
    }

    @Nested
    @Spec("http 195")
    class Upgrades {
        @Test
        void askAsTheRfcWantsIt() throws Exception {
            Set<String> keys = new HashSet<>();
            for (int i = 0; i < 2; i++) {
                try (RawServer server = RawServer.start(peer -> {
                    String head = peer.acceptUpgrade("X-Seen: yes");
                    String key = RawPeer.header(head, "Sec-WebSocket-Key");
                    assertEquals(16, Base64.getDecoder().decode(key).length);
                    keys.add(key);
                    assertEquals(
                            "GET /chat?a=b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-A: 1\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: KEY\r\n"
                                    + "Accept-Encoding: gzip, deflate, br\r\n",
                            head.replace(key, "KEY").replaceFirst(":\\d+\r", ":PORT\r"));
                })) {
                    Client client = new Client("127.0.0.1", server.port());
                    client.setHeaders(Map.of("X-A", "1"));
                    client.setData("is not sent");
                    assertTrue(client.upgrade("/chat?a=b"), client::errMsg);
                    assertEquals("yes", client.headers().get("x-seen"));
                    assertEquals("GET", client.requestMethod());
                    assertEquals(Map.of("X-A", "1"), client.requestHeaders());
                    mustBeClosed(client);
                }
            }
            assertEquals(2, keys.size());
        }

        @Test
        void mayBeDeclined() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText("HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!");
                assertNull(RawPeer.header(peer.readHead(), "Upgrade"));
                peer.answer("ok");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                assertTrue(client.upgrade("/"));
                assertEquals(403, client.statusCode());
                assertEquals("no!", client.body());
                assertTrue(client.connected());
                assertFalse(client.push("x"));
                assertTrue(client.get("/"));
                assertEquals("ok", client.body());
                client.close();
            }
        }

        @ParameterizedTest(quoteTextArguments = false, name = "{0}: {1}")
        @CsvSource({
            "Upgrade, h2c",
            "Upgrade, ''",
            "Connection, close",
            "Connection, ''",
            "Sec-WebSocket-Accept, s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "Sec-WebSocket-Accept, ''",
            "Sec-WebSocket-Protocol, unasked",
            "Sec-WebSocket-Extensions, permessage-deflate",
            "Sec-WebSocket-Extensions, x-foo"
        })
        void answersThatBreakARuleAreRefused(String name, String value) throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                String accept = RawPeer.accept(peer.readHead());
                StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
                Map<String, String> right = Map.of(
                        "Upgrade", "WebSocket", "Connection", "keep-alive, upgrade", "Sec-WebSocket-Accept", accept);
                right.forEach((header, good) -> {
                    if (!header.equals(name))
                        answer.append(header).append(": ").append(good).append("\r\n");
                });
                if (!value.isEmpty())
                    answer.append(name).append(": ").append(value).append("\r\n");
                peer.sendText(answer.append("\r\n").toString());
                peer.mustEnd();
            })) {
                Client client = new Client("127.0.0.1", server.port());
                assertFalse(client.upgrade("/"));
                assertEquals(-3, client.statusCode());
                assertEquals(8504, client.errCode());
                assertTrue(client.errMsg().startsWith("websocket handshake failed"), client::errMsg);
                assertFalse(client.connected());
            }
        }

        @Test
        void mayAgreeToASubprotocol() throws Exception {
            RawServer.Script script = peer -> peer.mustReceive(0x88, Frames.hex("03e8"));
            try (RawServer server = RawServer.webSocket(script, "Sec-WebSocket-Protocol: b")) {
                Client client = new Client("127.0.0.1", server.port());
                client.setHeaders(Map.of("Sec-WebSocket-Protocol", "a, b"));
                assertTrue(client.upgrade("/"), client::errMsg);
                client.disconnect();
            }
        }

        @Test
        void framesMayComeWithTheAnswer() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                String head = peer.readHead();
                String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + RawPeer.accept(head) + "\r\n\r\n";
                peer.send(
                        answer.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        Frames.hex("8102 6869 8901 70"),
                        Frames.hex("0101 61 8001 62"));
                peer.mustReceive(0x8a, "p");
            })) {
                Client client = connect(server);
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "hi");
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "ab");
                mustBeClosed(client);
            }
        }
    }

    @Nested
    class Sending {
        @Test
        @Spec("http 196")
        void needsAWebSocket() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.answer("");
                peer.mustEnd();
            })) {
                Client client = new Client("127.0.0.1", server.port());
                assertFalse(client.push("x"));
                assertEquals(5001, client.errCode());
                assertEquals("Client no connection", client.errMsg());
                assertFalse(client.ping());
                assertFalse(client.disconnect());
                assertTrue(client.get("/"));
                assertFalse(client.push("x"));
                assertEquals(8504, client.errCode());
                assertEquals(-1, client.statusCode());
                assertEquals("websocket handshake failed, cannot push data", client.errMsg());
                assertFalse(client.disconnect());
                assertNull(client.recv());
                client.close();
            }
        }

        @Test
        void framesOfAllKinds() throws Exception {
            byte[] large = new byte[70_000];
            Arrays.fill(large, (byte) 'l');
            try (RawServer server = RawServer.webSocket(peer -> {
                Set<Integer> keys = new HashSet<>();
                for (int i = 0; i < 100; i++) {
                    RawPeer.Frame frame = peer.readFrame();
                    assertEquals("same", frame.text());
                    keys.add(frame.key());
                }
                assertTrue(keys.size() > 95, "keys repeat");
                peer.mustReceive(0x81, "h\u00e9").mustReceive(0x82, large).mustReceive(0x81, "");
                peer.mustReceive(0x01, "a")
                        .mustReceive(0x80, "b")
                        .mustReceive(0x89, "data")
                        .mustReceive(0x89, "");
                peer.mustReceive(0x82, "frame");
            })) {
                Client client = connect(server);
                for (int i = 0; i < 100; i++) assertTrue(client.push("same"));
                assertTrue(client.push("h\u00e9"));
                assertTrue(client.push(large, WEBSOCKET_OPCODE_BINARY));
                assertTrue(client.push(""));
                assertTrue(client.push("a", WEBSOCKET_OPCODE_TEXT, 0));
                assertTrue(client.push("b", WEBSOCKET_OPCODE_CONTINUATION, SWOOLE_WEBSOCKET_FLAG_FIN));
                assertTrue(client.ping("data"));
                assertTrue(client.ping());
                assertTrue(client.push(new Frame("frame").opcode(WEBSOCKET_OPCODE_BINARY)));
                mustBeClosed(client);
            }
        }

        @ParameterizedTest
        @CsvSource({"-1, 1, 8505", "11, 1, 8505", "9, 126, 8505", "10, 126, 8505", "3, 1, 8502", "7, 1, 8502"})
        void whatIsNoFrameIsRefused(int opcode, int size, int error) throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> peer.mustReceive(0x81, "still there"))) {
                Client client = connect(server);
                assertFalse(client.push("x".repeat(size), opcode));
                assertEquals(error, client.errCode());
                assertTrue(client.push("still there"));
                mustBeClosed(client);
            }
        }

        @Test
        @Spec("http 199")
        void withoutMasksWhereAScriptSaysSo() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                RawPeer.Frame frame = peer.readFrame();
                assertFalse(frame.masked());
                assertEquals("hi", frame.text());
            })) {
                Client client = connect(server, "websocket_mask", false);
                assertTrue(client.push("hi"));
                mustBeClosed(client);
            }
        }

        /** A server that does not read slows the sender down instead of filling its memory. */
        @Test
        void waitsForRoom() throws Exception {
            CountDownLatch full = new CountDownLatch(1);
            byte[] large = new byte[256 * 1024];
            try (RawServer server = RawServer.webSocket(peer -> {
                assertTrue(full.await(10, TimeUnit.SECONDS));
                RawPeer.Frame frame;
                do {
                    frame = peer.readFrame();
                } while (!frame.text().equals("last"));
            })) {
                Client client = connect(server, "socket_buffer_size", 64 * 1024);
                client.set(Map.of("write_timeout", 0.1));
                int pushed = 0;
                while (client.push(large, WEBSOCKET_OPCODE_BINARY)) {
                    assertTrue(++pushed < 1000, "nothing stops it");
                }
                assertEquals(110, client.errCode());
                assertTrue(client.connected());
                client.set(Map.of("write_timeout", 10));
                full.countDown();
                assertTrue(client.push("last"), client::errMsg);
                mustBeClosed(client);
            }
        }
    }

    @Nested
    class Receiving {
        @Test
        @Spec("http 196")
        void mayEndInATimeout() throws Exception {
            CountDownLatch waited = new CountDownLatch(1);
            try (RawServer server = RawServer.webSocket(peer -> {
                assertTrue(waited.await(10, TimeUnit.SECONDS));
                peer.frame(0x81, "late");
            })) {
                Client client = connect(server);
                assertNull(client.recv(0.05));
                assertFalse(client.isClosed());
                assertEquals(110, client.errCode());
                assertEquals(-3, client.statusCode());
                assertTrue(client.connected());
                waited.countDown();
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "late");
                mustBeClosed(client);
            }
        }

        @Test
        @Spec("http 196")
        void mayEndWithTheConnection() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> peer.frame(0x82, "last words"))) {
                Client client = connect(server);
                mustReceive(client, WEBSOCKET_OPCODE_BINARY, "last words");
                mustBeClosed(client);
                assertFalse(client.push("x"));
                assertEquals(5001, client.errCode());
            }
        }

        @Test
        @Spec("http 197")
        void controlFramesAreAnsweredBehindTheScene() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.frame(0x89, "ping").frame(0x8a, "pong").frame(0x81, "text");
                peer.mustReceive(0x8a, "ping");
                peer.sendHex("8805 0fa1 776879").mustReceive(0x88, Frames.hex("0fa1 776879"));
                peer.socket().shutdownOutput();
                peer.mustEnd();
            })) {
                Client client = connect(server);
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "text");
                mustBeClosed(client);
            }
        }

        @Test
        @Spec("http 197")
        void orShown() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.sendHex("8805 0fa1 776879").mustReceive(0x88, Frames.hex("0fa1 776879"));
            })) {
                Client client = connect(server, "open_websocket_close_frame", true);
                CloseFrame close = assertInstanceOf(CloseFrame.class, client.recv());
                assertEquals(4001, close.code());
                assertEquals("why", close.reason());
                assertEquals(1, close.flags());
                assertEquals(WEBSOCKET_OPCODE_CLOSE, close.opcode());
                assertTrue(client.push(new CloseFrame(4001, "why")), client::errMsg);
                mustBeClosed(client);
            }
        }

        @Test
        @Spec("http 197")
        void pingsAndPongsMayBeShownToo() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.frame(0x89, "ping").frame(0x8a, "pong");
                peer.mustReceive(0x81, "done");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                client.set(Map.of("open_websocket_ping_frame", true, "open_websocket_pong_frame", true));
                assertTrue(client.upgrade("/"));
                mustReceive(client, WEBSOCKET_OPCODE_PING, "ping");
                mustReceive(client, WEBSOCKET_OPCODE_PONG, "pong");
                assertTrue(client.push("done"));
                mustBeClosed(client);
            }
        }

        /** What a script does not take stays with the server. */
        @Test
        void isNotDoneAheadWithoutEnd() throws Exception {
            byte[] message = new byte[64 * 1024];
            CountDownLatch stuck = new CountDownLatch(1);
            int count = 2000;
            try (RawServer server = RawServer.webSocket(peer -> {
                Thread writer = Thread.ofPlatform().daemon().start(() -> {
                    try {
                        for (int i = 0; i < count; i++) peer.send(Frames.unmasked(0x82, message));
                        peer.frame(0x81, "end");
                    } catch (IOException _) {
                        // the client misses something, and says so
                    }
                });
                writer.join(500); // cannot end: 128 MB fit into no buffer
                assertTrue(writer.isAlive(), "the client has taken everything");
                stuck.countDown();
                writer.join();
                peer.mustReceive(0x81, "thanks");
            })) {
                Client client = connect(server);
                assertTrue(stuck.await(10, TimeUnit.SECONDS));
                for (int i = 0; i < count; i++) {
                    Frame frame = client.recv();
                    assertNotNull(frame, client::errMsg);
                    assertEquals(message.length, frame.bytes().length);
                }
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "end");
                assertTrue(client.push("thanks"));
                mustBeClosed(client);
            }
        }

        @Test
        void oneReadsWhileAnotherOneSends() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.mustReceive(0x81, "ask").frame(0x81, "answer").mustReceive(0x88, Frames.hex("03e8"));
                peer.mustEnd();
            })) {
                Client client = connect(server);
                CompletableFuture<String> answer = new CompletableFuture<>();
                Thread reader = Thread.ofVirtual()
                        .start(() ->
                                answer.complete(String.valueOf(client.recv().data())));
                assertTrue(client.push("ask"));
                assertEquals("answer", answer.get(10, TimeUnit.SECONDS));
                reader.join();
                assertTrue(client.close());
            }
        }

        @Test
        void anHttpRequestIsRefused() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> peer.mustReceive(0x81, "x"))) {
                Client client = connect(server);
                assertFalse(client.get("/"));
                assertEquals(509, client.errCode());
                assertTrue(client.push("x"));
                mustBeClosed(client);
            }
        }
    }

    @Nested
    @Spec("http 197")
    class Ends {
        @Test
        void disconnectWaitsForTheAnswer() throws Exception {
            CountDownLatch called = new CountDownLatch(1);
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.mustReceive(0x88, Frames.hex("0fa1 776879"));
                assertEquals(1, called.getCount());
                peer.frame(0x81, "too late").sendHex("8802 0fa1");
            })) {
                Client client = connect(server);
                assertTrue(client.disconnect(4001, "why"));
                called.countDown();
                assertFalse(client.connected());
                assertFalse(client.disconnect());
                assertEquals(5001, client.errCode());
            }
        }

        @Test
        void butNotForEver() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.mustReceive(0x88, Frames.hex("03e8"));
                peer.mustEnd();
            })) {
                Client client = connect(server);
                client.set(Map.of("websocket_close_timeout", 0.1)); // of the wait
                assertTrue(client.disconnect());
                assertFalse(client.connected());
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65536})
        void codesMustBeOnesThatMayBeSent(int code) throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> peer.mustReceive(0x88, Frames.hex("03e8")))) {
                Client client = connect(server);
                assertFalse(client.disconnect(code));
                assertEquals(505, client.errCode());
                assertFalse(client.disconnect(1000, "x".repeat(124)));
                assertFalse(client.push(new CloseFrame(code, "")));
                assertTrue(client.disconnect());
            }
        }

        @Test
        void closeSaysSo() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.mustReceive(0x88, Frames.hex("03e8"));
                peer.mustEnd();
            })) {
                Client client = connect(server);
                assertTrue(client.close());
                assertFalse(client.close());
                assertNull(client.recv());
                assertEquals(5001, client.errCode());
            }
        }

        @Test
        void aNewUpgradeMakesANewConnection() throws Exception {
            RawServer.Script script = peer -> {
                peer.acceptUpgrade();
                peer.mustReceive(0x88, Frames.hex("03e8")).sendHex("8802 03e8");
            };
            try (RawServer server = RawServer.start(script, script)) {
                Client client = connect(server);
                assertTrue(client.disconnect());
                assertTrue(client.upgrade("/"), client::errMsg);
                assertTrue(client.disconnect());
            }
        }

        @Test
        void whoReadsMeanwhileIsTold() throws Exception {
            CountDownLatch reading = new CountDownLatch(1);
            try (RawServer server = RawServer.webSocket(peer -> {
                assertTrue(reading.await(10, TimeUnit.SECONDS));
                peer.mustReceive(0x88, Frames.hex("03e8")).sendHex("8802 03e8");
            })) {
                Client client = connect(server);
                CompletableFuture<Frame> read = new CompletableFuture<>();
                Thread reader = Thread.ofVirtual().start(() -> {
                    reading.countDown();
                    read.complete(client.recv(-1));
                });
                assertTrue(reading.await(10, TimeUnit.SECONDS));
                assertTrue(client.disconnect());
                assertNull(read.get(10, TimeUnit.SECONDS));
                reader.join();
            }
        }

        @Test
        void nothingIsSentBehindACloseFrame() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> {
                peer.mustReceive(0x88, Frames.hex("03e9"));
                peer.sendHex("8802 03e9");
                peer.mustEnd();
            })) {
                Client client = connect(server);
                assertTrue(client.push(new CloseFrame(1001, "")));
                assertFalse(client.push("x"));
                mustBeClosed(client);
            }
        }
    }

    @Nested
    @Spec("http 198")
    class Compression {
        @Test
        void isOfferedAndUsedBothWays() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                String head = peer.readHead();
                assertEquals(
                        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                        RawPeer.header(head, "Sec-Websocket-Extensions"));
                peer.agree(head, AGREED);
                peer.mustReceive(0xc1, Frames.hex(HELLO)).mustReceive(0xc1, Frames.hex(HELLO));
                peer.mustReceive(0x81, "")
                        .mustReceive(0x89, "ping")
                        .mustReceive(0x01, "a")
                        .mustReceive(0x80, "b");
                peer.sendHex("c107" + HELLO)
                        .sendHex("4103 ca48cd 0003 c9c907 8001 00")
                        .frame(0x81, "plain");
            })) {
                Client client = new Client("127.0.0.1", server.port());
                client.set(Map.of("websocket_compression", true));
                assertTrue(client.upgrade("/"), client::errMsg);
                assertTrue(client.push("hello"));
                assertTrue(client.push("hello"));
                assertTrue(client.push(""));
                assertTrue(client.ping("ping"));
                assertTrue(client.push("a", WEBSOCKET_OPCODE_TEXT, 0));
                assertTrue(client.push("b", WEBSOCKET_OPCODE_CONTINUATION));
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "hello");
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "hello");
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, "plain");
                mustBeClosed(client);
            }
        }

        @Test
        void isNotUsedWhenTheServerDeclines() throws Exception {
            try (RawServer server = RawServer.webSocket(peer -> peer.mustReceive(0x81, "hello"))) {
                Client client = connect(server, "websocket_compression", true);
                assertTrue(client.push("hello"));
                mustBeClosed(client);
            }
        }

        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {
                    "permessage-deflate",
                    "permessage-deflate; server_no_context_takeover; foo",
                    "permessage-deflate; server_no_context_takeover; client_max_window_bits=10",
                    "permessage-deflate; server_no_context_takeover; server_max_window_bits=16",
                    "permessage-deflate; server_no_context_takeover, permessage-deflate; server_no_context_takeover",
                    "x-webkit-deflate-frame",
                    "permessage-deflate; server_no_context_takeover=1"
                })
        void answersThatDoNotFitTheOfferAreRefused(String answer) throws Exception {
            try (RawServer server = RawServer.webSocket(RawPeer::mustEnd, "Sec-WebSocket-Extensions: " + answer)) {
                Client client = new Client("127.0.0.1", server.port());
                client.set(Map.of("websocket_compression", true));
                assertFalse(client.upgrade("/"));
                assertEquals(8504, client.errCode());
            }
        }

        @Test
        void withTakeoverMessagesReferToEarlierOnes() throws Exception {
            String text = "every word of this message stands in the one before";
            try (RawServer server = RawServer.start(peer -> {
                String head = peer.readHead();
                assertEquals(
                        "permessage-deflate; client_max_window_bits", RawPeer.header(head, "Sec-Websocket-Extensions"));
                peer.agree(head, "Sec-WebSocket-Extensions: permessage-deflate");
                byte[] first = peer.readFrame().payload();
                byte[] second = peer.readFrame().payload();
                assertTrue(second.length < first.length / 2, () -> first.length + " and " + second.length + " bytes");
                peer.send(Frames.unmasked(0xc1, first), Frames.unmasked(0xc1, second));
            })) {
                Client client = new Client("127.0.0.1", server.port());
                client.set(Map.of("websocket_compression", true, "websocket_context_takeover", true));
                assertTrue(client.upgrade("/"), client::errMsg);
                assertTrue(client.push(text));
                assertTrue(client.push(text));
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, text);
                mustReceive(client, WEBSOCKET_OPCODE_TEXT, text);
                mustBeClosed(client);
            }
        }

        @Test
        void bombsAreStopped() throws Exception {
            java.util.zip.Deflater deflater = new java.util.zip.Deflater(9, true);
            deflater.setInput(new byte[5 * 1024 * 1024]);
            byte[] bomb = new byte[64 * 1024];
            int length = deflater.deflate(bomb, 0, bomb.length, java.util.zip.Deflater.SYNC_FLUSH) - 4;
            deflater.end();
            try (RawServer server = RawServer.webSocket(
                    peer -> {
                        peer.send(Frames.unmasked(0xc2, Arrays.copyOf(bomb, length)));
                        peer.mustFailWith(1009);
                    },
                    AGREED)) {
                Client client = connect(server, "websocket_compression", true);
                assertNull(client.recv());
                assertFalse(client.isClosed());
                assertEquals(1201, client.errCode());
            }
        }
    }
}
