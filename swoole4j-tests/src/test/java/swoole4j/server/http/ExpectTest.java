package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.request;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Expect: 100-continue (RFC 9110 10.1.1). */
class ExpectTest {
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String EXPECT = "Expect: 100-continue";

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Map.of("package_max_length", 65_536))
                .serves((request, response) -> response.end(request.getContent()));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void mustContinue(RawClient client) throws Exception {
        assertEquals(CONTINUE, Reply.latin1(client.readBytes(CONTINUE.length())));
    }

    @Test
    @Spec("http 68")
    void isAnsweredOnceHoweverManyPiecesFollow() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(request("POST", "/", EXPECT, "Content-Length: 9"));
            mustContinue(client);
            for (String piece : new String[] {"one", "two", "six"}) client.sendText(piece);
            assertEquals("onetwosix", Reply.read(client).body());
        }
    }

    @Test
    void isAnsweredForChunksToo() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(request("POST", "/", EXPECT, "Transfer-Encoding: chunked"));
            mustContinue(client);
            client.chop(1).sendText("3\r\none\r\n0\r\n\r\n");
            assertEquals("one", Reply.read(client).body());
        }
    }

    @Test
    void isNotAnsweredWhenTheBodyIsThereOrThereIsNone() throws Exception {
        assertEquals(
                "one",
                site.ask(request("POST", "/", EXPECT, "Content-Length: 3") + "one")
                        .body());
        assertEquals(
                "", site.ask(request("POST", "/", EXPECT, "Content-Length: 0")).body());
        assertEquals("", site.ask(Text.get("/", EXPECT)).body());
    }

    @Test
    void meansNothingInHttp10() throws Exception {
        String head = "POST / HTTP/1.0\r\n" + EXPECT + "\r\nContent-Length: 3\r\n\r\n";
        try (RawClient client = site.connect()) {
            client.sendText(head).sendText("one");
            assertEquals("one", Reply.read(client).body());
            client.mustBeClosed();
        }
    }

    @Test
    @Spec("http 69")
    void ofABodyThatIsTooLargeIsAnsweredWith413Alone() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(request("POST", "/", EXPECT, "Content-Length: 65537"));
            assertEquals("HTTP/1.1 413 Request Entity Too Large\r\n\r\n", Reply.latin1(client.readToEnd()));
        }
    }

    @Test
    @Spec("http 70")
    void anythingElseIsRefused() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(request("POST", "/", "Expect: foo", "Content-Length: 3"));
            assertEquals(417, client.readHead().status());
            client.mustBeClosed();
        }
    }

    @Test
    void waitsForTheAnswersBeforeIt() throws Exception {
        try (RawClient client = site.connect()) {
            client.sendText(Text.form("a=1") + request("POST", "/", EXPECT, "Content-Length: 3"));
            assertEquals("a=1", Reply.read(client).body());
            mustContinue(client);
            client.sendText("two");
            assertEquals("two", Reply.read(client).body());
        }
    }
}
