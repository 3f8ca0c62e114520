package swoole4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.coroutine.http.Client;
import swoole4j.testing.Frames;
import swoole4j.testing.RawPeer;
import swoole4j.testing.RawServer;
import swoole4j.websocket.Frame;

/** The cases of the other classes turned round: a client that sends every message back, and a server that breaks the rules. */
@DisplayName("frames of servers")
class ClientFramesTest {
    private static final String AGREED =
            "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover";

    /** What the client's last recv told. */
    private record Outcome(int messages, int error, boolean closed) {}

    private static Outcome echo(RawServer.Script script, Map<String, ?> options, String... lines) throws IOException {
        int messages = 0;
        try (RawServer server = RawServer.webSocket(script, lines)) {
            Client client = new Client("127.0.0.1", server.port());
            if (!options.isEmpty()) client.set(options);
            assertTrue(client.upgrade("/"), client::errMsg);
            for (Frame frame; (frame = client.recv()) != null; messages++) {
                // A close frame that has come meanwhile lets nothing more out, nor does the end behind it.
                boolean over = !client.push(frame.bytes(), frame.opcode());
                assertTrue(!over || client.errCode() == 8503 || client.errCode() == 5001, client::errMsg);
            }
            Outcome outcome = new Outcome(messages, client.errCode(), client.isClosed());
            assertFalse(client.connected());
            return outcome;
        }
    }

    /** After these frames the client must end the connection with that code, each way they are cut. */
    private static void refused(int code, byte[]... frames) throws IOException {
        for (int chop : new int[] {Integer.MAX_VALUE, 1}) {
            Outcome outcome = echo(
                    peer -> {
                        peer.chop(chop).send(frames);
                        peer.mustFailWith(code);
                    },
                    Map.of());
            assertEquals(0, outcome.messages);
            assertEquals(code == 1009 ? 1201 : 508, outcome.error);
            assertFalse(outcome.closed);
        }
    }

