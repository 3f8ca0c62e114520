package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.get;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Which connections stay open behind a response (RFC 9112 9.3). */
class KeepAliveTest {
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void answerOk() {
        site.serves((request, response) -> response.end("ok"));
    }

    private static void mustStay(String request) throws Exception {
        try (RawClient client = site.connect()) {
            for (int i = 0; i < 2; i++) {
                assertEquals("keep-alive", Reply.to(client, request).header("Connection"));
            }
        }
    }

    private static void mustClose(String request) throws Exception {
        try (RawClient client = site.connect()) {
            assertEquals("close", Reply.to(client, request + get("/ignored")).header("Connection"));
            client.mustBeClosed();
        }
    }

    @Test
    @Spec("http 5")
    void ofHttp11Stay() throws Exception {
        mustStay(get("/"));
        mustStay(get("/", "Connection: foo"));
    }

    @ParameterizedTest
    @Spec("http 6, 8")
    @ValueSource(strings = {"close", "Close", "foo, close", "close,foo", "foo\r\nConnection: close"})
    void closeWhenTheClientSaysSo(String value) throws Exception {
        mustClose(get("/", "Connection: " + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "not-close", "\"close\"", "close-not"})
    void aWordThatOnlyLooksLikeCloseIsNone(String value) throws Exception {
        mustStay(get("/", "Connection: " + value));
    }

    @Test
    @Spec("http 7")
    void ofHttp10CloseUnlessTheClientWantsOtherwise() throws Exception {
        mustClose("GET / HTTP/1.0\r\n\r\n");
        mustStay("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        mustStay("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    }

    @Test
    @Spec("http 100")
    void closeWhenTheScriptSaysSo() throws Exception {
        site.serves((request, response) -> {
            response.header("Connection", "close");
            response.end("ok");
        });
        mustClose(get("/"));
    }

    @Test
    void areNotTouchedWhileNothingIsSent() throws Exception {
        try (Site quick = Site.start(Map.of("http_header_timeout", 0.05, "http_body_timeout", 0.05));
                RawClient idle = quick.connect();
                RawClient used = quick.connect();
                RawClient slow = quick.connect()) {
            assertEquals("ok", Reply.to(used, get("/")).body());
            slow.sendText("GET");
            assertEquals(408, slow.readHead().status()); // so the time is over
            slow.mustBeClosed();
            assertEquals("ok", Reply.to(idle, get("/")).body());
            assertEquals("ok", Reply.to(used, get("/")).body());
        }
    }
}
