package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_COMPRESS;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.server.Callback;
import swoole4j.testing.Frames;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** permessage-deflate (RFC 7692) between a script and its clients. */
class CompressionTest {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String ANSWER = "permessage-deflate; client_no_context_takeover; server_no_context_takeover";
    private static final String HELLO = "ca48cdc9c90700";

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @BeforeEach
    void turnOn() {
        server.set(Map.of("websocket_compression", true, "package_max_length", 65536));
    }

    private interface Client {
        void use(RawClient client) throws IOException;
    }

    /** Serves one client that upgrades with these header lines. */
    private void serve(Callback.OnMessage<Server> message, String offer, Client client) throws IOException {
        server.on("message", message);
        try (var running = TestServer.start(server);
                var socket = running.websocket(offer)) {
            client.use(socket);
        }
    }

    private static void echo(Server server, Frame frame) {
        server.push(frame.fd(), frame);
    }

    private static String answer(RawClient client) {
        return client.head().header("Sec-WebSocket-Extensions");
    }

    @Nested
    class Negotiation {
        @Test
        @Spec("websocket 137")
        void doesNotHappenWhenItIsOff() throws Exception {
            server.set(Map.of("websocket_compression", false));
            serve(CompressionTest::echo, OFFER, client -> {
                assertNull(answer(client));
                client.text("hello").mustReceiveHex("810568656c6c6f");
                client.sendHex("c187 00000000" + HELLO).mustFailWith(1002);
            });
        }

        @Test
        @Spec("websocket 137")
        void isOffByDefault() throws Exception {
            try (var running = TestServer.echo(Map.of());
                    var client = running.websocket(OFFER)) {
                assertNull(answer(client));
                client.text("hello").mustReceiveHex("810568656c6c6f").mustCloseCleanly();
            }
        }

