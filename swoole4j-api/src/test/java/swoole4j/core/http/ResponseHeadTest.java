package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.core.http.HeadFixture.NOW;
import static swoole4j.core.http.HeadFixture.headRequest;
import static swoole4j.core.http.HeadFixture.length;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Response heads as Swoole 6.2.1 prints them, line by line. */
class ResponseHeadTest {
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String SERVER = "Server: swoole-http-server";
    private static final String DATE = "Date: {DATE}";
    private static final String KEEP = "Connection: keep-alive";
    private static final String CLOSE = "Connection: close";
    private static final String HTML = "Content-Type: text/html";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private final HeadFixture it = HeadFixture.request();

    @Nested
    class Order {
        @Test
        @Spec("http 3")
        @Spec("http 4")
        void aPlainAnswerHasTheFiveLinesOfTheServer() {
            it.mustPrint(length(4), OK, SERVER, DATE, KEEP, HTML, "Content-Length: 4");
            assertTrue(it.keepAlive);
        }

        @Test
        @Spec("http 92")
        void applicationHeadersKeepTheOrderOfTheirFirstSetting() {
            it.header("X-Second", "2").header("x-first", "1").header("X-Second", "replaced");
            it.header("X-Array", List.of("a", "b")).header("content-type", "application/json");
            it.header("X-Int", 42).header("X-Empty", "");
            it.rawHeader("X-Raw-case", "keep").rawHeader("x-RAW-case", "keep too");
            it.cookie("c1=v1").cookie("c2=v2");
            it.mustPrint(
                    length(2),
                    OK,
                    "X-Second: replaced",
                    "X-First: 1",
                    "X-Array: a",
                    "X-Array: b",
                    "Content-Type: application/json",
                    "X-Int: 42",
                    "X-Empty: ",
                    "X-Raw-case: keep",
                    "x-RAW-case: keep too",
                    "Set-Cookie: c1=v1",
                    "Set-Cookie: c2=v2",
                    SERVER,
                    DATE,
                    KEEP,
                    "Content-Length: 2");
        }

        @Test
        @Spec("http 107")
        void twoCookiesOfTheSameNameAreTwoLines() {
            it.cookie("a=1").cookie("a=2; path=/");
            it.mustPrint(
                    length(0),
                    OK,
                    "Set-Cookie: a=1",
                    "Set-Cookie: a=2; path=/",
                    SERVER,
                    DATE,
                    KEEP,
                    HTML,
                    "Content-Length: 0");
        }

        @Test
        void aContentCodingOfTheServerComesBeforeTheLength() {
            Delivery gzip = new Delivery(NOW, true, 42, false, true, "gzip");
            it.mustPrint(gzip, OK, SERVER, DATE, KEEP, HTML, "Content-Encoding: gzip", "Content-Length: 42");
        }

        @Test
        void chunksReplaceTheLength() {
            it.header("Content-Type", "text/plain");
            it.mustPrint(length(Delivery.CHUNKED), OK, "Content-Type: text/plain", SERVER, DATE, KEEP, CHUNKED);
        }

        @Test
        @Spec("http 117")
        void aStreamToAnOldClientEndsWithTheConnection() {
            it.mustPrint(length(Delivery.UNTIL_CLOSE), OK, SERVER, DATE, CLOSE, HTML);
            assertFalse(it.keepAlive);
        }

        @Test
        void theDateFollowsTheClock() {
            it.print(length(0));
            String later = it.print(Delivery.of(NOW + 1, true, 0));
            assertTrue(later.contains("Date: Sat, 21 Nov 2026 06:52:33 GMT\r\n"), later);
        }

        @Test
        void manyHeadersAreKept() {
            for (int i = 0; i < 100; i++) {
                it.header("X-" + i, i);
            }
            assertEquals(106, it.print(length(0)).lines().count() - 1);
            assertEquals("99", it.head.first("x-99"));
        }

        @Test
        void anotherServerNameIsPrinted() {
            ByteSink out = new ByteSink(8);
            it.head.encode(out, new ServerLines("é"), length(0), it.warnings::add);
            assertTrue(
                    new String(out.toByteArray(), java.nio.charset.StandardCharsets.UTF_8).contains("Server: é\r\n"));
            assertThrows(IllegalArgumentException.class, () -> new ServerLines("a\r\nX: 1"));
        }
    }

