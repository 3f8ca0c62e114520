package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.get;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import swoole4j.Swoole;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** {@code Response.write} and what ends it, trailers included (RFC 9112 7.1). */
class ChunksTest {
    private static Site site;

    private final Notes notes = new Notes();

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** What is sent behind the head when {@code page} answers. */
    private static void mustSend(String body, Callback.OnRequest page) throws Exception {
        site.serves(page);
        try (RawClient client = site.connect()) {
            client.sendText(get("/")).readHead();
            assertEquals(
                    List.of(
                            "HTTP/1.1 200 OK",
                            "Server: swoole-http-server",
                            "Connection: keep-alive",
                            "Content-Type: text/html",
                            "Transfer-Encoding: chunked"),
                    client.head().lines().stream()
                            .filter(line -> !line.startsWith("Date"))
                            .toList());
            assertEquals(body, Reply.latin1(client.readBytes(body.length())));
            site.serves((request, response) -> response.end("next"));
            assertEquals("next", Reply.to(client, get("/")).body());
        }
    }

    @Test
    @Spec("http 113, 115")
    void areLengthInLowerCaseHexAndDataAndEndAddsOne() throws Exception {
        mustSend(
                "1a\r\nabcdefghijklmnopqrstuvwxyz\r\n2\r\n\u00c3\u00a9\r\n4\r\nlast\r\n0\r\n\r\n",
                (request, response) -> {
                    response.write("abcdefghijklmnopqrstuvwxyz");
                    response.write("\u00e9");
                    response.end("last");
                });
    }

    @Test
    @Spec("http 114")
    void anEmptyOneIsRefusedAndTheHeadIsSent() throws Exception {
        try (LogLines log = LogLines.open()) {
            mustSend(
                    "0\r\n\r\n",
                    (request, response) -> notes.add(response.write(""), Swoole.lastError(), response.end()));
            notes.mustBe("false 550 true");
            log.mustWarn("the data sent must not be empty");
        }
    }

    @Test
    @Spec("http 116")
    void aContentLengthIsDroppedWithAWarning() throws Exception {
        try (LogLines log = LogLines.open()) {
            mustSend("1\r\na\r\n0\r\n\r\n", (request, response) -> {
                response.header("Content-Length", 5);
                response.write("a");
            });
            log.mustWarn("You have set 'Transfer-Encoding', 'Content-Length' will be ignored");
        }
    }

    @Test
    @Spec("http 118")
    void trailersFollowInLowerCaseInOrder() throws Exception {
        mustSend("1\r\na\r\n0\r\nx-sum: 2\r\nb-b: \u00c3\u00a9\r\n\r\n", (request, response) -> {
            response.trailer("X-Sum", "1");
            response.write("a");
            response.trailer("B-B", "\u00e9");
            response.trailer("x-SUM", "2");
            response.end();
        });
    }

    @Test
    @Spec("http 119")
    void withoutChunksTrailersAreNotSent() throws Exception {
        site.serves((request, response) -> {
            notes.add(response.trailer("X-Sum", "1"), response.trailer());
            response.end("a");
        });
        try (RawClient client = site.connect()) {
            assertEquals("a", Reply.to(client, get("/")).body());
            assertEquals("a", Reply.to(client, get("/")).body());
        }
        notes.mustBe("true {x-sum=1}", "true {x-sum=1}");
    }

    @Test
    void aTrailerThatIsNoneIsRefused() throws Exception {
        mustSend("1\r\na\r\n0\r\n\r\n", (request, response) -> {
            response.write("a");
            notes.add(
                    response.trailer("x".repeat(128), "1"),
                    response.trailer("a b", "1"),
                    response.trailer("a\r\nb", "1"),
                    response.trailer("", "1"),
                    response.trailer("a", "1\r\n\r\nHTTP/1.1 200 OK"),
                    response.trailer("a", "1\nb: c"),
                    response.trailer("a", "1\0"),
                    response.trailer("Content-Length", "5"),
                    response.trailer("transfer-encoding", "x"));
        });
        notes.mustBe("false false false false false false false false false");
    }

    @Test
    @Spec("http 117")
    void toAnHttp10ClientTheEndOfTheConnectionIsTheEnd() throws Exception {
        site.serves((request, response) -> {
            response.write("a");
            response.trailer("x", "1");
            response.end("b");
        });
        try (RawClient client = site.connect()) {
            client.sendText("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").readHead();
            assertEquals(
                    "close null",
                    client.head().header("Connection") + " " + client.head().header("Transfer-Encoding"));
            assertEquals("ab", Reply.latin1(client.readToEnd()));
        }
    }

    @Test
    @Spec("http 136")
    void toAHeadNothingIsSentBehindTheHead() throws Exception {
        site.serves((request, response) -> {
            response.write("a");
            response.trailer("x", "1");
            response.end("b");
        });
        try (RawClient client = site.connect()) {
            client.sendText(Text.request("HEAD", "/")).readHead();
            client.sendText(get("/"));
            assertEquals("ab[x: 1]", Reply.read(client).body());
        }
    }
}
