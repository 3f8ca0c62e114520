package swoole4j.conformance;

import static swoole4j.testing.Frames.hex;
import static swoole4j.testing.Frames.join;
import static swoole4j.testing.Frames.masked;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 7: one close frame answers one, and the server ends the TCP connection (RFC 6455 5.5.1, 7). */
@DisplayName("7 close handling")
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.conformance.Transports#available")
class Case7CloseHandlingTest {
    private static final byte[] CLOSE = masked(0x88, hex("03e8"));

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    @Parameter
    String transport;

    private RawClient connect() throws IOException {
        return servers.with(Map.of("transport", transport)).websocket();
    }

    private static byte[] text(int first, String text) {
        return masked(first, text.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    @DisplayName("7.1 what comes before and behind a close frame")
    class Order {
        @Spec("websocket 87")
        @ParameterizedTest(quoteTextArguments = false, name = "7.1.1 text, then close, sent by {0}")
        @EnumSource(Chop.class)
        void whatCameBeforeIsAnswered(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, text(0x81, "hello"), CLOSE);
                client.mustReceive(0x81, "hello").mustCloseWith("03e8");
            }
        }

        @Spec("websocket 87")
        @ParameterizedTest(quoteTextArguments = false, name = "7.1.2 two close frames, sent by {0}")
        @EnumSource(Chop.class)
        void oneAnswerIsEnough(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, CLOSE, masked(0x88, hex("03e9")));
                client.mustCloseWith("03e8");
            }
        }

        @Spec("websocket 94")
        @ParameterizedTest(quoteTextArguments = false, name = "7.1.3 close, then ping, sent by {0}")
        @EnumSource(Chop.class)
        void noPongBehindAClose(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, CLOSE, text(0x89, "ping"));
                client.mustCloseWith("03e8");
            }
        }

        @Spec("websocket 94")
        @ParameterizedTest(quoteTextArguments = false, name = "7.1.4 close, then text, sent by {0}")
        @EnumSource(Chop.class)
        void noMessageBehindAClose(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, CLOSE, text(0x81, "hello"));
                client.mustCloseWith("03e8");
            }
        }

        @Spec("websocket 94")
        @ParameterizedTest(quoteTextArguments = false, name = "7.1.5 first fragment, close, last fragment, sent by {0}")
        @EnumSource(Chop.class)
        void aCloseEndsAFragmentedMessage(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, text(0x01, "frag"), CLOSE, text(0x80, "ment"));
                client.mustCloseWith("03e8");
            }
        }

        @Spec("websocket 94")
        @ParameterizedTest(quoteTextArguments = false, name = "7.1.6 256 KiB of text, close, ping, sent by {0}")
        @EnumSource(names = {"WHOLE", "FRAMES"})
        void aLargeMessageIsAnsweredFirst(Chop chop) throws IOException {
            byte[] large = Payloads.ascii(256 * 1024);
            try (RawClient client = connect()) {
                chop.send(client, masked(0x81, large), CLOSE, text(0x89, "ping"));
                client.mustReceive(0x81, large).mustCloseWith("03e8");
            }
        }

        @Spec("websocket 94")
        @ParameterizedTest(quoteTextArguments = false, name = "close, then what breaks every rule, sent by {0}")
        @EnumSource(Chop.class)
        void nothingBehindACloseIsJudged(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, CLOSE, hex("ffffffffffffffff"), masked(0x81, hex("ff")));
                client.mustCloseWith("03e8");
            }
        }
    }

    @Nested
    @DisplayName("7.3 sizes")
    class Sizes {
        @Test
        @Spec("websocket 88")
        @DisplayName("7.3.1 no payload")
        void empty() throws IOException {
            answered("");
        }

        @Test
        @Spec("websocket 89")
        @DisplayName("7.3.2 one byte")
        void oneByte() throws IOException {
            refused("03", 1002);
        }

        @Test
        @Spec("websocket 87")
        @DisplayName("7.3.3 a code alone")
        void code() throws IOException {
            answered("03e8");
        }

        @Test
        @Spec("websocket 87")
        @DisplayName("7.3.4 a code and a reason")
        void reason() throws IOException {
            answered("03e8 627965");
        }

        @Test
        @DisplayName("7.3.5 the longest reason, 123 bytes")
        void longestReason() throws IOException {
            answered("03e8" + "2a".repeat(123));
        }

        @Test
        @Spec("websocket 83")
        @DisplayName("7.3.6 a reason of 124 bytes")
        void tooLongReason() throws IOException {
            refused("03e8" + "2a".repeat(124), 1002);
        }
    }

    @Nested
    @DisplayName("7.5 reasons")
    class Reasons {
        @Test
        @Spec("websocket 91")
        @DisplayName("7.5.1 a reason that is no text")
        void noText() throws IOException {
            refused("03e8 cebae1bdb9cf83cebcceb5 eda080 656469746564", 1007);
        }

        @Test
        @Spec("websocket 91")
        @DisplayName("a reason that ends inside a character")
        void cutText() throws IOException {
            refused("03e8 e282", 1007);
        }
    }

    @Nested
    @DisplayName("7.7-7.13 codes")
    class Codes {
        @Spec("websocket 90")
        @ParameterizedTest(quoteTextArguments = false, name = "7.7.{0} code {1}")
        @CsvSource({
            "1, 1000",
            "2, 1001",
            "3, 1002",
            "4, 1003",
            "5, 1007",
            "6, 1008",
            "7, 1009",
            "8, 1010",
            "9, 1011",
            "10, 3000",
            "11, 3999",
            "12, 4000",
            "13, 4999",
            // registered since
            "14, 1012",
            "15, 1013",
            "16, 1014"
        })
        void aValidCodeComesBack(int number, int code) throws IOException {
            answered(HexFormat.of().toHexDigits((short) code));
            answered(HexFormat.of().toHexDigits((short) code) + "c3a4");
        }

        @Spec("websocket 90")
        @ParameterizedTest(quoteTextArguments = false, name = "7.9.{0} code {1}")
        @CsvSource({
            "1, 0",
            "2, 999",
            "3, 1004",
            "4, 1005",
            "5, 1006",
            "6, 1015",
            "7, 1016",
            "8, 1100",
            "9, 2000",
            "10, 2999"
        })
        void aReservedCodeIsRefused(int number, int code) throws IOException {
            refused(HexFormat.of().toHexDigits((short) code), 1002);
        }

        @Spec("websocket 90")
        @ParameterizedTest(quoteTextArguments = false, name = "7.13.{0} code {1}")
        @CsvSource({"1, 5000", "2, 65535"})
        void aCodeOutOfRangeIsRefused(int number, int code) throws IOException {
            refused(HexFormat.of().toHexDigits((short) code), 1002);
            refused(HexFormat.of().toHexDigits((short) code) + "2a", 1002);
        }
    }

    private void answered(String payload) throws IOException {
        for (Chop chop : Chop.values()) {
            try (RawClient client = connect()) {
                chop.send(client, masked(0x88, hex(payload)));
                client.mustCloseWith(payload);
            }
        }
    }

    private void refused(String payload, int code) throws IOException {
        for (Chop chop : Chop.values()) {
            try (RawClient client = connect()) {
                chop.send(client, join(masked(0x88, hex(payload)), CLOSE));
                client.mustFailWith(code);
            }
        }
    }
}
