package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The buffer that heads are written into. */
class ByteSinkTest {
    private final ByteSink sink = new ByteSink(0);

    @Test
    void growsAndKeepsTheOrder() {
        sink.append((byte) 'a');
        sink.append(new byte[] {'b', 'c', 'd'}, 1, 2);
        sink.appendAscii("e".repeat(100));
        sink.appendDecimal(7);
        sink.appendDecimal(-10);
        assertEquals(
                "acd" + "e".repeat(100) + "7-10",
                new String(sink.array(), 0, sink.length(), StandardCharsets.US_ASCII));
        sink.clear();
        assertEquals(0, sink.toByteArray().length);
    }

    @Test
    void writesTheSameUtf8AsTheJdk() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(random.nextBoolean() ? (char) random.nextInt(128) : (char) random.nextInt(65536));
            }
            sink.clear();
            sink.appendUtf8(text.toString());
            assertArrayEquals(text.toString().getBytes(StandardCharsets.UTF_8), sink.toByteArray());
        }
    }

    @Test
    void aSizeBeyondAnArrayIsRefusedBeforeAllocation() {
        sink.appendAscii("x");
        OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> sink.ensure(Integer.MAX_VALUE));
        assertEquals("a byte sink cannot hold 1 + 2147483647 bytes", error.getMessage());
    }
}
