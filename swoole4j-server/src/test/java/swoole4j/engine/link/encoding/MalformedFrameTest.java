package swoole4j.engine.link.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedFrameTest {
    private static final int GARBAGE = 20_000;
    private static final long SOME = 8 << 20;

    static Stream<Arguments> everyType() {
        return RoundTripTest.everyType();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void aFrameThatIsCutAnywhereIsRefused(Direction<T> direction, Class<?> type) throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            ByteBuffer frame =
                    direction.random(type, new RandomMessages(seed)).body().slice();
            int step = Math.max(1, frame.limit() / 500); // long payloads are all alike inside
            for (int length = 0; length < frame.limit(); length += length < 500 ? 1 : step) {
                ByteBuffer cut = frame.slice(0, length);
                assertThrows(
                        MalformedFrameException.class, () -> direction.codec().decode(cut));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void nothingMayFollowAMessage(Direction<T> direction, Class<?> type) throws Exception {
        Direction.Encoded<T> encoded = direction.random(type, new RandomMessages(3));
        ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(encoded.frame(), encoded.frame().length + 1));
        longer.position(4);
        var thrown = assertThrows(
                MalformedFrameException.class, () -> direction.codec().decode(longer));
        assertTrue(thrown.getMessage().endsWith("1 bytes follow its end"), thrown.getMessage());
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void damagedFramesAreReadOrRefused(Direction<T> direction, Class<?> type) throws Exception {
        Random random = new Random(5);
        for (int seed = 0; seed < 100; seed++) {
            byte[] frame = direction.random(type, new RandomMessages(seed)).frame();
            for (int damages = random.nextInt(3); damages >= 0; damages--) {
                int nearTheFront = 5 + random.nextInt(Math.min(64, frame.length - 5));
                frame[nearTheFront] = (byte) random.nextInt();
            }
            mustReadOrRefuse(direction, ByteBuffer.wrap(frame, 4, frame.length - 4));
        }
    }

    @Test
    void garbageIsReadOrRefused() {
        Random random = new Random(6);
        for (Direction<?> direction : Direction.both()) {
            for (int round = 0; round < GARBAGE; round++) {
                byte[] garbage = new byte[random.nextInt(64)];
                random.nextBytes(garbage);
                if (garbage.length > 0) garbage[0] = (byte) random.nextInt(28);
                mustReadOrRefuse(direction, ByteBuffer.wrap(garbage));
            }
        }
    }

    private static void mustReadOrRefuse(Direction<?> direction, ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        long before = allocated();
        try {
            direction.codec().decode(frame);
        } catch (MalformedFrameException _) {
            // as it should be
        } catch (Throwable e) {
            fail(direction + " " + HexFormat.of().formatHex(bytes), e);
        }
        long taken = allocated() - before;
        assertTrue(taken < SOME, () -> taken + " bytes for " + HexFormat.of().formatHex(bytes));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @CsvSource({
        "a payload of 2^30 bytes, 01 02 80 80 80 80 04",
        "a payload of 2^63 bytes, 01 02 ff ff ff ff ff ff ff ff ff 01",
        "2^30 fields, 0e 02 80 80 80 80 04",
        "a text of 2^30 chars, 10 02 02 80 80 80 80 08",
        "a text of 2^62 wide chars, 10 02 02 ff ff ff ff ff ff ff ff ff 01",
    })
    void aLengthIsComparedWithWhatIsThere(String what, String frame) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(frame));
        long before = allocated();
        var thrown = assertThrows(MalformedFrameException.class, () -> new ToReactorCodec().decode(bytes), what);
        assertTrue(allocated() - before < SOME, what);
        assertTrue(thrown.getMessage().endsWith("where 0 is the most that is left"), thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | frame of type -1, byte 0: it ends too early",
                "63                                  | frame of type 99, byte 1: no such message, expected 1 to 26",
                "07 80                               | frame of type 7, byte 2: it ends too early",
                "07 80 80 80 80 10                   | frame of type 7, byte 6: a number is 2147483648, expected -2147483648 to 2147483647",
                "07 ff ff ff ff ff ff ff ff ff 02    | frame of type 7, byte 11: a number has more than 64 bits",
                "08 02 02                            | frame of type 8, byte 3: a truth value is 2, expected 0 or 1",
                "0e 02 01 02 61 00                   | frame of type 14, byte 5: the last of 1 names and values has no value",
                "0a 02 00 0e                         | frame of type 10, byte 4: a window has 7 bits, expected 8 to 15",
                "18 00 03 01 02 03 02 00             | frame of type 24, byte 6: an address has 3 bytes, expected 4 or 16",
                "18 00 04 7f 00 00 01 80 80 08 00    | frame of type 24, byte 10: a number is 65536, expected 0 to 65535",
            })
    void theErrorSaysWhatIsWrongAndWhere(String frame, String message) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(frame.strip()));
        var thrown = assertThrows(MalformedFrameException.class, () -> new ToReactorCodec().decode(bytes));
        assertEquals(message, thrown.getMessage());
    }
}