    @Nested
    class Values {
        @Test
        @Spec("http 93")
        void aListGivesOneLinePerElementWithoutNulls() {
            it.header("B", Arrays.asList("1", null, 2, 1.5, true));
            it.mustPrint(
                    length(0), OK, "B: 1", "B: 2", "B: 1.5", "B: 1", SERVER, DATE, KEEP, HTML, "Content-Length: 0");
        }

        @ParameterizedTest
        @CsvSource({"1.0,1", "0.1,0.1", "-0.0,-0", "1e15,1.0E+15", "123456789012345,123456789012345", "1e-7,1.0E-7"})
        void decimalsLookAsInPhp(double value, String text) {
            it.header("N", value);
            assertEquals(text, it.head.first("N"));
        }

        @Test
        void singlePrecisionDoesNotGrowDigits() {
            it.header("N", 0.1f);
            assertEquals("0.1", it.head.first("N"));
        }

        @Test
        void valuesWithoutANumberHavePhpNames() {
            it.header("N", Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
            assertEquals(List.of("NAN", "INF", "-INF"), it.head.headers().get("N"));
        }

        @Test
        @Spec("http 94")
        void nullPrintsNothingAndEmptyPrintsTheName() {
            it.header("A", null).header("E", "").header("F", false);
            it.mustPrint(length(0), OK, "E: ", "F: ", SERVER, DATE, KEEP, HTML, "Content-Length: 0");
        }

        @Test
        void whiteSpaceAtTheEndIsRemoved() {
            it.header("A", " x \t\r\n");
            assertEquals(" x", it.head.first("a"));
        }

        @Test
        void utf8IsSentAsBytes() {
            it.header("X-Utf", "é€😀");
            assertTrue(it.print(length(0)).contains("X-Utf: é€😀\r\n"));
        }

        @Test
        void aCharacterWhoseLowByteIsALineEndDoesNotBecomeOne() {
            it.header("X-A", "v\u010dX-Injected: 1");
            assertTrue(it.print(length(0)).contains("X-A: v\u010dX-Injected: 1\r\n"));
        }

        @Test
        void anObjectIsRefused() {
            String refusal = it.head.header("X-Date", Instant.EPOCH, true);
            assertEquals(
                    "the value of header X-Date must be a string, number, boolean, list of these or null", refusal);
            assertNotNull(it.head.header("X-List", List.of(List.of()), true));
        }
    }

    @Nested
    class Names {
        @Test
        @Spec("http 97")
        void areLimitedTo127Bytes() {
            assertNull(it.head.header("a".repeat(127), 1, true));
            assertEquals("header key is too long", it.head.header("a".repeat(128), 1, true));
        }

        @Test
        @Spec("http 96")
        void withALineEndAreRefused() {
            assertEquals(ResponseHead.NEWLINE_WARNING, it.head.header("X\r\nY", 1, true));
            assertEquals(ResponseHead.NEWLINE_WARNING, it.head.header("X\n", 1, false));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "A B", "A:", "é", "A\u0000"})
        void thatAreNoTokenAreRefused(String name) {
            assertTrue(String.valueOf(it.head.header(name, 1, true)).contains("is not a token"));
        }

        @Test
        void ofTheServerCountInAnySpelling() {
            it.rawHeader("content-type", "a/b").rawHeader("CONTENT-TYPE", "c/d");
            it.mustPrint(length(0), OK, "CONTENT-TYPE: c/d", SERVER, DATE, KEEP, "Content-Length: 0");
        }
    }

    @Nested
    class LineEnds {
        @Test
        @Spec("http 96")
        void inAValueDropTheLineWithAWarning() {
            it.header("X-A", "1\r\nSet-Cookie: stolen=1").header("X-B", List.of("ok", "a\nb", "c\u0000d"));
            it.mustPrint(length(0), OK, "X-B: ok", SERVER, DATE, KEEP, HTML, "Content-Length: 0");
            assertEquals(
                    List.of(ResponseHead.NEWLINE_WARNING, ResponseHead.NEWLINE_WARNING, ResponseHead.NEWLINE_WARNING),
                    it.warnings);
        }

        @Test
        void inAStandardHeaderBringTheDefaultBack() {
            it.header("Content-Type", "a\r\nb").header("Connection", "x\ny");
            it.mustPrint(length(0), OK, SERVER, DATE, KEEP, HTML, "Content-Length: 0");
        }

        @Test
        void inACookieDropTheLine() {
            it.cookie("a=1; SameSite=\r\nX: 1");
            it.mustPrint(length(0), OK, SERVER, DATE, KEEP, HTML, "Content-Length: 0");
            assertEquals(List.of(ResponseHead.NEWLINE_WARNING), it.warnings);
        }
    }

