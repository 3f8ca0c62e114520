package swoole4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 13: offers that are lists, that cannot be met or that make no sense, and clients that break the agreement. */
@DisplayName("13 offers and violations")
class Case13OffersTest {
    private static final Map<String, ?> ON = Map.of("websocket_compression", true);
    private static final Map<String, ?> TAKEOVER =
            Map.of("websocket_compression", true, "websocket_context_takeover", true);
    private static final String HELLO = "ca48cdc9c90700";

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    private static void agreed(Map<String, ?> options, String answer, String... lines) throws IOException {
        try (RawClient client = servers.with(options).websocket(lines)) {
            assertEquals(List.of(answer), client.head().headers("Sec-WebSocket-Extensions"));
            client.frame(0xc1, Frames.hex(HELLO)).mustReceiveHex("c1 07" + HELLO);
            client.mustCloseCleanly();
        }
    }

    private static void declined(Map<String, ?> options, String offer) throws IOException {
        try (RawClient client = servers.with(options).websocket("Sec-WebSocket-Extensions: " + offer)) {
            assertEquals(List.of(), client.head().headers("Sec-WebSocket-Extensions"));
            client.text("aaaaaaaaaaaaaaaaaaaa").mustReceive(0x81, "aaaaaaaaaaaaaaaaaaaa");
            client.frame(0xc1, Frames.hex(HELLO)).mustFailWith(1002);
        }
    }

    @Nested
    class Offers {
        private static final String SIMPLE =
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover";

        @Test
        @Spec("websocket 137")
        void areIgnoredWhenCompressionIsOff() throws IOException {
            declined(Map.of(), "permessage-deflate");
        }

        @Test
        @Spec("websocket 138, 142")
        void aSimpleOneGetsTheSimpleAnswer() throws IOException {
            agreed(ON, SIMPLE, "Sec-WebSocket-Extensions: permessage-deflate");
        }

        @Test
        void withTakeoverASimpleOneGetsNoParameters() throws IOException {
            agreed(TAKEOVER, "permessage-deflate", "Sec-WebSocket-Extensions: permessage-deflate");
        }

        @Spec("websocket 139")
        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {
                    "x-webkit-deflate-frame, permessage-deflate",
                    "permessage-deflate; unknown=1, permessage-deflate",
                    "permessage-deflate; server_max_window_bits=16, permessage-deflate",
                    "PerMessage-Deflate; Client_Max_Window_Bits",
                    "permessage-deflate ;client_max_window_bits",
                    "foo; bar=\"a, permessage-deflate; b\\\"\", permessage-deflate",
                    "permessage-deflate, permessage-deflate; server_max_window_bits=8"
                })
        void theFirstThatCanBeMetIsTaken(String offer) throws IOException {
            agreed(ON, SIMPLE, "Sec-WebSocket-Extensions: " + offer);
        }

        @Test
        @Spec("websocket 139")
        void mayStandInSeveralLines() throws IOException {
            agreed(
                    ON,
                    SIMPLE,
                    "Sec-WebSocket-Extensions: x-foo; a=b",
                    "Sec-WebSocket-Extensions: permessage-deflate; nonsense",
                    "sec-websocket-extensions: permessage-deflate");
        }

        @Spec("websocket 141")
        @ParameterizedTest(quoteTextArguments = false, name = "13.7 {0}")
        @CsvSource({
            "'server_max_window_bits=9; server_no_context_takeover', '; server_no_context_takeover;"
                    + " server_max_window_bits=9'",
            "'server_max_window_bits=\"10\"', '; server_max_window_bits=10'",
            "'client_max_window_bits=12', '; client_max_window_bits=12'"
        })
        void ofSeveralWindowsTheFirstIsTaken(String first, String answer) throws IOException {
            String offer = "permessage-deflate; " + first + ", permessage-deflate; client_no_context_takeover,"
                    + " permessage-deflate";
            agreed(TAKEOVER, "permessage-deflate" + answer, "Sec-WebSocket-Extensions: " + offer);
        }

