package swoole4j.engine.link.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static ByteBuffer hex(String bytes) {
        return ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100, 4096, 5000})
    void framesComeInAnyPieces(int piece) throws Exception {
        Random random = new Random(piece);
        List<byte[]> bodies = new ArrayList<>();
        ByteBuffer stream = ByteBuffer.allocate(100_000);
        for (int length : new int[] {1, 2, 300, 4096, 4097, 20_000, 1}) {
            byte[] body = new byte[length];
            random.nextBytes(body);
            bodies.add(body);
            stream.putInt(length).put(body);
        }
        stream.flip();
        FrameReader reader = new FrameReader(20_000);
        for (int at = 0; at < stream.limit(); at += piece) {
            ByteBuffer part = stream.slice(at, Math.min(piece, stream.limit() - at));
            for (ByteBuffer frame; (frame = reader.read(part)) != null; ) {
                byte[] read = new byte[frame.remaining()];
                frame.get(read);
                assertArrayEquals(bodies.removeFirst(), read);
            }
            assertFalse(part.hasRemaining());
        }
        assertTrue(bodies.isEmpty());
    }

    @Test
    void whatCameMayBeOverwritten() throws Exception {
        FrameReader reader = new FrameReader(100);
        ByteBuffer in = hex("00 00 00 02 07 02 00 00");
        ByteBuffer frame = reader.read(in);
        assertFalse(in.hasRemaining());
        in.clear().put(new byte[8]);
        assertEquals(hex("07 02"), frame);
        assertNull(reader.read(in));
        assertEquals(hex("05"), reader.read(hex("00 01 05")));
    }

    @Test
    void memoryOfALargeFrameIsGivenBack() throws Exception {
        FrameReader reader = new FrameReader(20 << 20);
        ByteBuffer large = ByteBuffer.allocate(4 + (16 << 20)).putInt(0, 16 << 20);
        ByteBuffer frame = reader.read(large);
        assertNotNull(frame);
        assertEquals(16 << 20, frame.remaining());
        frame = reader.read(hex("00 00 00 01 07"));
        assertNotNull(frame);
        assertEquals(hex("07"), frame);
        assertTrue(frame.capacity() < 1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 00", "00 00 00 65", "7f ff ff ff", "ff ff ff ff"})
    void aFrameMustNotBeEmptyNorTooLarge(String length) {
        FrameReader reader = new FrameReader(100);
        var thrown = assertThrows(MalformedFrameException.class, () -> reader.read(hex(length)));
        long claimed = Long.parseLong(length.replace(" ", ""), 16);
        assertEquals("a frame has " + claimed + " bytes, expected 1 to 100", thrown.getMessage());
    }

    @Test
    void aStreamThatEndsWithinAFrameWasCut() throws Exception {
        FrameReader reader = new FrameReader(100);
        assertFalse(reader.isMidway());
        for (String piece : new String[] {"00", "00 00 02", "07"}) {
            assertNull(reader.read(hex(piece)));
            assertTrue(reader.isMidway());
        }
        assertNotNull(reader.read(hex("02")));
        assertFalse(reader.isMidway());
    }

    @Test
    void memoryIsTakenAsBytesCome() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FrameReader reader = new FrameReader(Integer.MAX_VALUE);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertNull(reader.read(hex("7f ff ff f0 01 02 03")));
        assertNull(reader.read(ByteBuffer.allocate(10_000)));
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1 << 20);
    }
}