    @Nested
    class Suppression {
        @ParameterizedTest
        @ValueSource(strings = {"Server", "Date", "Connection", "Content-Type"})
        @Spec("http 95")
        void anEmptyOrNullValueRemovesTheLine(String name) {
            it.header(name.toUpperCase(java.util.Locale.ROOT), "");
            assertFalse(it.print(length(0)).contains("\r\n" + name + ":"));
            it.header(name, null);
            assertFalse(it.print(length(0)).contains("\r\n" + name + ":"));
            assertTrue(it.keepAlive);
        }

        @Test
        void ownValuesReplaceTheDefaultsInPlace() {
            it.header("server", "mine").header("date", "today");
            it.mustPrint(length(0), OK, "Server: mine", "Date: today", KEEP, HTML, "Content-Length: 0");
        }

        @Test
        void aRemovedLengthEndsTheConnectionSinceNothingElseEndsTheContent() {
            it.header("Content-Length", "");
            it.mustPrint(length(4), OK, SERVER, DATE, CLOSE, HTML);
            assertFalse(it.keepAlive);
        }

        @Test
        void aRemovedLengthOfAHeadAnswerHarmsNobody() {
            it.header("Content-Length", "");
            it.mustPrint(headRequest(4), OK, SERVER, DATE, KEEP, HTML);
            assertTrue(it.keepAlive);
        }
    }

    @Nested
    class Connection {
        @Test
        @Spec("http 100")
        void closeOfTheApplicationCloses() {
            it.header("Connection", "foo, Close");
            it.mustPrint(length(0), OK, "Connection: foo, Close", SERVER, DATE, HTML, "Content-Length: 0");
            assertFalse(it.keepAlive);
        }

        @Test
        void keepAliveOfTheApplicationDoesNotHideTheEnd() {
            it.header("Connection", "keep-alive");
            it.mustPrint(Delivery.of(NOW, false, 0), OK, CLOSE, SERVER, DATE, HTML, "Content-Length: 0");
        }

        @Test
        void theEndIsPrintedWhenTheServerCloses() {
            it.mustPrint(Delivery.of(NOW, false, 1), OK, SERVER, DATE, CLOSE, HTML, "Content-Length: 1");
            assertFalse(it.keepAlive);
        }
    }

    @Nested
    class ContentLength {
        @Test
        void aRightValueStaysWhereItWasSet() {
            it.header("Content-Length", 4).header("X-A", 1);
            it.mustPrint(length(4), OK, "Content-Length: 4", "X-A: 1", SERVER, DATE, KEEP, HTML);
            assertEquals(List.of(), it.warnings);
        }

        @ParameterizedTest
        @ValueSource(strings = {"5", "04", "+4", "x", "4, 4"})
        @Spec("http 99")
        void aWrongValueIsCorrected(String wrong) {
            it.header("Content-Length", wrong);
            it.mustPrint(length(4), OK, "Content-Length: 4", SERVER, DATE, KEEP, HTML);
            assertEquals(List.of("'Content-Length' " + wrong + " is wrong and was replaced by 4"), it.warnings);
        }

        @Test
        @Spec("http 98")
        void isIgnoredWhenTheClientOfferedCompression() {
            it.header("Content-Length", 240);
            Delivery gzip = new Delivery(NOW, true, 40, false, true, "gzip");
            it.mustPrint(gzip, OK, SERVER, DATE, KEEP, HTML, "Content-Encoding: gzip", "Content-Length: 40");
            assertEquals(
                    List.of("The client has set 'Accept-Encoding', 'Content-Length' will be ignored"), it.warnings);
        }

        @Test
        @Spec("http 116")
        void isIgnoredWithChunks() {
            it.header("Content-Length", 3);
            it.mustPrint(length(Delivery.CHUNKED), OK, SERVER, DATE, KEEP, HTML, CHUNKED);
            assertEquals(List.of("You have set 'Transfer-Encoding', 'Content-Length' will be ignored"), it.warnings);
        }

        @Test
        void ofAListIsTheLastElement() {
            it.header("Content-Length", List.of(1, 4));
            it.mustPrint(length(4), OK, "Content-Length: 4", SERVER, DATE, KEEP, HTML);
        }

        @Test
        void aTransferEncodingOfTheApplicationIsIgnored() {
            it.header("Transfer-Encoding", "chunked");
            it.mustPrint(length(4), OK, SERVER, DATE, KEEP, HTML, "Content-Length: 4");
            assertEquals(1, it.warnings.size());
        }

