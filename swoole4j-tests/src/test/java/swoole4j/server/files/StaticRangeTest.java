package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.files.StaticServer.KEEP;
import static swoole4j.server.files.StaticServer.TAIL;
import static swoole4j.server.files.StaticServer.file;
import static swoole4j.server.files.StaticServer.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.RawClient;
import swoole4j.testing.ResponseText;
import swoole4j.tests.Spec;

/** Ranges and conditions of requests for files (RFC 9110 13 and 14). */
class StaticRangeTest {
    private static final String TEXT = "abcdefghijklmnopqrst";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 20\r\n"
            + "Content-Type: text/plain\r\nAccept-Ranges: bytes\r\n" + TAIL + TEXT;
    private static final String NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\nConnection: keep-alive\r\n" + TAIL;

    @TempDir
    Path root;

    private StaticServer server;

    @BeforeEach
    void start() throws IOException {
        file(root.resolve("a.txt"), TEXT);
        server = StaticServer.start(root, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String part(String range, String body) {
        return "HTTP/1.1 206 Partial Content\r\nConnection: keep-alive\r\nContent-Length: " + body.length()
                + "\r\nContent-Type: text/plain\r\nContent-Range: bytes " + range + "/20\r\n" + TAIL + body;
    }

    private static String request(String... lines) {
        return get("/a.txt", lines).replace("\r\n\r\n", "\r\n" + KEEP + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"0-4, 0-4, abcde", "5-, 5-19, fghijklmnopqrst", "-3, 17-19, rst", "15-99, 15-19, pqrst", "19-, 19-19, t"
    })
    @Spec("http 153")
    void oneRangeIsAnsweredWith206(String asked, String given, String body) throws Exception {
        server.mustAnswer(request("Range: bytes=" + asked), part(given, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20-", "100-200", "20-30,40-", "-0"})
    @Spec("http 154")
    void aRangeBehindTheEndIsAnsweredWith416AndTheLength(String asked) throws Exception {
        server.mustAnswer(
                request("Range: bytes=" + asked),
                "HTTP/1.1 416 Range Not Satisfiable\r\nConnection: keep-alive\r\nContent-Length: 0\r\n"
                        + "Content-Range: bytes */20\r\n" + TAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=a-b", "bytes=5-2", "bytes=", "bytes=1", "lines=0-4", "bytes=0-4-6", "bytes=--4"})
    void whatIsNoRangeIsIgnored(String range) throws Exception {
        server.mustAnswer(request("Range: " + range), WHOLE);
    }

    @Test
    @Spec("http 155")
    void severalRangesAreAMultipartBody() throws Exception {
        String answer = server.answer(request("Range: bytes=0-1,5-6,90-,-1"));
        Matcher boundary =
                Pattern.compile("boundary=(SwooleBoundary[0-9A-Za-z]{24})\r\n").matcher(answer);
        assertTrue(boundary.find(), answer);
        String b = boundary.group(1);
        String body = "--" + b + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/20\r\n\r\nab\r\n--" + b
                + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 5-6/20\r\n\r\nfg\r\n--" + b
                + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 19-19/20\r\n\r\nt\r\n--" + b + "--\r\n";
        assertEquals(
                "HTTP/1.1 206 Partial Content\r\nConnection: keep-alive\r\nContent-Length: " + body.length()
                        + "\r\nContent-Type: multipart/byteranges; boundary=" + b + "\r\n" + TAIL + body,
                answer);
    }

    @Test
    @Spec("http 155")
    void largePartsComeInOrderWithOneFileOpen() throws Exception {
        byte[] bytes = SendFileServer.write(root.resolve("large.txt"), 3_000_000);
        try (RawClient client = RawClient.connect(server.server().port(), 16 * 1024)) {
            ResponseText head = client.sendText(
                            get("/large.txt", KEEP, "Range: bytes=2000000-2999999,0-999999,1500000-1500000"))
                    .readHead();
            assertTrue(OpenFiles.count("large.txt") <= 1);
            String body = SendFileServer.text(client.readBytes(Integer.parseInt(head.header("Content-Length"))));
            String text = SendFileServer.text(bytes);
            int first = body.indexOf(text.substring(2_000_000));
            int second = body.indexOf(text.substring(0, 1_000_000));
            assertTrue(first > 0 && second > first + 1_000_000, () -> first + " " + second);
        }
        OpenFiles.mustBeClosed("large.txt");
    }

    @Test
    @Spec("http 156")
    void ifModifiedSinceComparesWithTheLastChange() throws Exception {
        server.mustAnswer(request("If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT"), NOT_MODIFIED);
        server.mustAnswer(request("If-Modified-Since: Wed, 15 Nov 2023 22:13:20 GMT"), NOT_MODIFIED);
        server.mustAnswer(request("If-Modified-Since: Tuesday, 14-Nov-23 22:13:20 GMT"), NOT_MODIFIED);
        server.mustAnswer(request("If-Modified-Since: Tue Nov 14 22:13:20 2023"), NOT_MODIFIED);
        server.mustAnswer(request("If-Modified-Since: Tue, 14 Nov 2023 22:13:19 GMT"), WHOLE);
        server.mustAnswer(request("If-Modified-Since: yesterday"), WHOLE);
    }

    @Test
    @Spec("http 157")
    void ifRangeWithAnotherDateMakesItWhole() throws Exception {
        server.mustAnswer(request("Range: bytes=0-4", "If-Range: Tue, 14 Nov 2023 22:13:20 GMT"), part("0-4", "abcde"));
        server.mustAnswer(request("Range: bytes=0-4", "If-Range: Tue, 14 Nov 2023 22:13:21 GMT"), WHOLE);
        server.mustAnswer(request("Range: bytes=0-4", "If-Range: \"tag\""), WHOLE);
    }

    @Test
    void aMomentBeforeTheLastChangeIsAFailedPrecondition() throws Exception {
        server.mustAnswer(
                request("If-Unmodified-Since: Tue, 14 Nov 2023 22:13:19 GMT"),
                "HTTP/1.1 412 Precondition Failed\r\nConnection: keep-alive\r\nContent-Length: 0\r\n" + TAIL);
        server.mustAnswer(request("If-Unmodified-Since: Tue, 14 Nov 2023 22:13:20 GMT"), WHOLE);
    }

    @Test
    void anEmptyFileHasNoRanges() throws Exception {
        Files.createFile(root.resolve("empty.txt"));
        assertTrue(server.answer(get("/empty.txt", "Range: bytes=-5")).startsWith("HTTP/1.1 200 OK\r\n"));
        assertTrue(server.answer(get("/empty.txt", "Range: bytes=0-")).startsWith("HTTP/1.1 416 "));
    }
}
