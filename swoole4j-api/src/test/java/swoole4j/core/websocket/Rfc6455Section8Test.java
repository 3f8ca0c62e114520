package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Text is UTF-8. */
class Rfc6455Section8Test {
    private static MessageReader client() {
        return new MessageReader(Role.CLIENT, 1000, null);
    }

    private static List<String> reads(String hex) {
        return Transcript.ofAllSplits(Rfc6455Section8Test::client, Hex.bytes(hex));
    }

    @Nested
    class Text_8_1 {
        @Test
        @Spec("websocket 70")
        void invalidUtf8FailsWith1007() {
            assertEquals(List.of("fail 1007 text is not UTF-8: byte 0xff at 2"), reads("8103 6162ff"));
        }

        @Test
        @Spec("websocket 72")
        void surrogatesFailWith1007() {
            assertEquals(List.of("fail 1007 text is not UTF-8: byte 0xa0 at 1"), reads("8103 eda080"));
        }

        @Test
        @Spec("websocket 71")
        void aCharacterMayBeCutByAFragmentBorder() {
            assertEquals(List.of("text 1 '€😀'"), reads("0101 e2 0002 82ac 0003 f09f98 0000 8001 80"));
        }

        @Test
        @Spec("websocket 71")
        void anErrorOverAFragmentBorderFailsWith1007() {
            assertEquals(List.of("fail 1007 text is not UTF-8: byte 0x61 at 2"), reads("0102 e282 8002 61ac"));
            assertEquals(List.of("fail 1007 text ends inside a character"), reads("0101 e2 8001 82"));
            assertEquals(List.of("fail 1007 text ends inside a character"), reads("8102 e282"));
        }

        @Test
        void binaryIsNotChecked() {
            assertEquals(List.of("binary 1 ff80"), reads("8202 ff80"));
        }

        @Test
        @Spec("websocket 70")
        void theFirstImpossibleByteFailsAtOnceInAnIncompleteFrame() {
            assertEquals(
                    List.of("fail 1007 text is not UTF-8: byte 0xff at 1"),
                    Transcript.of(client(), Hex.bytes("817d 61ff")));
            assertEquals(
                    List.of("fail 1007 text is not UTF-8: byte 0x90 at 1"),
                    Transcript.of(client(), Hex.bytes("817d f490")));
            assertEquals(List.of(), Transcript.of(client(), Hex.bytes("817d f48f")));
        }
    }

    @Nested
    class Validation {
        private static final CharsetDecoder DECODER = StandardCharsets.UTF_8.newDecoder();
        private static final CharBuffer OUT = CharBuffer.allocate(1000);

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "00",
                    "7f",
                    "c280",
                    "dfbf",
                    "e0a080",
                    "ed9fbf",
                    "ee8080",
                    "efbfbf",
                    "f0908080",
                    "f48fbfbf",
                    "cebae1bdb9cf83cebcceb5",
                    "f3bfbfbf",
                    "6162636465666768c3a9",
                    "e4bda0e5a5bde4b896e7958c"
                })
        void theseAreValid(String hex) {
            byte[] bytes = Hex.bytes(hex);
            assertEquals(Utf8.BOUNDARY, Utf8.scan(Utf8.BOUNDARY, bytes, 0, bytes.length));
            agreesWithTheDecoder(bytes);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "80",
                    "bf",
                    "c080",
                    "c1bf",
                    "c2c0",
                    "c27f",
                    "e080af",
                    "e09fbf",
                    "eda080",
                    "edbfbf",
                    "f08080af",
                    "f08fbfbf",
                    "f4908080",
                    "f5808080",
                    "f7bfbfbf",
                    "f888808080",
                    "fe",
                    "ff",
                    "e28241",
                    "e241",
                    "f09f9841",
                    "f09f41",
                    "f041",
                    "6162636465666768ff",
                    "f1808041",
                    "f3c0",
                    "e1c080",
                    "ecbfc0"
                })
        void theseAreNot(String hex) {
            byte[] bytes = Hex.bytes(hex);
            assertTrue(Utf8.scan(Utf8.BOUNDARY, bytes, 0, bytes.length) < 0);
            agreesWithTheDecoder(bytes);
        }

        @Test
        void agreesWithTheDecoderOnEveryPairAndManyTriples() {
            for (int first = 0x7f; first < 0x100; first++) {
                for (int second = 0; second < 0x100; second++) {
                    agreesWithTheDecoder(new byte[] {(byte) first, (byte) second});
                    for (int third : new int[] {0x00, 0x7f, 0x80, 0xbf, 0xc0}) {
                        agreesWithTheDecoder(new byte[] {(byte) first, (byte) second, (byte) third});
                        agreesWithTheDecoder(new byte[] {(byte) first, (byte) second, (byte) third, (byte) 0x80});
                    }
                }
            }
        }

        @Test
        void agreesWithTheDecoderOnRandomTexts() {
            Random random = new Random(6455);
            for (int round = 0; round < 4000; round++) {
                StringBuilder text = new StringBuilder();
                int characters = random.nextInt(20);
                for (int i = 0; i < characters; i++) {
                    int bits = random.nextInt(21);
                    int point = random.nextInt(1 << bits);
                    if (Character.isValidCodePoint(point) && (point < 0xd800 || point > 0xdfff))
                        text.appendCodePoint(point);
                    else text.append("ascii run of some length");
                }
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                agreesWithTheDecoder(bytes);
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    agreesWithTheDecoder(bytes);
                }
            }
        }

        private static void agreesWithTheDecoder(byte[] bytes) {
            int whole = Utf8.scan(Utf8.BOUNDARY, bytes, 0, bytes.length);
            assertEquals(decodes(bytes), whole == Utf8.BOUNDARY, () -> Hex.of(bytes));
            if (whole < 0) {
                assertTrue(canBecomeText(Arrays.copyOf(bytes, ~whole)), () -> Hex.of(bytes));
                assertFalse(canBecomeText(Arrays.copyOf(bytes, ~whole + 1)), () -> Hex.of(bytes));
            } else {
                assertTrue(canBecomeText(bytes), () -> Hex.of(bytes));
            }
            for (int cut = 0; cut <= bytes.length; cut++) {
                int state = Utf8.scan(Utf8.BOUNDARY, bytes, 0, cut);
                if (state >= 0) state = Utf8.scan(state, bytes, cut, bytes.length);
                assertEquals(whole, state, () -> Hex.of(bytes));
            }
        }

        /** Whether some bytes behind {@code start} make it a text, by the JDK's decoder. */
        private static boolean canBecomeText(byte[] start) {
            if (decodes(start)) return true;
            for (int next : new int[] {0x80, 0x90, 0xa0, 0xbf}) {
                byte[] more = Arrays.copyOf(start, start.length + 1);
                more[start.length] = (byte) next;
                for (int i = 0; i < 3; i++) {
                    if (decodes(more)) return true;
                    more = Arrays.copyOf(more, more.length + 1);
                    more[more.length - 1] = (byte) 0x80;
                }
            }
            return false;
        }

        private static boolean decodes(byte[] bytes) {
            CharsetDecoder decoder = DECODER.reset();
            CharBuffer out = OUT.clear();
            CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
            return result.isUnderflow() && decoder.flush(out).isUnderflow();
        }
    }
}