        @Test
        void anEmptyTransferEncodingDoesNotHideTheChunks() {
            it.header("Transfer-Encoding", "");
            it.mustPrint(length(Delivery.CHUNKED), OK, SERVER, DATE, KEEP, HTML, CHUNKED);
        }
    }

    @Nested
    class WithoutContent {
        @Test
        @Spec("http 135")
        void aHeadAnswerHasTheLengthOfTheContent() {
            it.header("X-A", 1);
            it.mustPrint(headRequest(26), OK, "X-A: 1", SERVER, DATE, KEEP, HTML, "Content-Length: 26");
        }

        @Test
        void aHeadAnswerWithoutContentHasNoLength() {
            it.mustPrint(headRequest(0), OK, SERVER, DATE, KEEP, HTML);
        }

        @Test
        void aHeadAnswerKeepsTheLengthTheApplicationKnows() {
            it.header("Content-Length", 1000);
            it.mustPrint(headRequest(0), OK, "Content-Length: 1000", SERVER, DATE, KEEP, HTML);
        }

        @Test
        void aLengthThatIsNoNumberIsDroppedThere() {
            it.header("Content-Length", "-1");
            it.mustPrint(headRequest(0), OK, SERVER, DATE, KEEP, HTML);
            assertEquals(List.of("'Content-Length' -1 is not a number and was dropped"), it.warnings);
        }

        @Test
        @Spec("http 111")
        void status204HasNoLengthAtAll() {
            it.status(204).header("Content-Length", 5);
            it.mustPrint(length(5), "HTTP/1.1 204 No Content", SERVER, DATE, KEEP, HTML);
            assertEquals(1, it.warnings.size());
        }

        @Test
        @Spec("http 111")
        void status304HasOnlyTheLengthTheApplicationSet() {
            it.status(304);
            it.mustPrint(length(5), "HTTP/1.1 304 Not Modified", SERVER, DATE, KEEP, HTML);
            it.header("Content-Length", 77);
            it.mustPrint(length(5), "HTTP/1.1 304 Not Modified", "Content-Length: 77", SERVER, DATE, KEEP, HTML);
        }

        @Test
        void chunksAreNotAnnouncedThere() {
            it.status(304);
            it.mustPrint(length(Delivery.CHUNKED), "HTTP/1.1 304 Not Modified", SERVER, DATE, KEEP, HTML);
        }
    }

    @Nested
    class Status {
        @Test
        @Spec("http 109")
        void takesAReasonOrTheRegisteredOne() {
            assertNull(it.head.status(404, "Nope Here"));
            assertTrue(it.print(length(0)).startsWith("HTTP/1.1 404 Nope Here\r\n"));
            assertNull(it.head.status(404, ""));
            assertTrue(it.print(length(0)).startsWith("HTTP/1.1 404 Not Found\r\n"));
            assertNull(it.head.status(599, null));
            assertTrue(it.print(length(0)).startsWith("HTTP/1.1 599 Unknown Status\r\n"));
        }

        @Test
        @Spec("http 110")
        void withALineEndInTheReasonIsRefused() {
            assertEquals(
                    "the reason of status code 200 contains a control character",
                    it.head.status(200, "OK\r\nX-Injected: 1"));
            assertEquals(200, it.head.status());
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 1, 99, 1000, 99999, 100, 101})
        void refusesWhatCannotBeAnAnswer(int code) {
            assertTrue(String.valueOf(it.head.status(code, null)).contains("status code " + code + " "));
            assertEquals(200, it.head.status());
        }

        @Test
        void zeroIs200() {
            it.status(500).status(0);
            assertEquals(200, it.head.status());
        }
    }

    @Nested
    class Reading {
        @Test
        void hasLooksAtWhatIsSent() {
            it.header("Content-Encoding", "").header("X-A", "1").header("X-L", List.of());
            assertFalse(it.head.has("content-encoding"));
            assertTrue(it.head.has("x-a"));
            assertFalse(it.head.has("X-L"));
            assertFalse(it.head.has("X-None"));
        }

        @Test
        void theMapsShowWhatWasSet() {
            it.header("x-a", 1).header("x-b", null).cookie("a=1");
            assertEquals("{X-A=1, X-B=null}", it.head.headers().toString());
            assertEquals(List.of("a=1"), it.head.cookies());
        }

        @Test
        void aLengthBelowTheMarkersIsRefused() {
            assertThrows(IllegalArgumentException.class, () -> length(-3));
        }
    }
}