    private static byte[] frame(int first, String text) {
        return Frames.unmasked(first, text.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    @DisplayName("1 framing")
    class Framing {
        @ParameterizedTest(name = "1.1 text of {0} bytes")
        @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65535, 65536, 1_000_000})
        void ofEverySize(int size) throws IOException {
            byte[] message = Payloads.ascii(size);
            for (int first : new int[] {0x81, 0x82}) {
                Outcome outcome =
                        echo(peer -> peer.send(Frames.unmasked(first, message)).mustReceive(first, message), Map.of());
                assertEquals(1, outcome.messages);
                assertTrue(outcome.closed);
            }
        }

        @Test
        void masksAreNotForServers() throws IOException {
            refused(1002, Frames.masked(0x81, new byte[] {'h', 'i'}));
            refused(1002, Frames.masked(0x81, new byte[0]));
            refused(1002, Frames.masked(0x89, new byte[0]));
        }

        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {
                    "817e 0001 61",
                    "817e 007d",
                    "817f 0000000000000001 61",
                    "817f 000000000000ffff",
                    "817f 8000000000000001",
                    "817f ffffffffffffffff"
                })
        void lengthsAreMinimal(String hex) throws IOException {
            refused(1002, Frames.hex(hex));
        }
    }

    @Nested
    @DisplayName("2 pings and pongs")
    class Pings {
        @Test
        void areAnswered() throws IOException {
            byte[] longest = Payloads.random(125);
            echo(
                    peer -> {
                        peer.send(Frames.unmasked(0x89, longest)).mustReceive(0x8a, longest);
                        peer.send(frame(0x89, ""), frame(0x8a, "unasked"), frame(0x89, "2"));
                        peer.mustReceive(0x8a, "").mustReceive(0x8a, "2");
                    },
                    Map.of());
        }

        @Test
        void areShort() throws IOException {
            refused(1002, Frames.unmasked(0x89, new byte[126]));
            refused(1002, Frames.unmasked(0x8a, new byte[126]));
        }

        @Test
        void areNotFragmented() throws IOException {
            refused(1002, frame(0x09, "a"));
            refused(1002, frame(0x0a, "a"));
            refused(1002, frame(0x08, ""));
        }
    }

    @ParameterizedTest(name = "3 reserved bits in {0}")
    @ValueSource(ints = {0xc1, 0xa1, 0x91, 0xd1, 0xb1, 0xf2, 0xc9, 0xa8, 0x90 | 0x0a, 0x41})
    void reservedBits(int first) throws IOException {
        refused(1002, frame(first, "x"));
    }

    @ParameterizedTest(name = "4 opcode {0}")
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void reservedOpcodes(int opcode) throws IOException {
        refused(1002, frame(0x80 | opcode, ""), frame(0x81, "x"));
    }

    @Nested
    @DisplayName("5 fragmentation")
    class Fragmentation {
        @Test
        void fragmentsAreJoined() throws IOException {
            for (int chop : new int[] {Integer.MAX_VALUE, 1}) {
                Outcome outcome = echo(
                        peer -> {
                            peer.chop(chop);
                            peer.send(
                                    frame(0x01, ""),
                                    frame(0x00, "a"),
                                    frame(0x89, "p"),
                                    frame(0x00, "b"),
                                    frame(0x80, ""));
                            peer.mustReceive(0x8a, "p").mustReceive(0x81, "ab");
                        },
                        Map.of());
                assertEquals(1, outcome.messages);
            }
        }

        @Test
        void nothingToContinue() throws IOException {
            refused(1002, frame(0x80, "x"));
            refused(1002, frame(0x00, "x"), frame(0x80, "y"));
        }

        @Test
        void messagesAreNotInterleaved() throws IOException {
            refused(1002, frame(0x01, "a"), frame(0x81, "b"));
            refused(1002, frame(0x01, "a"), frame(0x02, "b"));
            refused(1002, frame(0x01, "a"), frame(0x00, "b"), frame(0x82, "c"));
        }
    }

    static Stream<Utf8Sequence> utf8() {
        return Utf8Sequence.all();
    }

    @ParameterizedTest(quoteTextArguments = false, name = "{0}")
    @MethodSource("utf8")
    void utf8(Utf8Sequence sequence) throws IOException {
        byte[] bytes = sequence.bytes();
        if (!sequence.valid()) {
            refused(1007, Frames.unmasked(0x81, bytes));
            refused(1007, fragments(bytes));
            return;
        }
        Outcome outcome = echo(
                peer -> peer.send(Frames.unmasked(0x81, bytes))
                        .mustReceive(0x81, bytes)
                        .send(fragments(bytes))
                        .mustReceive(0x81, bytes),
                Map.of());
        assertEquals(2, outcome.messages);
    }

    /** Each byte in a fragment of its own. */
    private static byte[] fragments(byte[] bytes) {
        byte[] all = {};
        for (int i = 0; i < bytes.length; i++) {
            int first = (i == 0 ? 1 : 0) | (i == bytes.length - 1 ? 0x80 : 0);
            all = Frames.join(all, Frames.unmasked(first, new byte[] {bytes[i]}));
        }
        return all;
    }

    @Test
    @DisplayName("6.4 fails fast")
    void badTextIsRefusedBeforeItsEnd() throws IOException {
        byte[] begin = Arrays.copyOf(Frames.unmasked(0x81, Frames.hex("cebaf490808065")), 6);
        refused(1007, begin);
    }

    @Nested
    @DisplayName("7 close handling")
    class Closing {
        private void answered(String payload, String answer) throws IOException {
            Outcome outcome = echo(
                    peer -> peer.send(
                                    frame(0x81, "before"),
                                    Frames.unmasked(0x88, Frames.hex(payload)),
                                    frame(0x81, "behind"))
                            .mustReceiveAny(0x81, "before", 0x88, Frames.hex(answer)),
                    Map.of());
            assertEquals(1, outcome.messages);
            assertTrue(outcome.closed);
        }

        @Test
        void codesComeBack() throws IOException {
            answered("", "");
            for (int code :
                    List.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999)) {
                String hex = String.format("%04x", code);
                answered(hex, hex);
            }
            answered("03e8" + "2a".repeat(123), "03e8" + "2a".repeat(123));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        void badCodes(int code) throws IOException {
            refused(1002, Frames.unmasked(0x88, new byte[] {(byte) (code >> 8), (byte) code}));
        }

        @ParameterizedTest(quoteTextArguments = false, name = "{0}: {1}")
        @CsvSource({"03, 1002", "03e8ff, 1007", "03e8e282, 1007", "03e8eda080, 1007"})
        void badPayloads(String payload, int code) throws IOException {
            refused(code, Frames.unmasked(0x88, Frames.hex(payload)));
        }

        @Test
        void aLongReason() throws IOException {
            refused(1002, Frames.unmasked(0x88, Frames.hex("03e8" + "2a".repeat(124))));
        }

        /** A server that keeps the connection open after the close handshake costs a second. */
        @Test
        void theConnectionIsEndedForAServerThatForgets() throws IOException {
            Outcome outcome = echo(
                    peer -> {
                        peer.sendHex("8802 03e8").mustReceive(0x88, Frames.hex("03e8"));
                        peer.mustEnd();
                    },
                    Map.of());
            assertTrue(outcome.closed);
        }
    }

    @Nested
    @DisplayName("9 limits")
    class Limits {
        private static final Map<String, ?> SMALL = Map.of("package_max_length", 1000);

        @Test
        void whatIsExactlyAtTheLimitPasses() throws IOException {
            byte[] message = Payloads.ascii(1000);
            assertEquals(
                    2,
                    echo(
                                    peer -> peer.send(Frames.unmasked(0x81, message))
                                            .send(Frames.unmasked(0x01, Arrays.copyOf(message, 500)))
                                            .send(Frames.unmasked(0x80, Arrays.copyOfRange(message, 500, 1000)))
                                            .mustReceive(0x81, message)
                                            .mustReceive(0x81, message),
                                    SMALL)
                            .messages);
        }

        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {"827e 03e9", "827f 0000000080000000", "827f 7fffffffffffffff", "027e 03e8 ALL 807e 0001"})
        void whatIsMoreIsRefusedByItsHeader(String hex) throws IOException {
            byte[] sent = hex.contains("ALL")
                    ? Frames.join(Frames.unmasked(0x02, new byte[1000]), Frames.hex("8001"))
                    : Frames.hex(hex);
            Outcome outcome = echo(
                    peer -> {
                        peer.send(sent);
                        peer.mustFailWith(1009);
                    },
                    SMALL);
            assertEquals(1201, outcome.error);
        }
    }

    @Nested
    @DisplayName("12, 13 compression")
    class Compression {
        private static final Map<String, ?> ON = Map.of("websocket_compression", true);
        private static final String HELLO = "ca48cdc9c90700";

        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @CsvSource({
            "'c107 ff48cdc9c90700', 1007", // garbage
            "'c103 ca48cd', 1007", // cut
            "'8901 61 c901 61', 1002", // RSV1 on a ping
            "'4103 ca48cd c004 c9c90700', 1002", // RSV1 on a continuation
            "'c105 4a03000000', 1007", // more than its end
            "'c103 fa0f00', 1007" // no UTF-8
        })
        void violations(String hex, int code) throws IOException {
            echo(
                    peer -> {
                        peer.sendHex(hex);
                        RawPeer.Frame frame = peer.readFrame();
                        if (frame.first() == 0x8a) frame = peer.readFrame();
                        assertEquals(0x88, frame.first());
                        assertEquals(
                                code, (frame.payload()[0] & 0xff) << 8 | (frame.payload()[1] & 0xff), frame.text());
                        peer.mustEnd();
                    },
                    ON,
                    AGREED);
        }

        @Test
        void messagesOfAllKindsComeBack() throws IOException {
            byte[] random = Payloads.random(5000);
            echo(
                    peer -> {
                        peer.sendHex("c107" + HELLO).mustReceive(0xc1, Frames.hex(HELLO));
                        peer.send(Frames.unmasked(0x82, random));
                        RawPeer.Frame compressed = peer.readFrame();
                        assertEquals(0xc2, compressed.first());
                        peer.send(Frames.unmasked(0xc2, compressed.payload()));
                        assertArrayEquals(compressed.payload(), peer.readFrame().payload());
                        peer.sendHex("c101 00").mustReceive(0x81, "");
                    },
                    ON,
                    AGREED);
        }
    }
}
