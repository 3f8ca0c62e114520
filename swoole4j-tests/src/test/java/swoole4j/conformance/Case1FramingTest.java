package swoole4j.conformance;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 1: frames of every length form come back as they were (RFC 6455 5.2). */
@DisplayName("1 framing")
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.conformance.Transports#available")
class Case1FramingTest {
    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    @Parameter
    String transport;

    private RawClient connect() throws IOException {
        return servers.with(Map.of("transport", transport)).websocket();
    }

    private void echo(int first, byte[] payload, int chop) throws IOException {
        try (RawClient client = connect()) {
            client.chop(chop).frame(first, payload).mustReceive(first, payload);
            client.mustCloseCleanly();
        }
    }

    @Nested
    class Messages {
        @Spec("websocket 56, 58, 62")
        @ParameterizedTest(quoteTextArguments = false, name = "1.1.{0} text of {1} bytes, sent in pieces of {2}")
        @CsvSource({
            "1, 0, 65536",
            "2, 125, 65536",
            "3, 126, 65536",
            "4, 127, 65536",
            "5, 128, 65536",
            "6, 65535, 70000",
            "7, 65536, 70000",
            "8, 65536, 997"
        })
        void text(int number, int length, int chop) throws IOException {
            echo(0x81, Payloads.ascii(length), chop);
        }

        @Spec("websocket 57, 62")
        @ParameterizedTest(quoteTextArguments = false, name = "1.2.{0} binary of {1} bytes, sent in pieces of {2}")
        @CsvSource({
            "1, 0, 65536",
            "2, 125, 65536",
            "3, 126, 65536",
            "4, 127, 65536",
            "5, 128, 65536",
            "6, 65535, 70000",
            "7, 65536, 70000",
            "8, 65536, 997"
        })
        void binary(int number, int length, int chop) throws IOException {
            echo(0x82, Payloads.random(length), chop);
        }

        @Spec("websocket 60")
        @ParameterizedTest(quoteTextArguments = false, name = "1.1.2-1.1.5 octet by octet: text of {0} bytes")
        @ValueSource(ints = {0, 125, 126, 127, 128})
        void octetByOctet(int length) throws IOException {
            echo(0x81, Payloads.ascii(length), 1);
        }

        @Test
        @Spec("websocket 61")
        void framesInOneSegmentComeBackInOrder() throws IOException {
            try (RawClient client = connect()) {
                client.send(Frames.join(Frames.masked(0x81, Payloads.ascii(3)), Frames.masked(0x82, new byte[200])));
                client.mustReceive(0x81, Payloads.ascii(3)).mustReceive(0x82, new byte[200]);
                client.mustCloseCleanly();
            }
        }
    }

    /** RFC 6455 5.1, 5.2: no number in the customary list, but rules all the same. */
    @Nested
    class Headers {
        @Spec("websocket 63")
        @ParameterizedTest(quoteTextArguments = false, name = "a length that is not minimal: {0}")
        @ValueSource(
                strings = {
                    "81 fe 0000 00000000",
                    "82 fe 007d 00000000",
                    "81 ff 0000000000000000 00000000",
                    "82 ff 000000000000ffff 00000000"
                })
        void notMinimal(String header) throws IOException {
            refused(header);
        }

        @Test
        @Spec("websocket 64")
        void aLengthWithTheTopBit() throws IOException {
            refused("82 ff 8000000000000001 00000000");
        }

        @Spec("websocket 65")
        @ParameterizedTest(quoteTextArguments = false, name = "unmasked: {0}")
        @ValueSource(strings = {"81 05 68656c6c6f", "82 00", "80 00", "89 00", "8a 00", "88 02 03e8"})
        void unmasked(String frame) throws IOException {
            refused(frame);
        }

        private void refused(String hex) throws IOException {
            for (int chop : new int[] {64, 1}) {
                try (RawClient client = connect()) {
                    client.chop(chop).sendHex(hex).mustFailWith(1002);
                }
            }
        }
    }
}
