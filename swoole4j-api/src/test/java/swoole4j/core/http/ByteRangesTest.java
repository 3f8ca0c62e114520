package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.core.http.ByteRanges.Full;
import swoole4j.core.http.ByteRanges.Partial;
import swoole4j.core.http.ByteRanges.Range;
import swoole4j.core.http.ByteRanges.Unsatisfiable;

/** Range requests, RFC 9110 14, on content of 20 bytes. */
class ByteRangesTest {
    @Nested
    class OneRange {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "bytes=0-4|bytes 0-4/20|5",
                    "bytes=5-|bytes 5-19/20|15",
                    "bytes=-3|bytes 17-19/20|3",
                    "bytes=15-99|bytes 15-19/20|5",
                    "bytes=0-0|bytes 0-0/20|1",
                    "bytes=19-19|bytes 19-19/20|1",
                    "bytes=-100|bytes 0-19/20|20",
                    "bytes=0-99999999999999999999|bytes 0-19/20|20",
                    "bytes=-99999999999999999999|bytes 0-19/20|20",
                    "BYTES= 0-4 ,|bytes 0-4/20|5",
                    "bytes=00-0004|bytes 0-4/20|5",
                    "bytes=30-, 0-4, -0|bytes 0-4/20|5"
                })
        void isCutToTheContent(String header, String contentRange, long length) {
            Partial partial = assertInstanceOf(Partial.class, ByteRanges.parse(header, 20));
            assertEquals(1, partial.ranges().size());
            assertEquals(contentRange, partial.ranges().getFirst().contentRange(20));
            assertEquals(length, partial.ranges().getFirst().length());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"bytes=20-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-", "bytes=20-,-0"})
        void beyondTheContentIsUnsatisfiable(String header) {
            assertInstanceOf(Unsatisfiable.class, ByteRanges.parse(header, 20));
            assertEquals("bytes */20", ByteRanges.unsatisfied(20));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bytes=5-2",
                    "bytes=a-b",
                    "bytes=-",
                    "bytes=5",
                    "bytes=",
                    "bytes=,",
                    "bytes",
                    "",
                    "lines=0-4",
                    "bytes 0-4",
                    "bytes =0-4",
                    "bytes=0-4;1",
                    "bytes=--4",
                    "bytes=0--4",
                    "bytes=0 - 4",
                    "bytes=+0-4",
                    "bytes=\u0660-4",
                    "bytes=0-4,x",
                    "bytes=0-4,9-8"
                })
        void thatIsMalformedCountsAsNone(String header) {
            assertInstanceOf(Full.class, ByteRanges.parse(header, 20));
        }

        @Test
        void ofNothingIsUnsatisfiableOrAll() {
            assertInstanceOf(Unsatisfiable.class, ByteRanges.parse("bytes=0-", 0));
            assertInstanceOf(Full.class, ByteRanges.parse("bytes=-1", 0));
        }
    }

    @Nested
    class SeveralRanges {
        @Test
        void keepTheirOrder() {
            Partial partial = assertInstanceOf(Partial.class, ByteRanges.parse("bytes=5-6, 0-1,-1", 20));
            assertEquals(List.of(new Range(5, 6), new Range(0, 1), new Range(19, 19)), partial.ranges());
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=0-4,4-5", "bytes=0-,-1", "bytes=5-6,0-10", "bytes=1-1,1-1"})
        void thatOverlapCountAsNone(String header) {
            assertInstanceOf(Full.class, ByteRanges.parse(header, 20));
        }

        @Test
        void areSixteenAtMost() {
            StringBuilder header = new StringBuilder("bytes=0-0");
            for (int i = 1; i < 16; i++) {
                header.append(',').append(2 * i).append('-').append(2 * i);
            }
            Partial partial = assertInstanceOf(Partial.class, ByteRanges.parse(header.toString(), 100));
            assertEquals(16, partial.ranges().size());
            assertInstanceOf(Full.class, ByteRanges.parse(header + ",99-", 100));
            assertInstanceOf(Full.class, ByteRanges.parse(header + ",999-", 100));
        }

        @Test
        void makeABodyOfParts() {
            List<Range> ranges = List.of(new Range(0, 1), new Range(5, 6));
            MultipartRanges body = new MultipartRanges(ranges, "text/plain", 20, "B");
            assertEquals("multipart/byteranges; boundary=B", body.contentType());
            assertArrayEquals(
                    bytes("--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/20\r\n\r\n"), body.head(0));
            assertArrayEquals(
                    bytes("\r\n--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 5-6/20\r\n\r\n"), body.head(1));
            assertArrayEquals(bytes("\r\n--B--\r\n"), body.tail());
            assertEquals(body.head(0).length + 2 + body.head(1).length + 2 + body.tail().length, body.totalLength());
        }

        @Test
        void haveABoundaryAndALengthAsInSwoole() {
            String boundary = MultipartRanges.boundary(new Random(1));
            assertTrue(boundary.matches("SwooleBoundary[0-9A-Za-z]{24}"), boundary);
            assertNotEquals(boundary, MultipartRanges.boundary(new Random(2)));
            List<Range> ranges = List.of(new Range(0, 1), new Range(5, 6));
            assertEquals(250, new MultipartRanges(ranges, "text/plain", 20, boundary).totalLength());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
