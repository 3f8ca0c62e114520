package swoole4j.conformance;

import static swoole4j.testing.Frames.hex;
import static swoole4j.testing.Frames.join;
import static swoole4j.testing.Frames.masked;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Group 6: text is UTF-8, and the first byte that is not fails the connection (RFC 6455 5.6, 8.1). */
@DisplayName("6 UTF-8")
class Case6Utf8Test {
    private static final byte[] TEXT = "Grüße, κόσμε; 世界 und 𝒰𝓃𝒾\uD83D\uDE00!".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NO_TEXT =
            join("κόσμε".getBytes(StandardCharsets.UTF_8), hex("eda080"), hex("656469746564"));

    @RegisterExtension
    static final EchoServers servers = new EchoServers();

    private static RawClient connect() throws IOException {
        return servers.with(Map.of()).websocket();
    }

    private static void echo(byte[] payload, byte[]... frames) throws IOException {
        for (Chop chop : Chop.values()) {
            try (RawClient client = connect()) {
                chop.send(client, frames);
                client.mustReceive(0x81, payload).mustCloseCleanly();
            }
        }
    }

    private static void refused(byte[]... frames) throws IOException {
        for (Chop chop : Chop.values()) {
            try (RawClient client = connect()) {
                chop.send(client, frames);
                client.mustFailWith(1007);
            }
        }
    }

    /** A text message in fragments of one byte. */
    private static byte[][] singly(byte[] payload) {
        byte[][] frames = new byte[payload.length][];
        for (int i = 0; i < payload.length; i++) {
            int first = (i == 0 ? 1 : 0) | (i == payload.length - 1 ? 0x80 : 0);
            frames[i] = masked(first, new byte[] {payload[i]});
        }
        return frames;
    }

    @Nested
    class Empty {
        @Test
        @Spec("websocket 58")
        @DisplayName("6.1.1 a message of no bytes")
        void message() throws IOException {
            echo(hex(""), masked(0x81, hex("")));
        }

        @Test
        @DisplayName("6.1.2 three fragments of no bytes")
        void fragments() throws IOException {
            echo(hex(""), masked(0x01, hex("")), masked(0x00, hex("")), masked(0x80, hex("")));
        }

        @Test
        @DisplayName("6.1.3 three fragments, the first and the last of no bytes")
        void fragmentsAround() throws IOException {
            echo(TEXT, masked(0x01, hex("")), masked(0x00, TEXT), masked(0x80, hex("")));
        }
    }

    @Nested
    class Valid {
        @Test
        @Spec("websocket 56")
        @DisplayName("6.2.1 one frame")
        void message() throws IOException {
            echo(TEXT, masked(0x81, TEXT));
        }

        @Test
        @Spec("websocket 71")
        @DisplayName("6.2.2 two fragments, cut at every byte")
        void fragments() throws IOException {
            for (int cut = 0; cut <= TEXT.length; cut++) {
                byte[] rest = Arrays.copyOfRange(TEXT, cut, TEXT.length);
                try (RawClient client = connect()) {
                    client.frame(0x01, Arrays.copyOf(TEXT, cut)).frame(0x80, rest);
                    client.mustReceive(0x81, TEXT).mustCloseCleanly();
                }
            }
        }

        @Test
        @Spec("websocket 71")
        @DisplayName("6.2.3, 6.2.4 fragments of one byte")
        void singleBytes() throws IOException {
            echo(TEXT, singly(TEXT));
        }
    }

    @Nested
    class Invalid {
        @Test
        @Spec("websocket 70, 72")
        @DisplayName("6.3.1 one frame")
        void message() throws IOException {
            refused(masked(0x81, NO_TEXT));
        }

        @Test
        @Spec("websocket 71")
        @DisplayName("6.3.2 fragments of one byte")
        void singleBytes() throws IOException {
            refused(singly(NO_TEXT));
        }

        @Test
        @DisplayName("a binary message may hold anything")
        void inABinaryMessage() throws IOException {
            try (RawClient client = connect()) {
                client.binary(NO_TEXT).mustReceive(0x82, NO_TEXT).mustCloseCleanly();
            }
        }