        @Spec("websocket 140")
        @ParameterizedTest(quoteTextArguments = false, name = "permessage-deflate; {0}")
        @ValueSource(
                strings = {
                    "foo",
                    "foo=bar",
                    "server_max_window_bits",
                    "server_max_window_bits=7",
                    "server_max_window_bits=16",
                    "server_max_window_bits=08",
                    "server_max_window_bits=-9",
                    "server_max_window_bits=4294967304",
                    "server_max_window_bits=\"\"",
                    "server_max_window_bits=9; server_max_window_bits=9",
                    "client_max_window_bits=7",
                    "client_max_window_bits=16",
                    "client_max_window_bits=nine",
                    "client_max_window_bits; client_max_window_bits",
                    "server_no_context_takeover=1",
                    "client_no_context_takeover=true",
                    "server_no_context_takeover; server_no_context_takeover",
                    "client_no_context_takeover; client_no_context_takeover",
                    "server_max_window_bits=9; foo"
                })
        void whatMakesNoSenseIsDeclined(String parameters) throws IOException {
            declined(ON, "permessage-deflate; " + parameters);
        }
    }

    @Nested
    class Violations {
        @Spec("websocket 149")
        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @ValueSource(
                strings = {
                    "07", // block type 3
                    "06", // the same, final
                    "00 0500 0000 6162636465", // lengths of a stored block that contradict each other
                    "00 0500 faff 6162", // a stored block that is cut
                    "fc ff ff ff ff", // a dynamic block with too many codes
                    "4a 04 02 00" // a distance behind the beginning
                })
        void whatIsNoDeflateFails(String hex) throws IOException {
            for (int fragment : new int[] {100, 1}) {
                try (RawClient client = connect(ON)) {
                    client.send(Fragments.masked(0xc2, Frames.hex(hex), fragment))
                            .mustFailWith(1007);
                }
            }
        }

        @Test
        @Spec("websocket 149")
        void aReferenceToAnEarlierMessageWithoutTakeoverFails() throws IOException {
            var writer = new DeflateWriter(15, true);
            byte[] message = Payloads.random(100);
            try (RawClient client = connect(ON)) {
                client.frame(0xc2, writer.write(message));
                assertEquals(0xc2, client.read().first());
                byte[] again = writer.write(message);
                assertEquals(100, writer.largestDistance());
                client.frame(0xc2, again).mustFailWith(1007);
            }
        }

        @Test
        @Spec("websocket 149")
        void aReferenceBehindTheAgreedWindowFails() throws IOException {
            String offer = "permessage-deflate; client_max_window_bits=8";
            var writer = new DeflateWriter(15, true);
            byte[] message = Payloads.random(1000);
            try (RawClient client = servers.with(TAKEOVER).websocket("Sec-WebSocket-Extensions: " + offer)) {
                client.frame(0xc2, writer.write(message));
                assertEquals(0xc2, client.read().first());
                client.frame(0xc2, writer.write(Arrays.copyOf(message, 200))).mustFailWith(1007);
            }
        }

        @Test
        @Spec("websocket 150")
        void aMessageThatInflatesBeyondTheLimitFails() throws IOException {
            Map<String, ?> options = Map.of("websocket_compression", true, "package_max_length", 65536);
            byte[] allowed = Payloads.same('x', 65536);
            byte[] tooLarge = Payloads.same('x', 65537);
            try (DeflatePair pair = DeflatePair.connect(servers, options, "permessage-deflate")) {
                pair.echo(1, allowed);
                pair.client().frame(0xc1, pair.writer().write(tooLarge)).mustFailWith(1009);
            }
        }

        @Test
        void everyFormOfAMessageIsRead() throws IOException {
            // RFC 7692 7.2.3.3 to 7.2.3.5: a final block, two blocks, a block that is not compressed.
            try (RawClient client = connect(ON)) {
                String[] forms = {"f348cdc9c9070000", "f248050000 00ffff cac9c90700", "00 0500 faff 48656c6c6f 00"};
                for (String form : forms) {
                    client.frame(0xc1, Frames.hex(form)).mustReceiveHex("c1 07 f248cdc9c90700");
                }
                client.mustCloseCleanly();
            }
        }

        private static RawClient connect(Map<String, ?> options) throws IOException {
            return servers.with(options).websocket("Sec-WebSocket-Extensions: permessage-deflate");
        }
    }
}
