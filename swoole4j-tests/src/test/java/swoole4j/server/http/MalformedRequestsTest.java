package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/**
 * Requests that two parsers could read in two ways, or that are none at all. Each is sent alone, with another request behind
 * it, which must never be served, and with that byte by byte.
 */
class MalformedRequestsTest {
    private static final String EVIL = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String GET = "GET / HTTP/1.1\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    private static final Map<Integer, String> ANSWERS = Map.of(
            400, "HTTP/1.1 400 Bad Request\r\n\r\n",
            414, "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            417, "HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            431, "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            501, "HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            505, "HTTP/1.1 505 HTTP Version Not Supported\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    static final List<Arguments> REQUEST_LINES = List.of(
            refused("a blank before the method", 400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a tab before the method", 400, "\tGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a NUL before the method", 400, "\0GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a lower-case method", 400, "get / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("an unknown method", 400, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a method with a bracket", 400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("no method", 400, "/ HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a method alone", 400, "GET\r\nHost: a\r\n\r\n"),
            refused("two blanks", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a tab as delimiter", 400, "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a vertical tab as delimiter", 400, "GET\u000b/\u000bHTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a blank behind the version", 400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
            refused("HTTP/0.9", 400, "GET /\r\n"),
            refused("a blank for a version", 400, "GET / \r\n"),
            refused("HTTP/0.9 spelt out", 505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"),
            refused("HTTP/2.0", 505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
            refused("HTTP/3.0", 505, "GET / HTTP/3.0\r\nHost: a\r\n\r\n"),
            refused("a longer version", 400, "GET / HTTP/1.1x\r\nHost: a\r\n\r\n"),
            refused("a version with two digits", 400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
            refused("a version with a leading zero", 400, "GET / HTTP/01.1\r\nHost: a\r\n\r\n"),
            refused("half a version", 400, "GET / HTTP/1\r\nHost: a\r\n\r\n"),
            refused("a lower-case protocol", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
            refused("another protocol", 400, "GET / RTSP/1.1\r\nHost: a\r\n\r\n"),
            refused("a blank in the target", 400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a NUL in the target", 400, "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("an escape character in the target", 400, "GET /a\u001bb HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a delete character in the target", 400, "GET /a\u007fb HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("UTF-8 in the target", 400, "GET /\u00c3\u00a9 HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a request line with LF alone", 400, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
            refused("CR alone in the request line", 400, "GET /\rX HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("CR CR LF", 400, "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n"),
            refused("LF alone before the request", 400, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("seventeen empty lines", 400, "\r\n".repeat(17) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("the preface of HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            refused("a target of 70 KB", 414, "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
            refused("a method of 70 KB", 414, "G".repeat(70_000) + " / HTTP/1.1\r\nHost: a\r\n\r\n"));

    static final List<Arguments> HEADERS = List.of(
            refused("no colon", 400, GET + "Host: a\r\nno colon here\r\n\r\n"),
            refused("a blank before the colon", 400, GET + "Host : a\r\n\r\n"),
            refused("a tab before the colon", 400, GET + "Host: a\r\nX\t: a\r\n\r\n"),
            refused("Content-Length with a blank before the colon", 400, POST + "Content-Length : 5\r\n\r\nhello"),
            refused("a folded line", 400, GET + "Host: a\r\nX: a\r\n b\r\n\r\n"),
            refused("a line folded with a tab", 400, GET + "Host: a\r\nX: a\r\n\tb\r\n\r\n"),
            refused("a blank before the first header", 400, GET + " Host: a\r\n\r\n"),
            refused("a line of a blank", 400, GET + "Host: a\r\n \r\n\r\n"),
            refused("an empty name", 400, GET + "Host: a\r\n: b\r\n\r\n"),
            refused("a name with a blank", 400, GET + "Host: a\r\nX Y: b\r\n\r\n"),
            refused("a name with a bracket", 400, GET + "Host: a\r\nX(Y): b\r\n\r\n"),
            refused("a name with a slash", 400, GET + "Host: a\r\nX/Y: b\r\n\r\n"),
            refused("a name with UTF-8", 400, GET + "Host: a\r\nX\u00c3\u00a9: b\r\n\r\n"),
            refused("a name with NUL", 400, GET + "Host: a\r\nX\0: b\r\n\r\n"),
            refused("a value with NUL", 400, GET + "Host: a\r\nX: a\0b\r\n\r\n"),
            refused("a value with CR", 400, GET + "Host: a\r\nX: a\rb\r\n\r\n"),
            refused("a value with a vertical tab", 400, GET + "Host: a\r\nX: a\u000bb\r\n\r\n"),
            refused("a value with an escape character", 400, GET + "Host: a\r\nX: a\u001bb\r\n\r\n"),
            refused("a line that ends with LF", 400, GET + "Host: a\nX: b\r\n\r\n"),
            refused("an empty line of LF", 400, GET + "Host: a\r\n\n"),
            refused("an empty line of CR CR LF", 400, GET + "Host: a\r\n\r\r\n"),
            refused("no Host", 400, GET + "X: a\r\n\r\n"),
            refused("two Hosts", 400, GET + "Host: a\r\nHost: a\r\n\r\n"),
            refused("Host with a path", 400, GET + "Host: a/b\r\n\r\n"),
            refused("Host with user information", 400, GET + "Host: u@a\r\n\r\n"),
            refused("Host with a blank", 400, GET + "Host: a b\r\n\r\n"),
            refused("Host with a list", 400, GET + "Host: a, b\r\n\r\n"),
            refused("Host with a query", 400, GET + "Host: a?b\r\n\r\n"),
            refused("Host with a fragment", 400, GET + "Host: a#b\r\n\r\n"),
            refused("Host with a port that is no number", 400, GET + "Host: a:b\r\n\r\n"),
            refused("Host with two ports", 400, GET + "Host: a:1:2\r\n\r\n"),
            refused("Host with half an address", 400, GET + "Host: [::1\r\n\r\n"),
            refused("another expectation", 417, POST + "Expect: foo\r\nContent-Length: 5\r\n\r\nhello"),
            refused(
                    "two expectations",
                    417,
                    POST + "Expect: 100-continue\r\nExpect: foo\r\nContent-Length: 5\r\n\r\nhello"),
            refused("a header of 70 KB", 431, GET + "Host: a\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"),
            refused("a name of 70 KB", 431, GET + "Host: a\r\n" + "x".repeat(70_000) + ": a\r\n\r\n"),
            refused(
                    "a hundred headers, 70 KB",
                    431,
                    GET + "Host: a\r\n" + ("X: " + "y".repeat(695) + "\r\n").repeat(100) + "\r\n"));

    static final List<Arguments> LENGTHS = List.of(
            refused("two lengths", 400, POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
            refused("the same length twice", 400, POST + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
            refused("a list of lengths", 400, POST + "Content-Length: 5, 5\r\n\r\nhello"),
            refused("a length with plus", 400, POST + "Content-Length: +5\r\n\r\nhello"),
            refused("a negative length", 400, POST + "Content-Length: -5\r\n\r\nhello"),
            refused("minus zero", 400, POST + "Content-Length: -0\r\n\r\n"),
            refused("a length with a blank", 400, POST + "Content-Length: 5 0\r\n\r\nhello"),
            refused("a hexadecimal length", 400, POST + "Content-Length: 0x5\r\n\r\nhello"),
            refused("a length with a point", 400, POST + "Content-Length: 5.0\r\n\r\nhello"),
            refused("a length in words", 400, POST + "Content-Length: five\r\n\r\nhello"),
            refused("an empty length", 400, POST + "Content-Length:\r\n\r\n"),
            refused("a length of twenty digits", 400, POST + "Content-Length: 18446744073709551621\r\n\r\nhello"),
            refused(
                    "length and chunks",
                    400,
                    POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            refused(
                    "chunks and length",
                    400,
                    POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
            refused(
                    "length and an unknown coding",
                    400,
                    POST + "Content-Length: 5\r\nTransfer-Encoding: x\r\n\r\nhello"),
            refused("length and an empty coding", 400, POST + "Content-Length: 5\r\nTransfer-Encoding:\r\n\r\nhello"));

    static final List<Arguments> CODINGS = List.of(
            refused("chunked twice", 400, coded("chunked\r\nTransfer-Encoding: chunked")),
            refused("chunked twice in a list", 400, coded("chunked, chunked")),
            refused("an unknown coding", 400, coded("xchunked")),
            refused("chunked in quotes", 400, coded("\"chunked\"")),
            refused("chunked with a parameter", 400, coded("chunked;a=b")),
            refused("identity", 400, coded("identity")),
            refused("an empty coding", 400, coded("")),
            refused("chunked before another", 400, coded("chunked, identity")),
            refused("chunked before another line", 400, coded("chunked\r\nTransfer-Encoding: identity")),
            refused("a vertical tab before chunked", 400, coded("\u000bchunked")),
            refused("a coding before chunked that is not known", 501, coded("gzip, chunked")),
            refused("a coding before chunked in another line", 501, coded("gzip\r\nTransfer-Encoding: chunked")),
            refused("chunks in HTTP/1.0", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));

    private static String coded(String coding) {
        return POST + "Transfer-Encoding: " + coding + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    }

    static final List<Arguments> CHUNKS = List.of(
            refused("no size", 400, CHUNKED + "\r\nhello\r\n0\r\n\r\n"),
            refused("an extension without a size", 400, CHUNKED + ";a=b\r\nhello\r\n0\r\n\r\n"),
            refused("a size with 0x", 400, CHUNKED + "0x5\r\nhello\r\n0\r\n\r\n"),
            refused("a negative size", 400, CHUNKED + "-1\r\nhello\r\n0\r\n\r\n"),
            refused("a size with plus", 400, CHUNKED + "+5\r\nhello\r\n0\r\n\r\n"),
            refused("a size with a blank before it", 400, CHUNKED + " 5\r\nhello\r\n0\r\n\r\n"),
            refused("a size with a blank behind it", 400, CHUNKED + "5 \r\nhello\r\n0\r\n\r\n"),
            refused("a size with a tab behind it", 400, CHUNKED + "5\t\r\nhello\r\n0\r\n\r\n"),
            refused("a size in two words", 400, CHUNKED + "5 5\r\nhello\r\n0\r\n\r\n"),
            refused("a size that is no number", 400, CHUNKED + "zz\r\nhello\r\n0\r\n\r\n"),
            refused("a size of 17 digits", 400, CHUNKED + "10000000000000005\r\nhello\r\n0\r\n\r\n"),
            refused("a size over 32 bits", 400, CHUNKED + "100000005\r\nhello\r\n0\r\n\r\n"),
            refused("a size line with LF alone", 400, CHUNKED + "5\nhello\r\n0\r\n\r\n"),
            refused("a size line with CR CR LF", 400, CHUNKED + "5\r\r\nhello\r\n0\r\n\r\n"),
            refused("CR in a size line", 400, CHUNKED + "5;\ra\r\nhello\r\n0\r\n\r\n"),
            refused("LF in an extension", 400, CHUNKED + "5;a\nb\r\nhello\r\n0\r\n\r\n"),
            refused("an extension with a quoted LF", 400, CHUNKED + "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"),
            refused("a NUL in an extension", 400, CHUNKED + "5;a\0\r\nhello\r\n0\r\n\r\n"),
            refused("nothing behind the data", 400, CHUNKED + "5\r\nhello0\r\n\r\n"),
            refused("LF alone behind the data", 400, CHUNKED + "5\r\nhello\n0\r\n\r\n"),
            refused("other bytes behind the data", 400, CHUNKED + "5\r\nhelloXX0\r\n\r\n"),
            refused("a trailer without a colon", 400, CHUNKED + "0\r\nfoo\r\n\r\n"),
            refused("a trailer with a blank before the colon", 400, CHUNKED + "0\r\nfoo : a\r\n\r\n"),
            refused("a trailer with LF alone", 400, CHUNKED + "0\r\nfoo: a\nb: c\r\n\r\n"),
            refused("LF alone at the end", 400, CHUNKED + "0\r\n\n"),
            refused("a trailer with NUL", 400, CHUNKED + "0\r\nfoo: \0\r\n\r\n"),
            refused("an extension of 70 KB", 400, CHUNKED + "5;a=" + "x".repeat(70_000) + "\r\nhello\r\n0\r\n\r\n"),
            refused("trailers of 70 KB", 431, CHUNKED + "0\r\nfoo: " + "x".repeat(70_000) + "\r\n\r\n"));

    private static Arguments refused(String name, int status, String bytes) {
        return Arguments.of(name, status, bytes);
    }

    @Spec("http 52-62, 64, 70")
    @ParameterizedTest(name = "{0}", quoteTextArguments = false)
    @FieldSource({"REQUEST_LINES", "HEADERS", "LENGTHS", "CODINGS", "CHUNKS"})
    void isRefusedAndNothingBehindItIsServed(String name, int status, String bytes) throws IOException {
        Notes notes = new Notes();
        site.echoes(notes);
        try (LogLines log = LogLines.open()) {
            mustRefuse(status, bytes, Integer.MAX_VALUE);
            mustRefuse(status, bytes + EVIL, Integer.MAX_VALUE);
            mustRefuse(status, bytes + EVIL, bytes.length() < 1000 ? 1 : 997);
            assertEquals("ok", site.ask(Text.get("/after")).body());
            notes.mustBe("GET /after");
            assertEquals(List.of(), log.texts(Level.ERROR));
        }
    }

    private static void mustRefuse(int status, String bytes, int pieces) throws IOException {
        try (RawClient client = site.connect()) {
            client.chop(pieces).sendText(bytes);
            assertEquals(ANSWERS.get(status), Reply.latin1(client.readToEnd()));
        }
    }

    static Stream<Arguments> unusual() {
        return Stream.of(
                Arguments.of("empty lines before the request", "\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n", "GET /x"),
                Arguments.of("HTTP/1.2", "GET /x HTTP/1.2\r\nHost: a\r\n\r\n", "GET /x"),
                Arguments.of("HTTP/1.0 without Host", "GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET /x"),
                Arguments.of("an empty Host", "GET /x HTTP/1.1\r\nHost:\r\n\r\n", "GET /x"),
                Arguments.of("an address for a Host", "GET /x HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /x"),
                Arguments.of("Host with an empty port", "GET /x HTTP/1.1\r\nHost: a:\r\n\r\n", "GET /x"),
                Arguments.of("another Host", "GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://b/x"),
                Arguments.of("a target that is no path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS *"),
                Arguments.of("an authority", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT a:1"),
                Arguments.of("a length with zeros", POST + "Content-Length: 005\r\n\r\nhello", "POST / hello"),
                Arguments.of("a tab before chunked", coded("\tchunked"), "POST / hello"),
                Arguments.of("chunked in capitals", coded("CHUNKED"), "POST / hello"),
                Arguments.of("a size with zeros", CHUNKED + "0005\r\nhello\r\n000\r\n\r\n", "POST / hello"),
                Arguments.of("a size in capitals", CHUNKED + "A\r\nhellohello\r\n0\r\n\r\n", "POST / hellohello"),
                Arguments.of("a folded trailer", CHUNKED + "5\r\nhello\r\n0\r\nX: a\r\n b\r\n\r\n", "POST / hello"),
                Arguments.of("sixteen empty lines", "\r\n".repeat(16) + Text.get("/x"), "GET /x"),
                Arguments.of("an extension", CHUNKED + "5;a=\"b;c\";d\r\nhello\r\n0;e\r\n\r\n", "POST / hello"),
                Arguments.of(
                        "forbidden trailers",
                        CHUNKED + "5\r\nhello\r\n0\r\nContent-Length: 50\r\nTransfer-Encoding: x\r\nHost: b\r\n\r\n",
                        "POST / hello"),
                Arguments.of("a header of 60 KB", Text.get("/x", "X: " + "x".repeat(60_000)), "GET /x"),
                Arguments.of("two thousand headers", Text.get("/x", "X: y\r\n".repeat(1999) + "X: y"), "GET /x"));
    }

    @Spec("http 51, 63")
    @ParameterizedTest(name = "{0}", quoteTextArguments = false)
    @MethodSource("unusual")
    void isServedAndSoIsWhatFollows(String name, String bytes, String seen) throws IOException {
        Notes notes = new Notes();
        site.echoes(notes);
        for (int pieces : new int[] {Integer.MAX_VALUE, bytes.length() < 1000 ? 1 : 997}) {
            try (RawClient client = site.connect()) {
                client.chop(pieces);
                assertEquals("ok", Reply.to(client, bytes + Text.get("/next")).body());
                assertEquals("ok", Reply.read(client).body());
            }
        }
        notes.mustBe(seen, "GET /next", seen, "GET /next");
    }

    @Test
    @Spec("http 62, 64")
    void withHttpStrictTheAnswerHasAHead() throws IOException {
        try (Site strict = Site.start(Map.of("http_strict", true));
                RawClient client = strict.connect()) {
            client.sendText("GET / HTTP/1.1\r\n\r\n");
            assertEquals(
                    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                    Reply.latin1(client.readToEnd()));
        }
    }
}