        @Test
        @DisplayName("compressed")
        void compressed() throws IOException {
            try (RawClient client = servers.with(Map.of("websocket_compression", true))
                    .websocket("Sec-WebSocket-Extensions: permessage-deflate")) {
                // A stored block of two bytes, the second no text.
                client.frame(0xc1, hex("00 0200 fdff 41ff 00")).mustFailWith(1007);
            }
        }
    }

    /** What follows is never sent, so only the bytes so far can be the reason. */
    @Nested
    @DisplayName("6.4 fail fast")
    class FailFast {
        private static final byte[] BEGIN = "κόσμε".getBytes(StandardCharsets.UTF_8);

        @Test
        @Spec("websocket 71")
        @DisplayName("6.4.1 a second fragment that is no text")
        void fragment() throws IOException {
            failsAfter(masked(0x01, BEGIN), masked(0x00, hex("f4908080")));
        }

        @Test
        @Spec("websocket 71")
        @DisplayName("6.4.2 a second fragment that ends with the first bad byte")
        void fragmentUpToTheBadByte() throws IOException {
            failsAfter(masked(0x01, BEGIN), masked(0x00, hex("f490")));
        }

        @Test
        @DisplayName("6.4.3 a frame of which the bytes that are no text have come")
        void partOfAFrame() throws IOException {
            byte[] frame = masked(0x81, join(BEGIN, hex("f4908080"), BEGIN));
            failsAfter(Arrays.copyOf(frame, frame.length - BEGIN.length));
        }

        @Test
        @DisplayName("6.4.4 a frame of which all up to the first bad byte has come")
        void partOfAFrameUpToTheBadByte() throws IOException {
            byte[] frame = masked(0x81, join(BEGIN, hex("f4908080"), BEGIN));
            failsAfter(Arrays.copyOf(frame, frame.length - BEGIN.length - 2));
        }

        private static void failsAfter(byte[]... pieces) throws IOException {
            for (Chop chop : Chop.values()) {
                try (RawClient client = connect()) {
                    chop.send(client, pieces);
                    client.mustFailWith(1007);
                }
            }
        }
    }

    @Nested
    @DisplayName("6.5-6.23 byte sequences")
    class Sequences {
        @Spec("websocket 70, 72")
        @ParameterizedTest(quoteTextArguments = false, name = "{0}")
        @MethodSource("swoole4j.conformance.Utf8Sequence#all")
        void areTextOrNot(Utf8Sequence sequence) throws IOException {
            byte[] payload = sequence.bytes();
            if (sequence.valid()) {
                echo(payload, masked(0x81, payload));
                echo(payload, singly(payload));
            } else {
                refused(masked(0x81, payload));
                refused(singly(payload));
            }
        }

        @Spec("websocket 71")
        @ParameterizedTest(quoteTextArguments = false, name = "{0}, at the first bad byte")
        @MethodSource("swoole4j.conformance.Utf8Sequence#invalid")
        void failAtTheFirstBadByte(Utf8Sequence sequence) throws IOException {
            byte[] beginning = sequence.upToTheFirstBadByte();
            int fin = sequence.endsTooEarly() ? 0x80 : 0;
            try (RawClient client = connect()) {
                client.frame(0x01 | fin, beginning).mustFailWith(1007);
            }
            if (fin != 0) return;
            byte[] frame = masked(0x81, join(beginning, new byte[1000]));
            try (RawClient client = connect()) {
                client.send(Arrays.copyOf(frame, frame.length - 1000)).mustFailWith(1007);
            }
        }

        @ParameterizedTest(quoteTextArguments = false, name = "a character cut by the end of the message, sent by {0}")
        @EnumSource(Chop.class)
        void aCharacterMustBeComplete(Chop chop) throws IOException {
            try (RawClient client = connect()) {
                chop.send(client, masked(0x01, hex("f09f98")), masked(0x80, hex("")));
                client.mustFailWith(1007);
            }
        }
    }
}
