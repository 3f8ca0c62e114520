package swoole4j.core.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisRequestTest {
    private static RedisRequest parse(String request) {
        return RedisRequest.parse(request.getBytes(ISO_8859_1));
    }

    @Test
    void hasACommandAndArguments() {
        RedisRequest request = parse("*3\r\n$3\r\nSeT\r\n$1\r\nk\r\n$2\r\n\u00c3\u00a4\r\n");
        assertEquals("SeT", request.command());
        assertEquals(List.of("k", "\u00e4"), request.texts());
    }

    @Test
    void mayHaveNoArguments() {
        assertEquals(List.of(), parse("*1\r\n$4\r\nPING\r\n").texts());
    }

    @Test
    void hasNullForANullStringAndDigitsForAnInteger() {
        RedisRequest request = parse("*5\r\n$1\r\nx\r\n$-1\r\n:-12\r\n$0\r\n\r\n:7\r\n");
        assertEquals(Arrays.asList(null, "-12", "", "7"), request.texts());
        assertNull(request.bytes().getFirst());
    }

    @Test
    void keepsAnyBytes() {
        RedisRequest request = parse("*2\r\n$1\r\nx\r\n$6\r\n\0\377\r\n$1\r\n");
        assertArrayEquals(
                new byte[] {0, (byte) 0xff, '\r', '\n', '$', '1'},
                request.bytes().getFirst());
    }

    @Test
    void mayHaveNoName() {
        assertEquals("", parse("*1\r\n$-1\r\n").command());
        assertEquals("5", parse("*1\r\n:5\r\n").command());
    }
}
