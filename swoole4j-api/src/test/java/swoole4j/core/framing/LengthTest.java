package swoole4j.core.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Spec;

/** {@code open_length_check}, by a field and by a function. */
class LengthTest {
    private static Framing.LengthField field(char letter, int offset, int bodyOffset) {
        return new Framing.LengthField(type(letter), offset, bodyOffset);
    }

    private static LengthType type(char letter) {
        LengthType type = LengthType.of(letter);
        assertNotNull(type, () -> "no type " + letter);
        return type;
    }

    @Nested
    class Fields {
        @Test
        @Spec("server 143")
        void twoInOnePieceAreTwoMessages() {
            new Cutting(field('N', 0, 4))
                    .feed(Cutting.hex("00000001 61 00000002 6263"))
                    .mustFindHex("0000000161", "000000026263");
        }

        @Test
        @Spec("server 144")
        void itMayComeInPieces() {
            byte[] stream = Cutting.hex("00000001 61 00000000 00000003 626364");
            Cutting.inAnyPieces(field('N', 0, 4), stream, "0000000161", "00000000", "00000003626364");
        }

        @Test
        @Spec("server 145")
        void ofValueZeroMakesAMessageOfTheHead() {
            new Cutting(field('N', 0, 4)).feed(new byte[4]).mustFindHex("00000000");
        }

        @Test
        void mayStandBehindOtherThings() {
            byte[] stream = Cutting.hex("4d414743 00000003 616263 4d414743 00000001 7a");
            Cutting.inAnyPieces(field('N', 4, 8), stream, "4d41474300000003616263", "4d414743000000017a");
        }

        @Test
        @Spec("server 146")
        void thatDeclaresTooMuchIsRefusedBeforeTheBodyComes() {
            new Cutting(field('N', 0, 4)).feed(Cutting.hex("000f4240")).mustFind("error 1201");
            new Cutting(field('N', 0, 4), 65536).feed(Cutting.hex("0000fffd")).mustFind("error 1201");
            new Cutting(field('N', 0, 4), 65536).feed(Cutting.hex("0000fffc")).mustFind();
        }

        @Test
        @Spec("server 147")
        void thatIsNegativeIsRefused() {
            new Cutting(field('c', 0, 1)).feed(Cutting.hex("ff00")).mustFind("error 1204");
            new Cutting(field('q', 0, 65535))
                    .feed(Cutting.hex("ffffffffffffffff"))
                    .mustFind("error 1204");
        }

        @Test
        @Spec("server 148")
        void andOffsetOfZeroAreRefused() {
            new Cutting(field('N', 0, 0)).feed(new byte[4]).mustFind("error 1202");
        }

        @Test
        @Spec("server 149")
        void mayCountTheHead() {
            Cutting.inAnyPieces(field('n', 0, 0), Cutting.hex("0003 61 0004 6263"), "000361", "00046263");
        }

        @Test
        void maySayLessThanTheHeadHas() {
            // A field of four bytes: two bytes are the first message, the next head begins with its last two.
            byte[] stream = Cutting.hex("00000002 0003 0000 0005");
            Cutting.inAnyPieces(field('N', 0, 0), stream, "0000", "error 1201");
            Cutting.inAnyPieces(field('V', 0, 0), Cutting.hex("03000000 00000000 00"), "030000", "error 1202");
            Cutting.inAnyPieces(field('C', 4, 1), Cutting.hex("aabbccdd 00 01 02 00"), "aa", "bbcc", "dd");
        }
    }

