package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Closing: codes and reasons. */
class Rfc6455Section7Test {
    private static List<String> reads(String hex) {
        return Transcript.ofAllSplits(() -> new MessageReader(Role.CLIENT, 1000, null), Hex.bytes(hex));
    }

    @Nested
    class ReceivedPayload_5_5_1 {
        @Test
        @Spec("websocket 88")
        void anEmptyOneIsFine() {
            assertEquals(List.of("close 1 "), reads("8800"));
        }

        @Test
        @Spec("websocket 87")
        void aCodeWithAReasonIsFine() {
            assertEquals(List.of("close 1 03e8627965"), reads("8805 03e8 627965"));
        }

        @Test
        @Spec("websocket 89")
        void oneByteFailsWith1002() {
            assertEquals(List.of("fail 1002 close frame with a payload of 1 byte"), reads("8801 03"));
        }

        @Test
        @Spec("websocket 91")
        void aReasonThatIsNotUtf8FailsWith1007() {
            assertEquals(List.of("fail 1007 close reason is not UTF-8: byte 0xff at 1"), reads("8804 03e8 61ff"));
            assertEquals(List.of("fail 1007 close reason ends inside a character"), reads("8804 03e8 e282"));
        }
    }

    @Nested
    class Codes_7_4 {
        @ParameterizedTest
        @ValueSource(
                ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        @Spec("websocket 90")
        void theseAreAccepted(int code) {
            assertTrue(CloseCode.isValidOnWire(code));
            String payload = "%04x".formatted(code);
            assertEquals(List.of("close 1 " + payload), reads("8802" + payload));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65_535})
        @Spec("websocket 90")
        void theseFailWith1002(int code) {
            assertFalse(CloseCode.isValidOnWire(code));
            assertEquals(
                    List.of("fail 1002 close code " + code + " is not allowed"), reads("8802%04x".formatted(code)));
        }

        @Test
        void numbersOutsideSixteenBitsAreInvalid() {
            assertFalse(CloseCode.isValidOnWire(-1));
            assertFalse(CloseCode.isValidOnWire(99_999));
        }
    }

    @Nested
    class Payloads {
        @Test
        void joinCodeAndReason() {
            assertEquals("0fa177687920e282ac", Hex.of(ClosePayload.of(4001, "why €")));
            assertEquals("03e8", Hex.of(ClosePayload.of(1000, "")));
            assertEquals("ffff", Hex.of(ClosePayload.of(-1, "")));
            assertEquals("1170", Hex.of(ClosePayload.of(70_000, "")));
        }

        @Test
        void takeAReasonOf123Bytes() {
            assertEquals(125, ClosePayload.of(1000, "r".repeat(123)).length);
            var e = assertThrows(IllegalArgumentException.class, () -> ClosePayload.of(1000, "r".repeat(124)));
            assertEquals("close reason of 124 bytes, at most 123 are allowed", e.getMessage());
        }

        @Test
        void cutALongReasonBetweenCharacters() {
            assertArrayEquals(ClosePayload.of(1002, "short"), ClosePayload.ofTruncated(1002, "short"));
            assertArrayEquals(ClosePayload.of(1002, "r".repeat(123)), ClosePayload.ofTruncated(1002, "r".repeat(124)));
            for (int ascii = 115; ascii <= 123; ascii++) {
                String whole = "r".repeat(ascii) + "€😀é€";
                byte[] cut = ClosePayload.ofTruncated(1002, whole);
                String reason = ClosePayload.reason(cut);
                assertTrue(whole.startsWith(reason), reason);
                assertTrue(cut.length <= 125 && cut.length > 125 - 4);
            }
        }

        @Test
        void comeApartAgain() {
            byte[] payload = ClosePayload.of(1001, "bye");
            assertEquals(1001, ClosePayload.code(payload, 7));
            assertEquals("bye", ClosePayload.reason(payload));
            assertEquals(7, ClosePayload.code(new byte[1], 7));
            assertEquals("", ClosePayload.reason(new byte[2]));
            assertEquals(65_535, ClosePayload.code(Hex.bytes("ffff"), 7));
        }
    }
}