        @Test
        @Spec("websocket 138")
        void answersASimpleOfferWithThisText() throws Exception {
            serve(CompressionTest::echo, OFFER, client -> {
                assertEquals(ANSWER, answer(client));
                client.mustCloseCleanly();
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x-webkit-deflate-frame, permessage-deflate",
                    "permessage-deflate; foo=bar, permessage-deflate",
                    "Permessage-Deflate"
                })
        @Spec("websocket 139")
        void findsTheOfferInAList(String offers) throws Exception {
            serve(CompressionTest::echo, "Sec-WebSocket-Extensions: " + offers, client -> {
                assertEquals(ANSWER, answer(client));
                client.text("hello").mustReceiveHex("c107" + HELLO).mustCloseCleanly();
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "permessage-deflate; foo=bar",
                    "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                    "permessage-deflate; server_max_window_bits=16"
                })
        @Spec("websocket 140")
        void declinesAnOfferWithAWrongParameter(String offer) throws Exception {
            serve(CompressionTest::echo, "Sec-WebSocket-Extensions: " + offer, client -> {
                assertNull(answer(client));
                client.text("hello").mustReceiveHex("810568656c6c6f").mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 141")
        void honoursAWindowSize() throws Exception {
            serve(CompressionTest::echo, OFFER + "; server_max_window_bits=10", client -> {
                assertEquals(ANSWER + "; server_max_window_bits=10", answer(client));
                client.text("hello").mustReceiveHex("c107" + HELLO).mustCloseCleanly();
            });
        }
    }

    @Nested
    class Pushing {
        @Test
        @Spec("websocket 142")
        void compresses() throws Exception {
            serve((it, frame) -> it.push(frame.fd(), "hello"), OFFER, client -> {
                client.text("x").mustReceiveHex("c107" + HELLO).mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 143")
        void compressesEvenOneByteWithoutTheFlag() throws Exception {
            serve((it, frame) -> it.push(frame.fd(), "a", 2, SWOOLE_WEBSOCKET_FLAG_FIN), OFFER, client -> {
                client.text("x").mustReceiveHex("c203 4a0400").mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 144")
        void leavesAnEmptyMessageAsItIs() throws Exception {
            serve((it, frame) -> it.push(frame.fd(), "", 1, 3), OFFER, client -> {
                client.text("x").mustReceiveHex("8100").mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 145")
        void leavesControlFramesAsTheyAre() throws Exception {
            serve(
                    (it, frame) -> {
                        it.push(frame.fd(), "aaaaaaaa", 9, 3);
                        it.push(frame.fd(), "aaaaaaaa", 10, 3);
                        it.disconnect(frame.fd(), 1000, "aaaaaaaa");
                    },
                    OFFER,
                    client -> {
                        client.text("x");
                        client.mustReceive(0x89, "aaaaaaaa").mustReceive(0x8a, "aaaaaaaa");
                        client.mustCloseWith("03e8 6161616161616161");
                    });
        }

        @Test
        @Spec("websocket 146")
        void leavesFragmentsAsTheyAre() throws Exception {
            serve(
                    (it, frame) -> {
                        it.push(frame.fd(), "aaaaaaaa", 1, SWOOLE_WEBSOCKET_FLAG_COMPRESS);
                        it.push(frame.fd(), "aaaaaaaa", 0, SWOOLE_WEBSOCKET_FLAG_COMPRESS);
                        it.push(frame.fd(), "aaaaaaaa", 0, 3);
                    },
                    OFFER,
                    client -> {
                        client.text("x").mustReceive(0x01, "aaaaaaaa").mustReceive(0x00, "aaaaaaaa");
                        client.mustReceive(0x80, "aaaaaaaa").mustCloseCleanly();
                    });
        }

        @Test
        @Spec("websocket 147")
        void ignoresTheFlagWithoutNegotiation() throws Exception {
            serve((it, frame) -> it.push(frame.fd(), "hello", 1, 3), "X-None: 0", client -> {
                client.text("x").mustReceiveHex("810568656c6c6f").mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 151")
        void aReceivedFrameCompressesAgain() throws Exception {
            serve(
                    (it, frame) -> {
                        notes.add(frame.data(), frame.flags(), frame.finish());
                        it.push(frame.fd(), frame);
                    },
                    OFFER,
                    client -> {
                        for (int i = 0; i < 3; i++) client.sendHex("c187 00000000" + HELLO);
                        for (int i = 0; i < 3; i++) client.mustReceiveHex("c107" + HELLO);
                        client.mustCloseCleanly();
                    });
            notes.mustBe("hello 39 true", "hello 39 true", "hello 39 true");
        }
    }

    @Nested
    class Receiving {
        @Test
        @Spec("websocket 148")
        void joinsFragmentsAndThenInflates() throws Exception {
            serve((it, frame) -> notes.add(frame.data(), frame.opcode(), frame.flags()), OFFER, client -> {
                client.frame(0x41, Frames.hex("ca48")).frame(0x00, "").frame(0x80, Frames.hex("cdc9c90700"));
                client.frame(0xc2, Frames.hex(HELLO)).mustCloseCleanly();
            });
            notes.mustBe("hello 1 39", "hello 2 39");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ffffffff", "07", "ca48cdc9"})
        @Spec("websocket 149")
        void failsWith1007OnCorruptData(String payload) throws Exception {
            serve((it, frame) -> notes.add(frame.data()), OFFER, client -> {
                client.frame(0xc1, Frames.hex(payload)).mustFailWith(1007);
            });
            notes.mustBe();
        }

        @Test
        @Spec("websocket 150")
        void failsWith1009AboveTheLimit() throws Exception {
            serve((it, frame) -> notes.add(frame.bytes().length), OFFER, client -> {
                client.frame(0xc2, deflated(65536)).frame(0xc2, deflated(65537)).mustFailWith(1009);
            });
            notes.mustBe("65536");
        }

        private static byte[] deflated(int zeros) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            try (var deflater = new DeflaterOutputStream(out, raw, 512, true)) {
                deflater.write(new byte[zeros]);
                deflater.flush();
                byte[] flushed = out.toByteArray();
                return Arrays.copyOf(flushed, flushed.length - 4); // RFC 7692 7.2.1
            } finally {
                raw.end();
            }
        }
    }
}
