package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** {@code Frame::unpack} of Swoole 6.2.1. */
@Spec("websocket 129")
class SwooleUnpackTest {
    /** As the recordings of Swoole show a frame. */
    private static String unpack(byte[] bytes) {
        return switch (FrameParser.parse(bytes)) {
            case Unpacked.Data data ->
                "opcode=" + data.opcode() + " finish=" + data.finish() + " flags=" + data.flags() + " data="
                        + Hex.of(data.payload());
            case Unpacked.Close close ->
                "flags=" + close.flags() + " code=" + close.code() + " reason=" + close.reason();
            case Unpacked.Failed failed -> failed.error() + " " + failed.logError() + " " + failed.text();
        };
    }

    private static String unpack(String hex) {
        return unpack(Hex.bytes(hex));
    }

    @Nested
    class Frames_ {
        @ParameterizedTest
        @CsvSource({
            "810568656c6c6f, opcode=1 finish=true flags=1 data=68656c6c6f",
            "818537fa213d5f9f4d5158, opcode=1 finish=true flags=33 data=68656c6c6f",
            "820200ff, opcode=2 finish=true flags=1 data=00ff",
            "8100, opcode=1 finish=true flags=1 data=",
            "818037fa213d, opcode=1 finish=true flags=33 data=",
            "80047461696c, opcode=0 finish=true flags=1 data=7461696c",
            "01057374617274, opcode=1 finish=false flags=0 data=7374617274",
            "890170, opcode=9 finish=true flags=1 data=70",
            "8a00, opcode=10 finish=true flags=1 data=",
            "830161, opcode=3 finish=true flags=1 data=61",
            "b10161, opcode=1 finish=true flags=25 data=61",
            "a10161, opcode=1 finish=true flags=9 data=61",
            "8102c328, opcode=1 finish=true flags=1 data=c328",
            "817e000161, opcode=1 finish=true flags=1 data=61",
            "c90161, opcode=9 finish=true flags=5 data=61"
        })
        void areReadLeniently(String frame, String expected) {
            assertEquals(expected, unpack(frame));
        }

        @Test
        @Spec("websocket 130")
        void bytesBehindTheFrameAreIgnoredAndNoneIsChanged() {
            byte[] bytes = Hex.bytes("818537fa213d5f9f4d5158 ffff");
            byte[] before = bytes.clone();
            assertEquals("opcode=1 finish=true flags=33 data=68656c6c6f", unpack(bytes));
            assertArrayEquals(before, bytes);
        }
    }

    @Nested
    class CloseFrames {
        @ParameterizedTest
        @CsvSource({
            "880503e8627965, flags=1 code=1000 reason=bye",
            "88020fa0, flags=1 code=4000 reason=",
            "8800, flags=1 code=1000 reason=",
            "880103, flags=1 code=1000 reason=",
            "8802ffff, flags=1 code=65535 reason=",
            "888737fa213d3c42e28159398e, flags=33 code=3000 reason=ünï"
        })
        @Spec("websocket 93")
        void haveCodeAndReason(String frame, String expected) {
            assertEquals(expected, unpack(frame));
        }
    }

    @Nested
    class Compressed {
        @Test
        void framesAreInflated() {
            assertEquals("opcode=1 finish=true flags=7 data=68656c6c6f", unpack("c107ca48cdc9c90700"));
        }

        @Test
        @Spec("websocket 131")
        void framesAreInflatedAfterUnmasking() {
            assertEquals("opcode=1 finish=true flags=39 data=68656c6c6f", unpack("c18732353845f87df58cfb3238"));
        }

        @Test
        void corruptFramesFail() {
            assertEquals("508 508 inflate() failed, Error: data error[-3]", unpack("c104ffffffff"));
        }

        @Test
        void bombsFail() {
            byte[] bomb = FramePacker.pack(new byte[100_000], 2, Flag.FIN | Flag.COMPRESS);
            Unpacked.Failed failed = assertInstanceOf(Unpacked.Failed.class, FrameParser.parse(bomb, 99_999));
            assertEquals("inflate() failed, Error: inflated message exceeds the limit of 99999 bytes", failed.text());
            assertInstanceOf(Unpacked.Data.class, FrameParser.parse(bomb, 100_000));
        }
    }

    @Nested
    class Failures {
        @ParameterizedTest
        @CsvSource({
            "'', 2, 0",
            "81, 2, 1",
            "81056865, 7, 4",
            "818537fa21, 6, 5",
            "817e00, 4, 3",
            "82ff00000000000100, 14, 9",
            "827f0000000000010000ff, 65546, 11",
            "827f7fffffffffffffff, 9223372036854775817, 10",
            "827fffffffffffffffff, 9, 10"
        })
        void cutFramesAreIncomplete(String frame, String expected, int actual) {
            assertEquals(
                    "508 8507 incomplete packet, expected length is " + expected + ", actual length is " + actual,
                    unpack(frame));
        }

        @ParameterizedTest
        @CsvSource({"09026869, 0, 2", "0800, 0, 0", "4a0161, 0, 1"})
        void fragmentedControlFramesAreInvalid(String frame, int fin, int length) {
            int opcode = frame.charAt(1) == 'a' ? 10 : frame.charAt(1) - '0';
            assertEquals(
                    "508 508 invalid websocket control frame received: opcode=%d, fin=%d, payload_length=%d"
                            .formatted(opcode, fin, length),
                    unpack(frame));
        }

        @Test
        void longControlFramesAreInvalid() {
            assertEquals(
                    "508 508 invalid websocket control frame received: opcode=9, fin=1, payload_length=126",
                    unpack("897e007e" + "61".repeat(126)));
        }
    }

    @Nested
    class RoundTrip {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 9, 10})
        void unpackUndoesPack(int opcode) {
            Random random = new Random(opcode);
            int[] flagSets = {Flag.FIN, Flag.FIN | Flag.MASK, 0, Flag.MASK, Flag.FIN | Flag.COMPRESS, 35};
            int[] sizes =
                    opcode > 8 ? new int[] {0, 1, 124, 125} : new int[] {0, 1, 7, 125, 126, 65_535, 65_536, 70_000};
            for (int flags : flagSets) {
                for (int size : sizes) {
                    byte[] payload = new byte[size];
                    random.nextBytes(payload);
                    byte[] frame = FramePacker.pack(payload, opcode, flags);
                    Unpacked.Data data = assertInstanceOf(Unpacked.Data.class, FrameParser.parse(frame));
                    assertEquals(opcode, data.opcode());
                    assertArrayEquals(payload, data.payload());
                    assertEquals(expectedFlags(opcode, flags, size), data.flags());
                    byte[] cut = Arrays.copyOf(frame, frame.length - 1);
                    assertInstanceOf(Unpacked.Failed.class, FrameParser.parse(cut));
                }
            }
        }

        private static int expectedFlags(int opcode, int flags, int size) {
            boolean compressed = (flags & 3) == 3 && size > 0 && (opcode == 1 || opcode == 2);
            return (opcode > 7 ? Flag.FIN : flags & Flag.FIN)
                    | (flags & Flag.MASK)
                    | (compressed ? Flag.COMPRESS | Flag.RSV1 : 0);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 1000, 4999, 65_535})
        void unpackUndoesPackClose(int code) {
            for (String reason : new String[] {"", "bye", "ü".repeat(61)}) {
                Unpacked.Close close = assertInstanceOf(
                        Unpacked.Close.class, FrameParser.parse(FramePacker.packClose(code, reason, 33)));
                assertEquals(new Unpacked.Close(33, code, reason), close);
            }
        }
    }
}