    @ParameterizedTest
    @Spec("server 150")
    @CsvSource({
        "c, 7f, 127",
        "c, ff, -1",
        "C, ff, 255",
        "s, 0201, 258",
        "s, feff, -2",
        "S, feff, 65534",
        "n, 0102, 258",
        "n, fffe, 65534",
        "v, 0201, 258",
        "v, feff, 65534",
        "l, 04030201, 16909060",
        "l, feffffff, -2",
        "L, feffffff, 4294967294",
        "N, 01020304, 16909060",
        "N, fffffffe, 4294967294",
        "V, 04030201, 16909060",
        "V, feffffff, 4294967294",
        "i, 04030201, 16909060",
        "i, feffffff, -2",
        "I, feffffff, 4294967294",
        "q, 0807060504030201, 72623859790382856",
        "q, feffffffffffffff, -2",
        "Q, 0807060504030201, 72623859790382856",
        "Q, feffffffffffffff, 9223372036854775807",
        "J, 0102030405060708, 72623859790382856",
        "J, fffffffffffffffe, 9223372036854775807",
        "P, 0807060504030201, 72623859790382856",
        "P, feffffffffffffff, 9223372036854775807"
    })
    void everyTypeHasItsSizeOrderAndSign(char letter, String hex, long value) {
        byte[] bytes = Cutting.hex("aa" + hex + "bb");
        assertEquals(bytes.length - 2, type(letter).size());
        assertEquals(value, type(letter).read(ByteBuffer.wrap(bytes), 1));
    }

    static Stream<String> letters() {
        return Stream.of(LengthType.LETTERS.split(" "));
    }

    @ParameterizedTest
    @MethodSource("letters")
    @Spec("server 150")
    void everyTypeFramesMessages(String letter) {
        LengthType type = type(letter.charAt(0));
        boolean big = "nNJ".contains(letter);
        String length = big ? "00".repeat(type.size() - 1) + "02" : "02" + "00".repeat(type.size() - 1);
        String message = "aa" + length + "6162";
        byte[] stream = Cutting.hex(message + message);
        Cutting.inAnyPieces(new Framing.LengthField(type, 1, 1 + type.size()), stream, message, message);
    }

    @Test
    @Spec("server 151")
    void otherLettersAreNoType() {
        assertEquals(16, LengthType.values().length);
        for (char letter = 0; letter < 256; letter++) {
            if (LengthType.LETTERS.replace(" ", "").indexOf(letter) < 0) assertNull(LengthType.of(letter));
        }
    }

    /** The head is a decimal number and a colon. */
    @Nested
    class Functions {
        private final List<Integer> calls = new ArrayList<>();

        private Cutting reader() {
            return new Cutting(new Framing.LengthFunction(this::length), 100_000);
        }

        private int length(byte[] head) {
            calls.add(head.length);
            String text = new String(head, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            if (colon < 0) return 0;
            return text.charAt(0) == '-' ? -1 : colon + 1 + Integer.parseInt(text.substring(0, colon));
        }

        @Test
        @Spec("server 152")
        void cutWhatTheySay() {
            reader().feed("3:abc2:").mustFind("3:abc").feed("de0:").mustFind("3:abc", "2:de", "0:");
            Cutting.inAnyPieces(
                    new Framing.LengthFunction(this::length),
                    "2:ab10:0123456789".getBytes(StandardCharsets.US_ASCII),
                    "323a6162",
                    "31303a30313233343536373839");
        }

        @Test
        @Spec("server 152")
        void areCalledAgainWithMoreWhenTheyReturnZero() {
            reader().feed("1").feed("1").feed(":").feed("0123").feed("4567890").mustFind("11:01234567890");
            assertEquals(List.of(1, 2, 3), calls);
        }

        @Test
        @Spec("server 152")
        void endTheConnectionWithANegativeNumber() {
            reader().feed("3:abc-1:").mustFind("3:abc", "error 1204");
        }

        @Test
        void getMoreOfWhatIsThereWhenLittleIsNotEnough() {
            reader().feed("0".repeat(1000) + "1:a").mustFind("0".repeat(1000) + "1:a");
            assertEquals(List.of(128, 512, 1003), calls);
        }

        @Test
        void mayNotAskForMoreThanThereWillBe() {
            reader().feed("0".repeat(Framing.MAX_HEAD - 1)).mustFind().feed("0").mustFind("error 1202");
        }

        @Test
        void mayNotSayMoreThanTheLargestMessage() {
            reader().feed("100000:").mustFind("error 1201");
        }

        @Test
        void thatThrowEndTheConnection() {
            reader().feed("x:").mustFind("error 1204");
        }
    }
}
