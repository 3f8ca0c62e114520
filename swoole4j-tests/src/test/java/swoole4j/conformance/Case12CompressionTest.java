package swoole4j.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.Frames;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 12: messages of every size and kind go both ways compressed (RFC 7692 7.2). */
@DisplayName("12 compression")
class Case12CompressionTest {
    private static final String OFFER = "permessage-deflate; client_max_window_bits";
    private static final int VOLUME = 128 * 1024;
    private static final int MOST = 50;

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    /** What is compressed. */
    enum Kind {
        JSON(1, 1) {
            @Override
            byte[] message(int length, int number) {
                StringBuilder json = new StringBuilder("[");
                for (int id = number; json.length() < length; id++) {
                    json.append("{\"id\":")
                            .append(id)
                            .append(",\"name\":\"user ")
                            .append(id * 31 % 997);
                    json.append("\",\"active\":").append(id % 3 == 0).append("},");
                }
                return Arrays.copyOf(json.toString().getBytes(StandardCharsets.US_ASCII), length);
            }
        },
        RANDOM(2, 2) {
            @Override
            byte[] message(int length, int number) {
                return Payloads.random(length);
            }
        },
        PROSE(3, 1) {
            @Override
            byte[] message(int length, int number) {
                return Payloads.prose(length, number);
            }
        },
        ONE_LETTER(4, 1) {
            @Override
            byte[] message(int length, int number) {
                return Payloads.same('a' + number % 26, length);
            }
        },
        MIXED(5, 2) {
            @Override
            byte[] message(int length, int number) {
                byte[] message = Payloads.prose(length, number);
                System.arraycopy(Payloads.random(length / 2), 0, message, length / 4, length / 2);
                return message;
            }
        };

        final int number;
        final int opcode;

        Kind(int number, int opcode) {
            this.number = number;
            this.opcode = opcode;
        }

        abstract byte[] message(int length, int number);
    }

    /**
     * One case.
     *
     * @param number of the size
     * @param size of each message
     * @param fragment into which it is cut after compression, 0 for one frame
     */
    record Case(Kind kind, int number, int size, int fragment) {
        @Override
        public String toString() {
            return "12." + kind.number + "." + number + " " + kind + " of " + size + " bytes"
                    + (fragment == 0 ? "" : " in fragments of " + fragment);
        }
    }

    static Stream<Case> cases() {
        int[][] sizes = {
            {16, 0},
            {64, 0},
            {256, 0},
            {1024, 0},
            {4096, 0},
            {8192, 0},
            {16384, 0},
            {32768, 0},
            {65536, 0},
            {131072, 0},
            {8192, 256},
            {16384, 256},
            {32768, 256},
            {65536, 256},
            {131072, 256},
            {131072, 1024},
            {131072, 4096},
            {131072, 32768}
        };
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.iterate(1, number -> number <= sizes.length, number -> number + 1)
                        .map(number -> new Case(kind, number, sizes[number - 1][0], sizes[number - 1][1])));
    }

    @Spec("websocket 143, 148")
    @ParameterizedTest(quoteTextArguments = false, name = "{0}")
    @MethodSource("cases")
    void messagesComeBackCompressed(Case it) throws IOException {
        int count = Math.clamp(VOLUME / it.size, 2, MOST);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflatePair pair = DeflatePair.connect(servers, Map.of("websocket_compression", true), OFFER)) {
            for (int number = 0; number < count; number++) {
                byte[] message = it.kind.message(it.size, number);
                byte[] compressed = compress(deflater, message);
                pair.echo(it.kind.opcode, message, compressed, it.fragment == 0 ? Integer.MAX_VALUE : it.fragment);
            }
            pair.client().mustCloseCleanly();
        } finally {
            deflater.end();
        }
    }

    @ParameterizedTest(quoteTextArguments = false, name = "{0}, one context for all messages")
    @MethodSource("cases")
    void messagesMayReferToEarlierOnes(Case it) throws IOException {
        Map<String, ?> options = Map.of("websocket_compression", true, "websocket_context_takeover", true);
        try (DeflatePair pair = DeflatePair.connect(servers, options, OFFER)) {
            for (int number = 0; number < 3; number++) {
                byte[] message = it.kind.message(it.size, number / 2);
                byte[] compressed = pair.writer().write(message);
                pair.echo(it.kind.opcode, message, compressed, it.fragment == 0 ? Integer.MAX_VALUE : it.fragment);
            }
            pair.client().mustCloseCleanly();
        }
    }

    /** Without context takeover: each message begins with nothing (RFC 7692 7.2.1). */
    private static byte[] compress(Deflater deflater, byte[] message) {
        deflater.reset();
        deflater.setInput(message);
        byte[] compressed = new byte[message.length + message.length / 8 + 64];
        int size = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(compressed, size - 4);
    }

    @Test
    @Spec("websocket 144")
    void anEmptyMessageIsNotCompressed() throws IOException {
        try (DeflatePair pair = DeflatePair.connect(servers, Map.of("websocket_compression", true), OFFER)) {
            RawClient client = pair.client();
            client.frame(0xc1, Frames.hex("00")).mustReceive(0x81, "");
            client.frame(0xc2, Frames.hex("00")).mustReceive(0x82, "");
            client.frame(0x81, "").mustReceive(0x81, "");
            client.mustCloseCleanly();
        }
    }

    @Test
    @Spec("websocket 145")
    void controlFramesAreNotCompressed() throws IOException {
        try (DeflatePair pair = DeflatePair.connect(servers, Map.of("websocket_compression", true), OFFER)) {
            byte[] hello = Frames.hex("ca48cdc9c90700");
            pair.client().frame(0x41, Arrays.copyOf(hello, 3)).frame(0x89, "aaaaaaaaaaaaaaaaaaaaaaaa");
            pair.client().mustReceive(0x8a, "aaaaaaaaaaaaaaaaaaaaaaaa");
            pair.client().frame(0x80, Arrays.copyOfRange(hello, 3, 7)).mustReceive(0xc1, hello);
            pair.client()
                    .frame(0x88, Frames.hex("0fa0 6161616161616161616161"))
                    .mustCloseWith("0fa0 6161616161616161616161");
        }
    }
}
