package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_FIN;
import static swoole4j.Constants.SWOOLE_WEBSOCKET_FLAG_MASK;
import static swoole4j.Constants.WEBSOCKET_OPCODE_BINARY;
import static swoole4j.Constants.WEBSOCKET_OPCODE_CLOSE;
import static swoole4j.Constants.WEBSOCKET_OPCODE_TEXT;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.http.Request;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** push(), ping() and send(): what they return, what they leave in getLastError() and which bytes they send. */
class PushTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    private interface Client {
        void use(RawClient client, LogLines log) throws Exception;
    }

    /** Runs a message callback for one message of a client, which goes on then. */
    private void onMessage(Callback.OnMessage<Server> callback, Client client) throws Exception {
        server.on("message", callback);
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var socket = running.websocket()) {
            client.use(socket.text("go"), log);
        }
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @ValueSource(ints = {99999, 0, -1})
        @Spec("websocket 102")
        void forAnUnknownFd(int unknown) throws Exception {
            onMessage((it, frame) -> notes.add(it.push(unknown, "x"), it.getLastError()), (client, log) -> {
                notes.mustBe("false 503");
                log.mustWarn("session#" + unknown + " does not exists");
                client.mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 103")
        void forAConnectionThatIsNoWebSocket() throws Exception {
            server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
            onMessage((it, frame) -> notes.add(it.push(2, "x"), it.getLastError()), (client, log) -> {
                notes.mustBe("connect 1", "false 503");
                try (var plain = RawClient.connect(server.port())) {
                    notes.mustBe("connect 1", "false 503", "connect 2");
                    client.text("again");
                    notes.mustBe("connect 1", "false 503", "connect 2", "false 503");
                    log.mustWarn("the connected client of connection[2] is not a websocket client or closed");
                    plain.sendText(Requests.of("GET / HTTP/1.1"));
                    assertEquals(400, plain.readHead().status()); // the first byte it gets
                    plain.readToEnd();
                }
                client.mustCloseCleanly();
            });
        }

        @ParameterizedTest
        @ValueSource(ints = {11, -1})
        @Spec("websocket 104")
        void withAnOpcodeBeyondTen(int opcode) throws Exception {
            onMessage((it, frame) -> notes.add(it.push(frame.fd(), "x", opcode), it.getLastError()), (client, log) -> {
                notes.mustBe("false 8505");
                log.mustWarn("opcode must be between 0 and 10");
                client.mustCloseCleanly();
            });
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 7})
        @Spec("websocket 105")
        void withAReservedOpcode(int opcode) throws Exception {
            onMessage((it, frame) -> notes.add(it.push(frame.fd(), "x", opcode), it.getLastError()), (client, log) -> {
                notes.mustBe("false 8502");
                client.mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 111")
        void beyondTheOutputBufferSize() throws Exception {
            server.set(Map.of("output_buffer_size", 70_000));
            onMessage(
                    (it, frame) -> {
                        notes.add(it.push(frame.fd(), "x".repeat(70_001)), it.getLastError());
                        notes.add(it.push(frame.fd(), "y".repeat(70_000)));
                    },
                    (client, log) -> {
                        client.mustReceive(0x81, "y".repeat(70_000)).mustCloseCleanly();
                        notes.mustBe("false 1203", "true");
                        log.mustWarn("The length of data [70001] exceeds the output buffer size[70000], please use the"
                                + " sendfile, chunked transfer mode or adjust the output_buffer_size");
                    });
        }
    }

    @Nested
    class Bytes {
        @Test
        @Spec("websocket 106")
        void areNeverMasked() throws Exception {
            int flags = SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_MASK;
            onMessage((it, frame) -> it.push(frame.fd(), "hello", WEBSOCKET_OPCODE_TEXT, flags), (client, log) -> {
                client.mustReceiveHex("810568656c6c6f").mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 107")
        void ofFragmentsAreTheCallers() throws Exception {
            onMessage(
                    (it, frame) -> {
                        it.push(frame.fd(), "a", 1, 0);
                        it.push(frame.fd(), "b", 0, 1);
                    },
                    (client, log) -> client.mustReceiveHex("010161 800162").mustCloseCleanly());
        }

        @ParameterizedTest
        @CsvSource({"0, 8100", "125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
        @Spec("websocket 62")
        void haveTheShortestLength(int length, String header) throws Exception {
            onMessage((it, frame) -> it.push(frame.fd(), "x".repeat(length)), (client, log) -> {
                client.mustReceiveHex(header)
                        .mustReceiveHex("78".repeat(length))
                        .mustCloseCleanly();
            });
        }

        @Test
        @Spec("websocket 111")
        void mayBeThreeMebibytes() throws Exception {
            byte[] large = new byte[3 << 20];
            large[large.length - 1] = 1;
            onMessage(
                    (it, frame) -> notes.add(it.push(frame.fd(), large, WEBSOCKET_OPCODE_BINARY)),
                    (client, log) -> client.mustReceive(0x82, large).mustCloseCleanly());
            notes.mustBe("true");
        }

        @Test
        @Spec("websocket 112")
        void pushedInOpenComeRightBehindThe101() throws Exception {
            server.on("open", (Server it, Request request) -> notes.add(it.push(request.fd(), "welcome")));
            server.on("message", (Server it, Frame frame) -> {});
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.mustReceive(0x81, "welcome").mustCloseCleanly();
            }
            notes.mustBe("true");
        }

        @Test
        @Spec("websocket 127")
        void ofSendAreThoseOfPack() throws Exception {
            onMessage(
                    (it, frame) -> notes.add(it.send(frame.fd(), Server.pack("raw"))),
                    (client, log) -> client.mustReceiveHex("8103726177").mustCloseCleanly());
            notes.mustBe("true");
        }
    }

    @Nested
    class Objects {
        @Test
        @Spec("websocket 108")
        void bringTheirOpcodeAndFlags() throws Exception {
            Object binary = new Frame("hi").opcode(WEBSOCKET_OPCODE_BINARY);
            Object open = new Frame("hi").finish(false);
            onMessage(
                    (it, frame) -> {
                        notes.add(it.push(frame.fd(), binary, WEBSOCKET_OPCODE_TEXT, 0));
                        notes.add(it.push(frame.fd(), open, WEBSOCKET_OPCODE_BINARY, 1));
                        it.push(frame.fd(), "", 0, 1);
                    },
                    (client, log) ->
                            client.mustReceiveHex("82026869 01026869 8000").mustCloseCleanly());
            notes.mustBe("true", "true");
        }

        @Test
        @Spec("websocket 109")
        void thatCloseBeginTheClosingHandshake() throws Exception {
            server.on("close", (Server it, int fd) -> notes.add("close", fd));
            onMessage(
                    (it, frame) -> {
                        notes.add(frame.data(), it.push(frame.fd(), new CloseFrame(4000, "r")));
                        notes.add(it.isEstablished(frame.fd()), it.push(frame.fd(), "late"), it.getLastError());
                    },
                    (client, log) -> {
                        client.mustReceiveHex("88030fa072");
                        client.text("not delivered").frame(0x88, HexFormat.of().parseHex("0fa0"));
                        client.mustBeClosed();
                    });
            notes.mustBe("go true", "false false 8503", "close 1");
        }

        @Test
        @Spec("websocket 110")
        void areMadeOfATextWithOpcode8() throws Exception {
            onMessage((it, frame) -> it.push(frame.fd(), "bye", WEBSOCKET_OPCODE_CLOSE), (client, log) -> {
                client.mustReceiveHex("880503e8627965").closeFrame(1000).mustBeClosed();
            });
        }
    }

    @Nested
    class Ping {
        @Test
        @Spec("websocket 118")
        void hasTheGivenPayload() throws Exception {
            onMessage(
                    (it, frame) -> notes.add(it.ping(frame.fd(), "abc"), it.ping(frame.fd())),
                    (client, log) -> client.mustReceiveHex("8903616263 8900").mustCloseCleanly());
            notes.mustBe("true true");
        }

        @Test
        @Spec("websocket 118")
        void ofMoreThan125BytesIsRefused() throws Exception {
            onMessage(
                    (it, frame) -> {
                        notes.add(it.ping(frame.fd(), "x".repeat(126)), it.getLastError());
                        notes.add(it.ping(frame.fd(), "x".repeat(125)));
                    },
                    (client, log) -> {
                        client.mustReceive(0x89, "x".repeat(125)).mustCloseCleanly();
                        log.mustWarn("websocket control frame payload must not exceed 125 bytes");
                    });
            notes.mustBe("false 8505", "true");
        }
    }

    @Test
    void anyThreadMayPush() throws Exception {
        server.on("message", (Server it, Frame frame) -> {});
        try (var running = TestServer.start(server);
                var client = running.websocket()) {
            assertTrue(server.push(1, "from outside"));
            client.mustReceive(0x81, "from outside").mustCloseCleanly();
            assertFalse(server.isEstablished(1));
        }
    }
}
