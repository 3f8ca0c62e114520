package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** {@code Frame::pack} of Swoole 6.2.1, byte for byte. */
@Spec("websocket 128")
class SwoolePackTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String pack(String payload, int opcode, int flags) {
        return Hex.of(FramePacker.pack(utf8(payload), opcode, flags));
    }

    @Nested
    class Flags {
        @ParameterizedTest
        @CsvSource({
            "hello, 1, 1, 810568656c6c6f",
            "'', 1, 1, 8100",
            "a, 1, 1, 810161",
            "he, 1, 0, 01026865",
            "hello, 1, 33, 8185323538455a5054295d",
            "'', 1, 33, 818032353845",
            "hello, 1, 3, c107ca48cdc9c90700",
            "hello, 2, 3, c207ca48cdc9c90700",
            "hello, 1, 35, c18732353845f87df58cfb3238",
            "hello, 1, 2, 010568656c6c6f",
            "'', 1, 3, 8100",
            "hello, 1, 5, c10568656c6c6f",
            "hello, 1, 25, 810568656c6c6f",
            "hello, 0, 1, 800568656c6c6f",
            "hello, 0, 3, 800568656c6c6f",
            "hello, 3, 1, 830568656c6c6f",
            "hi, 9, 0, 89026869",
            "hi, 9, 3, 89026869",
            "hi, 10, 1, 8a026869",
            "bye, 8, 1, 88050000627965",
            "flags, 1, 33, 8185323538455459592241"
        })
        void makeTheseBytes(String payload, int opcode, int flags, String frame) {
            assertEquals(frame, pack(payload, opcode, flags));
        }

        @ParameterizedTest
        @CsvSource({
            "0, 000464617461, 800464617461, 80843235384556544c24, c00464617461, 800464617461",
            "1, 010464617461, 810464617461, 81843235384556544c24, c10464617461, 810464617461",
            "2, 020464617461, 820464617461, 82843235384556544c24, c20464617461, 820464617461",
            "8, 8806000064617461, 8806000064617461, 88863235384532355c244654, c806000064617461, 8806000064617461",
            "9, 890464617461, 890464617461, 89843235384556544c24, c90464617461, 890464617461",
            "10, 8a0464617461, 8a0464617461, 8a843235384556544c24, ca0464617461, 8a0464617461"
        })
        void ofEveryOpcodeMakeTheseBytes(int opcode, String none, String fin, String mask, String rsv1, String rsv23) {
            assertEquals(none, pack("data", opcode, 0));
            assertEquals(fin, pack("data", opcode, Flag.FIN));
            assertEquals(mask, pack("data", opcode, Flag.FIN | Flag.MASK));
            assertEquals(rsv1, pack("data", opcode, Flag.FIN | Flag.RSV1));
            assertEquals(rsv23, pack("data", opcode, Flag.FIN | Flag.RSV2 | Flag.RSV3));
        }

        @Test
        void aPoolOfTheCallerMakesTheSameBytes() {
            try (DeflatePool pool = new DeflatePool(-1)) {
                assertEquals("c107ca48cdc9c90700", Hex.of(FramePacker.pack(utf8("hello"), 1, 3, pool)));
                assertEquals("c18732353845f87df58cfb3238", Hex.of(FramePacker.pack(utf8("hello"), 1, 35, pool)));
                assertEquals("810568656c6c6f", Hex.of(FramePacker.pack(utf8("hello"), 1, 1, pool)));
            }
        }

        @Test
        void binaryStaysBinary() {
            assertEquals("820200ff", Hex.of(FramePacker.pack(Hex.bytes("00ff"), 2, 1)));
        }
    }

    @Nested
    class Lengths {
        @ParameterizedTest
        @CsvSource({
            "125, 127, 817d",
            "126, 130, 817e007e",
            "65535, 65539, 817effff",
            "65536, 65546, 817f0000000000010000"
        })
        @Spec("websocket 62")
        void takeTheShortestForm(int length, int size, String header) {
            byte[] frame = FramePacker.pack(utf8("b".repeat(length)), 1, 1);
            assertEquals(size, frame.length);
            assertEquals(header, Hex.of(Arrays.copyOf(frame, header.length() / 2)));
            assertEquals('b', frame[header.length() / 2]);
        }
    }

    @Nested
    class CloseFrames {
        @ParameterizedTest
        @CsvSource({
            "1000, '', 1, 880203e8",
            "4001, bye, 1, 88050fa1627965",
            "4321, because, 1, 880910e162656361757365",
            "70000, '', 1, 88021170",
            "-1, '', 1, 8802ffff",
            "0, '', 0, 88020000",
            "1000, '', 33, 88823235384531dd"
        })
        @Spec("websocket 134")
        void haveCodeAndReason(int code, String reason, int flags, String frame) {
            assertEquals(frame, Hex.of(FramePacker.packClose(code, reason, flags)));
        }

        @Test
        @Spec("websocket 135")
        void haveAReasonOf123BytesAtMost() {
            assertEquals(127, FramePacker.packClose(1000, "r".repeat(123), 1).length);
            var e = assertThrows(IllegalArgumentException.class, () -> FramePacker.packClose(1000, "r".repeat(124), 1));
            assertEquals("the max length of close reason is 123", e.getMessage());
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @ValueSource(ints = {-1, 11, 15, 16, 256})
        @Spec("websocket 104")
        void anOpcodeOutside0To10(int opcode) {
            assertSame(PackRefusal.OPCODE, PackRefusal.check(opcode, 1));
            var e = assertThrows(IllegalArgumentException.class, () -> FramePacker.pack(new byte[1], opcode, 1));
            assertEquals("opcode must be between 0 and 10", e.getMessage());
        }

        @Test
        @Spec("websocket 118")
        void aControlPayloadOver125Bytes() {
            assertEquals(127, FramePacker.pack(new byte[125], 9, 1).length);
            assertNull(PackRefusal.check(9, 125));
            assertSame(PackRefusal.CONTROL_PAYLOAD, PackRefusal.check(9, 126));
            assertSame(PackRefusal.CONTROL_PAYLOAD, PackRefusal.check(10, 126));
            var e = assertThrows(IllegalArgumentException.class, () -> FramePacker.pack(new byte[126], 10, 1));
            assertEquals("websocket control frame payload must not exceed 125 bytes", e.getMessage());
        }

        @Test
        @Spec("websocket 113")
        void aCloseReasonOver123Bytes() {
            assertEquals(127, FramePacker.pack(new byte[123], 8, 1).length);
            assertNull(PackRefusal.check(8, 123));
            assertSame(PackRefusal.CLOSE_REASON, PackRefusal.check(8, 124));
        }

        @Test
        void carrySwoolesNumber() {
            for (PackRefusal refusal : PackRefusal.values()) assertEquals(8505, refusal.error());
        }

        @Test
        void allElseIsPacked() {
            for (int opcode = 0; opcode <= 7; opcode++) assertNull(PackRefusal.check(opcode, Integer.MAX_VALUE));
            assertTrue(FramePacker.pack(new byte[200], 7, 1).length > 200);
            assertArrayEquals(new byte[] {(byte) 0x87, 0}, FramePacker.pack(new byte[0], 7, 1));
        }
    }
}
