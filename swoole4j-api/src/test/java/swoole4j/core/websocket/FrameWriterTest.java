package swoole4j.core.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Writing frames, RFC 6455 5.2 and 5.3. */
class FrameWriterTest {
    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "1, 8101",
        "125, 817d",
        "126, 817e007e",
        "127, 817e007f",
        "65535, 817effff",
        "65536, 817f0000000000010000",
        "4294967296, 817f0000000100000000"
    })
    @Spec("websocket 62")
    void theShortestLengthIsUsed(long length, String header) {
        byte[] target = new byte[FrameWriter.MAX_HEADER + 1];
        int end = FrameWriter.writeHeader(target, 1, 0x81, length);
        assertEquals(header, Hex.of(Arrays.copyOfRange(target, 1, end)));
        assertEquals(end - 1, FrameWriter.headerSize(length, false));
    }

    @ParameterizedTest
    @CsvSource({"0, 8280", "126, 82fe007e", "65536, 82ff0000000000010000"})
    void theMaskKeyFollowsTheLength(long length, String header) {
        byte[] target = new byte[FrameWriter.MAX_HEADER];
        int end = FrameWriter.writeMaskedHeader(target, 0, 0x82, length, 0x3d21fa37);
        assertEquals(header + "37fa213d", Hex.of(Arrays.copyOf(target, end)));
        assertEquals(end, FrameWriter.headerSize(length, true));
    }

    @Test
    void theFirstByteHoldsOpcodeFinAndRsv1() {
        assertEquals(0x01, FrameWriter.firstByte(1, false, false));
        assertEquals(0x89, FrameWriter.firstByte(9, true, false));
        assertEquals(0xc2, FrameWriter.firstByte(2, true, true));
        assertEquals(0x42, FrameWriter.firstByte(2, false, true));
    }

    @Test
    void theHelloOfTheRfcIsMasked() {
        byte[] target = new byte[12];
        byte[] payload = Hex.bytes("00 48656c6c6f");
        assertEquals(12, FrameWriter.writeMasked(target, 1, 0x81, payload, 1, 5, 0x3d21fa37));
        assertEquals("00818537fa213d7f9f4d5158", Hex.of(target));
        assertEquals("0048656c6c6f", Hex.of(payload));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 125, 126, 300, 65_535, 65_536, 70_001})
    void whatIsWrittenIsWhatWasBuiltByHand(int length) {
        Random random = new Random(length);
        byte[] payload = new byte[length + 3];
        random.nextBytes(payload);
        byte[] data = Arrays.copyOfRange(payload, 3, payload.length);
        byte[] plain = new byte[FrameWriter.headerSize(length, false) + length];
        assertEquals(plain.length, FrameWriter.write(plain, 0, 0x82, payload, 3, length));
        assertArrayEquals(Frames.unmasked(0x82, data), plain);

        int key = random.nextInt();
        byte[] masked = new byte[FrameWriter.headerSize(length, true) + length];
        assertEquals(masked.length, FrameWriter.writeMasked(masked, 0, 0x82, payload, 3, length, key));
        assertArrayEquals(
                Frames.masked(0x82, data, key & 0xff, (key >> 8) & 0xff, (key >> 16) & 0xff, (key >> 24) & 0xff),
                masked);

        FrameWriter.mask(masked, masked.length - length, length, key);
        assertArrayEquals(data, Arrays.copyOfRange(masked, masked.length - length, masked.length));
    }
}
