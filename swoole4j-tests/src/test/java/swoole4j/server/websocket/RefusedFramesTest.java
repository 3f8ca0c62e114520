package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Frames that end a connection with a close frame, and their neighbours that do not. Masks are zero, to be readable. */
class RefusedFramesTest {
    private static final String TEXT_X = "8181 00000000 78";

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    private interface Client {
        void use(RawClient client) throws Exception;
    }

    private List<String> messagesOf(Client use) throws Exception {
        server.on("message", (Server it, Frame frame) -> {
            boolean isShort = frame.bytes().length < 100;
            notes.add(frame.opcode(), isShort ? frame.data() : frame.bytes().length);
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", reactorId));
        try (var running = TestServer.start(server);
                var client = running.websocket()) {
            use.use(client);
        }
        return notes.await(1);
    }

    /** The frames, and a text behind them, are sent; the text is not delivered and the connection fails with that code. */
    private void fails(int code, String frames) throws Exception {
        var messages = messagesOf(client -> client.sendHex(frames + TEXT_X).mustFailWith(code));
        assertEquals(List.of("close 0"), messages);
    }

    @Nested
    class With1002 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "81fe 0005 00000000 68656c6c6f",
                    "81ff 0000000000000005 00000000 68656c6c6f",
                    "89fe 0000 00000000"
                })
        @Spec("websocket 63")
        void aLengthThatCouldBeShorter(String frame) throws Exception {
            fails(1002, frame);
        }

        @Test
        @Spec("websocket 64")
        void aLengthWithItsTopBit() throws Exception {
            fails(1002, "82ff 8000000000000001 00000000");
        }

        @Test
        @Spec("websocket 65")
        void noMask() throws Exception {
            fails(1002, "810568656c6c6f");
        }

        @ParameterizedTest
        @ValueSource(strings = {"c1", "a1", "91", "c9", "f1"})
        @Spec("websocket 66, 67")
        void reservedBits(String first) throws Exception {
            fails(1002, first + "81 00000000 78");
        }

        @ParameterizedTest
        @ValueSource(strings = {"83", "84", "85", "86", "87", "8b", "8c", "8d", "8e", "8f"})
        @Spec("websocket 68, 69")
        void reservedOpcodes(String first) throws Exception {
            fails(1002, first + "80 00000000");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "8081 00000000 78", // continues nothing
                    "0181 00000000 78 8181 00000000 79", // a message inside another
                    "0181 00000000 78 0281 00000000 79"
                })
        @Spec("websocket 73, 74")
        void fragmentsOutOfOrder(String frames) throws Exception {
            fails(1002, frames);
        }

        @ParameterizedTest
        @ValueSource(strings = {"89", "8a", "88"})
        @Spec("websocket 83")
        void controlFramesOf126Bytes(String first) throws Exception {
            fails(1002, first + "fe 007e 00000000" + "03e8" + "61".repeat(124));
        }

        @ParameterizedTest
        @ValueSource(strings = {"09", "0a", "08"})
        @Spec("websocket 83")
        void controlFramesWithoutFin(String first) throws Exception {
            fails(1002, first + "80 00000000");
        }

        @Test
        @Spec("websocket 89")
        void aCloseFrameOfOneByte() throws Exception {
            fails(1002, "8881 00000000 03");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
        @Spec("websocket 90")
        void aCloseCodeThatMayNotBeSent(int code) throws Exception {
            fails(1002, "8882 00000000 %04x".formatted(code));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    @Spec("websocket 90")
    void aCloseCodeThatMayBeSentIsSentBack(int code) throws Exception {
        var messages = messagesOf(client -> client.closeFrame(code).mustCloseWith("%04x".formatted(code)));
        assertEquals(List.of("close 0"), messages);
    }

    @Nested
    class With1007 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "8182 00000000 c328", // a continuation byte is missing
                    "8183 00000000 eda080", // U+D800
                    "8182 00000000 c080", // overlong
                    "8184 00000000 f4908080", // above U+10FFFF
                    "8181 00000000 c3" // unfinished
                })
        @Spec("websocket 70, 72")
        void aTextThatIsNotUtf8(String frame) throws Exception {
            fails(1007, frame);
        }

        @Test
        @Spec("websocket 71")
        void aTextThatIsNotUtf8AcrossFragments() throws Exception {
            fails(1007, "0181 00000000 c3 8081 00000000 28");
        }

        @Test
        @Spec("websocket 71")
        void beforeTheRestOfABrokenTextHasCome() throws Exception {
            var messages =
                    messagesOf(client -> client.sendHex("0182 00000000 c328").mustFailWith(1007));
            assertEquals(List.of("close 0"), messages);
        }

        @Test
        @Spec("websocket 71")
        void butNotACodePointThatIsSplit() throws Exception {
            var messages = messagesOf(client ->
                    client.sendHex("0181 00000000 c3 8081 00000000 a9").mustCloseCleanly());
            assertEquals(List.of("1 é", "close 0"), messages);
        }

        @Test
        @Spec("websocket 91")
        void aCloseReasonThatIsNotUtf8() throws Exception {
            fails(1007, "8884 00000000 03e8 c328");
        }
    }

    @Nested
    class With1009 {
        private static final int LIMIT = 65536;

        @Test
        @Spec("websocket 78, 79, 80")
        void aMessageAboveTheLimitWhichIsAtLeast65536() throws Exception {
            server.set(Map.of("package_max_length", 2000));
            var messages = messagesOf(client ->
                    client.binary(new byte[LIMIT]).binary(new byte[LIMIT + 1]).mustFailWith(1009));
            assertEquals(List.of("2 65536", "close 0"), messages);
        }

        @Test
        @Spec("websocket 77, 79")
        void fragmentsAboveTheLimitTogether() throws Exception {
            server.set(Map.of("package_max_length", 65536));
            var messages = messagesOf(client -> {
                client.frame(0x02, new byte[LIMIT - 1]).frame(0x80, new byte[1]);
                client.frame(0x02, new byte[LIMIT]).frame(0x80, new byte[1]).mustFailWith(1009);
            });
            assertEquals(List.of("2 65536", "close 0"), messages);
        }

        @ParameterizedTest
        @CsvSource({"82ff 0000000000010001 00000000", "82ff 7fffffffffffffff 00000000"})
        @Spec("websocket 78")
        void aLengthAboveTheLimitBeforeItsBytesCome(String header) throws Exception {
            server.set(Map.of("package_max_length", 65536));
            var messages = messagesOf(client -> client.sendHex(header).mustFailWith(1009));
            assertEquals(List.of("close 0"), messages);
        }
    }
}
