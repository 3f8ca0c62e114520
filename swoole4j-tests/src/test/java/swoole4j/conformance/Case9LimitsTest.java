package swoole4j.conformance;

import java.io.IOException;
import java.util.Arrays;
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

/** Group 9: large messages, many fragments, many messages, and the size above which a message is refused. */
@DisplayName("9 limits and performance")
class Case9LimitsTest {
    private static final int KIB = 1024;
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final int ROUND_TRIPS = 500;

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    private static RawClient connect() throws IOException {
        return servers.with(Map.of("package_max_length", "16M")).websocket();
    }

    private static void echo(int first, byte[] message, int fragment, int chop) throws IOException {
        try (RawClient client = connect()) {
            client.chop(chop).send(Fragments.masked(first, message, fragment)).chop(WHOLE);
            client.mustReceive(first, message).mustCloseCleanly();
        }
    }

    @Nested
    @DisplayName("9.1, 9.2 large messages")
    class Large {
        @ParameterizedTest(quoteTextArguments = false, name = "9.1.{0} text of {1} KiB")
        @CsvSource({"1, 64", "2, 256", "3, 1024", "4, 4096", "5, 8192", "6, 16384"})
        void text(int number, int kib) throws IOException {
            echo(0x81, Payloads.ascii(kib * KIB), WHOLE, WHOLE);
        }

        @ParameterizedTest(quoteTextArguments = false, name = "9.2.{0} binary of {1} KiB")
        @CsvSource({"1, 64", "2, 256", "3, 1024", "4, 4096", "5, 8192", "6, 16384"})
        void binary(int number, int kib) throws IOException {
            echo(0x82, Payloads.random(kib * KIB), WHOLE, WHOLE);
        }
    }

    @Nested
    @DisplayName("9.3, 9.4 fragments")
    class InFragments {
        @ParameterizedTest(quoteTextArguments = false, name = "9.3.{0} text of {1} KiB in fragments of {2}")
        @CsvSource({
            "1, 1024, 64",
            "2, 1024, 256",
            "3, 4096, 1024",
            "4, 4096, 4096",
            "5, 4096, 16384",
            "6, 4096, 65536",
            "7, 4096, 262144",
            "8, 4096, 1048576",
            "9, 4096, 4194304"
        })
        void text(int number, int kib, int fragment) throws IOException {
            echo(0x81, Payloads.prose(kib * KIB, number), fragment, WHOLE);
        }

        @ParameterizedTest(quoteTextArguments = false, name = "9.4.{0} binary of {1} KiB in fragments of {2}")
        @CsvSource({
            "1, 1024, 64",
            "2, 1024, 256",
            "3, 4096, 1024",
            "4, 4096, 4096",
            "5, 4096, 16384",
            "6, 4096, 65536",
            "7, 4096, 262144",
            "8, 4096, 1048576",
            "9, 4096, 4194304"
        })
        void binary(int number, int kib, int fragment) throws IOException {
            echo(0x82, Payloads.random(kib * KIB), fragment, WHOLE);
        }
    }

    @Nested
    @DisplayName("9.5, 9.6 pieces")
    class Chopped {
        @ParameterizedTest(quoteTextArguments = false, name = "9.5.{0} text of 256 KiB in pieces of {1}")
        @CsvSource({"1, 64", "2, 128", "3, 256", "4, 512", "5, 1024", "6, 2048"})
        void text(int number, int chop) throws IOException {
            echo(0x81, Payloads.prose(256 * KIB, number), WHOLE, chop);
        }

        @ParameterizedTest(quoteTextArguments = false, name = "9.6.{0} binary of 256 KiB in pieces of {1}")
        @CsvSource({"1, 64", "2, 128", "3, 256", "4, 512", "5, 1024", "6, 2048"})
        void binary(int number, int chop) throws IOException {
            echo(0x82, Payloads.random(256 * KIB), WHOLE, chop);
        }
    }

    @Nested
    @DisplayName("9.7, 9.8 many messages")
    class Many {
        @ParameterizedTest(quoteTextArguments = false, name = "9.7.{0} texts of {1} bytes, one after another")
        @CsvSource({"1, 0", "2, 16", "3, 64", "4, 256", "5, 1024", "6, 4096"})
        void text(int number, int length) throws IOException {
            roundTrips(0x81, Payloads.ascii(length));
        }

        @ParameterizedTest(quoteTextArguments = false, name = "9.8.{0} binaries of {1} bytes, one after another")
        @CsvSource({"1, 0", "2, 16", "3, 64", "4, 256", "5, 1024", "6, 4096"})
        void binary(int number, int length) throws IOException {
            roundTrips(0x82, Payloads.random(length));
        }

        private static void roundTrips(int first, byte[] message) throws IOException {
            try (RawClient client = connect()) {
                for (int i = 0; i < ROUND_TRIPS; i++)
                    client.frame(first, message).mustReceive(first, message);
                client.mustCloseCleanly();
            }
        }

        @ParameterizedTest(quoteTextArguments = false, name = "9.7, 9.8 five thousand messages of {0} bytes at once")
        @ValueSource(ints = {0, 4, 32})
        void atOnce(int length) throws IOException {
            int count = 5000;
            byte[][] frames = new byte[count][];
            for (int i = 0; i < count; i++) frames[i] = Frames.masked(0x82, numbered(i, length));
            try (RawClient client = connect()) {
                client.send(Frames.join(frames));
                for (int i = 0; i < count; i++) client.mustReceive(0x82, numbered(i, length));
                client.mustCloseCleanly();
            }
        }

        private static byte[] numbered(int number, int length) {
            byte[] message = new byte[length];
            for (int i = 0; i < Math.min(4, length); i++) message[i] = (byte) (number >> (8 * i));
            return message;
        }
    }

    /** RFC 6455 7.4.1: 1009. The limit is as small as it can be made. */
    @Nested
    class TooLarge {
        private static final int LIMIT = 64 * KIB;

        private static RawClient connect() throws IOException {
            return servers.with(Map.of("package_max_length", 2000)).websocket();
        }

        @Test
        @Spec("websocket 79, 80")
        void theLimitIsAllowed() throws IOException {
            for (int fragment : new int[] {WHOLE, 1000}) {
                byte[] message = Payloads.ascii(LIMIT);
                try (RawClient client = connect()) {
                    client.send(Fragments.masked(0x81, message, fragment));
                    client.mustReceive(0x81, message).mustCloseCleanly();
                }
            }
        }

        @Test
        @Spec("websocket 78, 80")
        void oneByteMoreIsRefusedByItsHeader() throws IOException {
            byte[] frame = Frames.masked(0x82, new byte[LIMIT + 1]);
            for (int sent : new int[] {14, 100, frame.length}) {
                try (RawClient client = connect()) {
                    client.send(Arrays.copyOf(frame, sent)).mustFailWith(1009);
                }
            }
        }

        @ParameterizedTest(quoteTextArguments = false, name = "declared length {0}")
        @ValueSource(strings = {"0000000080000000", "00000000ffffffff", "0000000100000000", "7fffffffffffffff"})
        void aDeclaredLengthIsEnough(String length) throws IOException {
            try (RawClient client = connect()) {
                client.sendHex("82 ff" + length + "00000000").mustFailWith(1009);
            }
        }

        @Test
        @Spec("websocket 77")
        void fragmentsAreAddedUp() throws IOException {
            byte[] half = new byte[LIMIT / 2];
            try (RawClient client = connect()) {
                client.frame(0x02, half)
                        .frame(0x00, half)
                        .frame(0x00, "")
                        .frame(0x00, "+")
                        .mustFailWith(1009);
            }
        }
    }
}
