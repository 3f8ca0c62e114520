package swoole4j.conformance;

import static swoole4j.testing.Frames.masked;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Group 5: fragments are joined, control frames may come between them, anything else may not (RFC 6455 5.4). */
@DisplayName("5 fragmentation")
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.conformance.Transports#available")
class Case5FragmentationTest {
    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    @Parameter
    String transport;

    private RawClient connect() throws IOException {
        return servers.with(Map.of("transport", transport)).websocket();
    }

    private static byte[] frame(int first, String text) {
        return masked(first, text.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class ControlFrames {
        @Spec("websocket 83")
        @ParameterizedTest(quoteTextArguments = false, name = "5.{0} {1} in two fragments")
        @CsvSource({"1, ping, 9", "2, pong, 10", "2, close, 8"})
        void areNotFragmented(int number, String kind, int opcode) throws IOException {
            try (RawClient client = connect()) {
                client.frame(opcode, "fr").frame(0x80, "ag").mustFailWith(1002);
            }
        }
    }

    @Nested
    class Fragments {
        @Spec("websocket 75")
        @ParameterizedTest(quoteTextArguments = false, name = "5.{0} text in two fragments, sent by {1}")
        @CsvSource({"3, WHOLE", "4, FRAMES", "5, OCTETS"})
        void areJoined(int number, Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, frame(0x01, "frag"), frame(0x80, "ment"));
                client.mustReceive(0x81, "fragment").mustCloseCleanly();
            }
        }

        @Spec("websocket 75")
        @ParameterizedTest(quoteTextArguments = false, name = "5.3-5.5 binary in two fragments, sent by {0}")
        @EnumSource(Chop.class)
        void keepTheOpcodeOfTheFirst(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, masked(0x02, Payloads.random(3)), masked(0x80, new byte[2]));
                client.mustReceive(0x82, java.util.Arrays.copyOf(Payloads.random(3), 5))
                        .mustCloseCleanly();
            }
        }

        @Spec("websocket 76")
        @ParameterizedTest(quoteTextArguments = false, name = "5.{0} ping between two fragments, sent by {1}")
        @CsvSource({"6, WHOLE", "7, FRAMES", "8, OCTETS"})
        void letAPingBetweenThem(int number, Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, frame(0x01, "frag"), frame(0x89, "ping"), frame(0x80, "ment"));
                client.mustReceive(0x8a, "ping").mustReceive(0x81, "fragment").mustCloseCleanly();
            }
        }
    }

    @Nested
    class Continuations {
        @Spec("websocket 73")
        @ParameterizedTest(
                quoteTextArguments = false,
                name = "5.{0} continuation of nothing, first byte {1}, then text, sent by {2}")
        @CsvSource({
            "9, 80, WHOLE",
            "10, 80, FRAMES",
            "11, 80, OCTETS",
            "12, 00, WHOLE",
            "13, 00, FRAMES",
            "14, 00, OCTETS"
        })
        void needABeginning(int number, String first, Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, frame(Integer.parseInt(first, 16), "of nothing"), frame(0x81, "hello"));
                client.mustFailWith(1002);
            }
        }

        @Spec("websocket 73")
        @ParameterizedTest(
                quoteTextArguments = false,
                name = "5.15 a whole fragmented message, then a continuation, then text, sent by {0}")
        @EnumSource(Chop.class)
        void endWithTheirMessage(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(
                        client,
                        frame(0x01, "frag"),
                        frame(0x80, "ment"),
                        frame(0x00, "of nothing"),
                        frame(0x81, "hello"));
                client.mustReceive(0x81, "fragment").mustFailWith(1002);
            }
        }

        @Spec("websocket 73")
        @ParameterizedTest(
                name = "5.{0} continuation of nothing, first byte {1}, before each of two messages, sent by {2}")
        @CsvSource({"16, 00, WHOLE", "16, 00, OCTETS", "17, 80, WHOLE", "17, 80, OCTETS"})
        void areNotHeldForTheNextMessage(int number, String first, Chop chop) throws IOException {
            byte[] stray = frame(Integer.parseInt(first, 16), "of nothing");
            byte[] begin = frame(0x01, "frag");
            byte[] end = frame(0x80, "ment");
            try (RawClient client = connect()) {
                chop.send(client, stray, begin, end, stray, begin, end);
                client.mustFailWith(1002);
            }
        }
    }

    @Nested
    class Interleaving {
        @Spec("websocket 74")
        @ParameterizedTest(
                quoteTextArguments = false,
                name = "5.18 text in two fragments that both say text, sent by {0}")
        @EnumSource(Chop.class)
        void theSecondFragmentMustBeAContinuation(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, frame(0x01, "frag"), frame(0x81, "ment"));
                client.mustFailWith(1002);
            }
        }

        @Spec("websocket 74")
        @ParameterizedTest(quoteTextArguments = false, name = "5.18 first byte {0} inside a fragmented message")
        @CsvSource({"01", "02", "81", "82"})
        void noMessageBeginsInsideAnother(String first) throws IOException {
            try (RawClient client = connect()) {
                client.frame(0x02, "frag")
                        .frame(Integer.parseInt(first, 16), "")
                        .mustFailWith(1002);
            }
        }

        @Test
        @Spec("websocket 76")
        @DisplayName("5.19 five fragments and two pings, the second half after the first pong")
        void pongsComeAtOnce() throws IOException {
            try (RawClient client = connect()) {
                client.send(frame(0x01, "f1,")).send(frame(0x00, "f2,")).send(frame(0x89, "p1"));
                client.mustReceive(0x8a, "p1");
                client.send(frame(0x00, "f3,")).send(frame(0x00, "f4,")).send(frame(0x89, "p2"));
                client.mustReceive(0x8a, "p2");
                client.send(frame(0x80, "f5")).mustReceive(0x81, "f1,f2,f3,f4,f5");
                client.mustCloseCleanly();
            }
        }

        @Spec("websocket 76")
        @ParameterizedTest(quoteTextArguments = false, name = "5.20 five fragments and two pings at once, sent by {0}")
        @EnumSource(Chop.class)
        void pongsComeBeforeTheMessage(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(
                        client,
                        frame(0x01, "f1,"),
                        frame(0x00, "f2,"),
                        frame(0x89, "p1"),
                        frame(0x00, "f3,"),
                        frame(0x00, "f4,"),
                        frame(0x89, "p2"),
                        frame(0x80, "f5"));
                client.mustReceive(0x8a, "p1").mustReceive(0x8a, "p2").mustReceive(0x81, "f1,f2,f3,f4,f5");
                client.mustCloseCleanly();
            }
        }
    }
}
