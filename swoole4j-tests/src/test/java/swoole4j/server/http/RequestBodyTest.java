package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.server.http.Text.chunked;
import static swoole4j.server.http.Text.form;
import static swoole4j.server.http.Text.get;
import static swoole4j.server.http.Text.post;
import static swoole4j.server.http.Text.request;
import static swoole4j.server.http.Text.withBody;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.server.Callback;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** The bodies of requests: which are taken apart as forms, and what {@code getContent} and {@code getData} return. */
class RequestBodyTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    /** Shows the form and the content. */
    private static final Callback.OnRequest BOTH =
            (request, response) -> response.end(request.post() + " '" + request.getContent() + "'");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static String both(String request) throws IOException {
        return site.serves(BOTH).ask(request).body();
    }

    @Nested
    class Forms {
        @ParameterizedTest
        @Spec("http 39, 40")
        @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
        void areTakenApart(String method) throws Exception {
            assertEquals("{a=1, b=c d} 'a=1&b=c+d'", both(withBody(method, FORM, "a=1&b=c+d")));
        }

        @ParameterizedTest
        @Spec("http 41")
        @ValueSource(strings = {"GET", "OPTIONS", "REPORT"})
        void ofOtherMethodsAreContentOnly(String method) throws Exception {
            assertEquals("{} 'a=1'", both(withBody(method, FORM, "a=1")));
        }

        @Test
        @Spec("http 42")
        void jsonIsContentOnly() throws Exception {
            assertEquals("{} '{\"a\":1}'", both(post("application/json", "{\"a\":1}")));
        }

        @ParameterizedTest
        @Spec("http 43")
        @ValueSource(strings = {FORM + "; charset=utf-8", "Application/X-WWW-Form-URLencoded", FORM + ";a"})
        void areKnownByTheBeginningOfTheContentType(String type) throws Exception {
            assertEquals("{a=1} 'a=1'", both(post(type, "a=1")));
        }

        @Test
        @Spec("http 45")
        void withoutAContentTypeThereIsNoForm() throws Exception {
            assertEquals("{} 'a=1'", both(request("POST", "/", "Content-Length: 3") + "a=1"));
        }

        @Test
        @Spec("http 44")
        void httpParsePostTurnsThemOff() throws Exception {
            try (Site off = Site.start(Map.of("http_parse_post", false)).serves(BOTH)) {
                assertEquals("{} 'a=1'", off.ask(form("a=1")).body());
            }
        }
    }

    @Nested
    class Content {
        @Test
        @Spec("http 46")
        void isTheSameByItsTwoNamesAndAsBytes() throws Exception {
            site.serves((request, response) -> response.end(request.getContent() + request.rawContent()
                    + request.contentBytes().length + request.getContent().length()));
            assertEquals("h\u00c3\u00a9h\u00c3\u00a932", site.ask(post("text/plain", "h\u00c3\u00a9")).body());
        }

        @Test
        void isEmptyWithoutABody() throws Exception {
            assertEquals("{} ''", both(get("/")));
            assertEquals("{} ''", both(form("")));
            assertEquals("{} ''", both(chunked(FORM)));
        }

        @Test
        @Spec("http 50")
        void hasNoChunksAnyMore() throws Exception {
            assertEquals("{a=1, b=2} 'a=1&b=2'", both(chunked(FORM, "a=", "1&b", "=2")));
            site.serves((request, response) -> response.end(
                    request.header().get("transfer-encoding") + " " + request.header().get("content-length")));
            assertEquals("chunked null", site.ask(chunked(FORM, "a=1")).body());
        }

        @Test
        @Spec("http 51")
        void extensionsAndTrailersOfChunksAreNoPartOfIt() throws Exception {
            String request = request("POST", "/", "Content-Type: " + FORM, "Transfer-Encoding: chunked")
                    + "3;x=\"y\"\r\na=1\r\n0\r\nX-Sum: 1\r\nCookie: c=d\r\n\r\n";
            assertEquals("{a=1} 'a=1'", both(request));
            site.serves((it, response) -> response.end(it.header().get("x-sum") + " " + it.hasCookie()));
            assertEquals("null false", site.ask(request).body());
        }

        @Test
        void mayComeInAnyPieces() throws Exception {
            site.serves(BOTH);
            try (RawClient client = site.connect()) {
                client.chop(1);
                assertEquals("{a=1, b=2} 'a=1&b=2'", Reply.to(client, chunked(FORM, "a=", "1&b", "=2")).body());
                assertEquals("{a=1, b=2} 'a=1&b=2'", Reply.to(client, form("a=1&b=2")).body());
            }
        }

        @Test
        void aContentCodingIsLeftToTheScript() throws Exception {
            String request = request("POST", "/", "Content-Encoding: gzip", "Content-Length: 3") + "abc";
            assertEquals("{} 'abc'", both(request));
        }
    }

    @Nested
    class Data {
        @Test
        @Spec("http 47")
        void isTheRequestAsItCame() throws Exception {
            site.serves((request, response) -> response.end(request.getData()));
            for (String request : new String[] {
                get("/p?q=1", "X-Foo: 1", "x-FOO:  2"), form("a=1&b=%20"), chunked("text/plain", "hello")
            }) {
                assertEquals(request.replace(":  ", ": "), site.ask(request).body());
            }
        }

        @Test
        void keepsBytesThatAreNoText() throws Exception {
            site.serves((request, response) -> response.end(request.dataBytes()));
            String request = request("POST", "/", "X-Latin: \u00e9", "Content-Length: 3") + "\u00ff\0\u00fe";
            assertEquals(request, site.ask(request).body());
        }
    }
}
