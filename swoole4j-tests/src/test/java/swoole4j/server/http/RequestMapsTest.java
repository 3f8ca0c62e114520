package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.http.Text.form;
import static swoole4j.server.http.Text.get;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** What {@code header}, {@code server}, {@code cookie}, {@code get} and {@code post} hold. */
class RequestMapsTest {
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** What the callback sees of a request. */
    private static String seen(String request, Function<Request, Object> what) throws IOException {
        return seen(site, request, what);
    }

    private static String seen(Site site, String request, Function<Request, Object> what) throws IOException {
        site.serves((it, response) -> response.end(String.valueOf(what.apply(it))));
        return site.ask(request).body();
    }

    @Nested
    class Headers {
        @Test
        @Spec("http 13, 14")
        void aRepeatedHeaderIsAListWhateverItsSpelling() throws Exception {
            assertEquals("[1, 2, 3]", seen(get("/", "X-Foo: 1", "x-foo: 2", "X-FOO: 3"), it -> it.header()
                    .get("x-foo")));
        }

        @Test
        @Spec("http 15")
        void ofThoseThatComeOnceTheLastOneWins() throws Exception {
            String request = get("/", "User-Agent: a", "User-Agent: b", "Accept: c", "Accept: d", "Authorization: e",
                    "Authorization: f", "Accept-Encoding: x", "Accept-Encoding: y");
            assertEquals("b d f y", seen(request, it -> {
                Map<String, Object> header = it.header();
                return header.get("user-agent") + " " + header.get("accept") + " " + header.get("authorization") + " "
                        + header.get("accept-encoding");
            }));
        }

        @Test
        @Spec("http 16, 17")
        void theCookieHeaderIsOneOrTheOther() throws Exception {
            String request = get("/", "Cookie: a=b");
            Function<Request, Object> both = it -> it.header().get("cookie") + " " + it.cookie() + " " + it.hasCookie();
            assertEquals("null {a=b} true", seen(request, both));
            try (Site raw = Site.start(Map.of("http_parse_cookie", false))) {
                assertEquals("a=b {} false", seen(raw, request, both));
            }
        }

        @Test
        @Spec("http 18")
        void blanksBehindAValueStayUnlessHttpStrictIsOn() throws Exception {
            String request = get("/", "X-Foo: \t  a b \t ", "X-Empty:   ", "X-Next: c");
            Function<Request, Object> values = it -> "'" + it.header().get("x-foo") + "''"
                    + it.header().get("x-empty") + "''" + it.header().get("x-next") + "'";
            assertEquals("'a b \t ''''c'", seen(request, values));
            try (Site strict = Site.start(Map.of("http_strict", true))) {
                assertEquals("'a b''''c'", seen(strict, request, values));
            }
        }

        @Test
        void blanksBelongToTheRequestTheyCameWith() throws Exception {
            site.serves((it, response) -> response.end("'" + it.header().get("x-foo") + "'"));
            try (RawClient client = site.connect()) {
                assertEquals("'a '", Reply.to(client, get("/", "X-Foo: a ")).body());
                assertEquals("'b'", Reply.to(client, get("/", "X-Foo: b")).body());
                client.chop(1);
                assertEquals("'c  '", Reply.to(client, get("/", "X-Bar: 1", "X-Foo: c  ")).body());
            }
        }

        @Test
        void thousandsOfOneNameAreOneList() throws Exception {
            String lines = IntStream.range(0, 3000).mapToObj(i -> "X:" + i % 10).collect(Collectors.joining("\r\n"));
            assertEquals("3000", seen(get("/", lines), it -> ((java.util.List<?>) it.header().get("x")).size()));
        }
    }

    @Nested
    class ServerMap {
        @Test
        @Spec("http 19")
        void hasTheseKeysInThisOrder() throws Exception {
            assertEquals(
                    "[query_string, request_method, request_uri, path_info, request_time, request_time_float,"
                            + " server_protocol, server_port, remote_port, server_addr, remote_addr, master_time]",
                    seen(get("/p?q"), it -> it.server().keySet()));
            assertEquals(
                    "String String String String Integer Double String Integer Integer String String Integer",
                    seen(get("/p?q"), it -> it.server().values().stream()
                            .map(value -> value.getClass().getSimpleName())
                            .collect(Collectors.joining(" "))));
        }

        @Test
        @Spec("http 20")
        void hasNoQueryStringWithoutAQuery() throws Exception {
            Function<Request, Object> query = it -> it.server().get("query_string") + " " + it.hasGet();
            assertEquals("null false", seen(get("/p"), query));
            assertEquals("null false", seen(get("/p?"), query));
            assertEquals("a?b true", seen(get("/p?a?b"), query));
        }

        @Test
        @Spec("http 21")
        void hasTheTargetAsSentAndItsPathDecoded() throws Exception {
            assertEquals("/a%20b+c/../d /a b+c/../d", seen(get("/a%20b+c/../d?x=%20"), it ->
                    it.server().get("request_uri") + " " + it.server().get("path_info")));
        }

        @Test
        @Spec("http 22")
        void hasTheAddressesOfTheSocket() throws Exception {
            assertEquals("127.0.0.1 127.0.0.1 true true", seen(get("/"), it -> {
                Map<String, Object> server = it.server();
                boolean port = server.get("server_port").equals(site.port());
                boolean client = (Integer) server.get("remote_port") > 1023;
                return server.get("server_addr") + " " + server.get("remote_addr") + " " + port + " " + client;
            }));
        }

        @Test
        @Spec("http 23")
        void hasTheProtocolOfTheRequest() throws Exception {
            Function<Request, Object> protocol = it -> it.server().get("server_protocol");
            assertEquals("HTTP/1.1", seen(get("/"), protocol));
            assertEquals("HTTP/1.0", seen("GET / HTTP/1.0\r\n\r\n", protocol));
        }

        @Test
        @Spec("http 48")
        void hasTheMethodInUpperCase() throws Exception {
            assertEquals("M-SEARCH M-SEARCH", seen(Text.request("M-SEARCH", "/"), it ->
                    it.getMethod() + " " + it.server().get("request_method")));
        }
    }

    @Nested
    class Variables {
        @Test
        @Spec("http 34")
        void theThousandAndFirstIsIgnoredWithAWarning() throws Exception {
            String query = IntStream.rangeClosed(1, 1001).mapToObj(i -> "v" + i + "=x").collect(Collectors.joining("&"));
            try (LogLines log = LogLines.open()) {
                assertEquals("1000 false", seen(get("/?" + query), it ->
                        it.get().size() + " " + it.get().containsKey("v1001")));
                log.mustWarn("Input variables exceeded 1000. To increase the limit change max_input_vars");
            }
            try (Site few = Site.start(Map.of("max_input_vars", 2));
                    LogLines log = LogLines.open()) {
                assertEquals("{a=1, b=2}", seen(few, get("/?a=1&b=2&c=3"), Request::get));
                assertEquals("{a=1, b=2}", seen(few, form("a=1&b=2&c=3"), Request::post));
                assertEquals("{a=1, b=2}", seen(few, get("/", "Cookie: a=1; b=2; c=3"), Request::cookie));
                log.mustWarn("Input variables exceeded 2");
            }
        }

        @Test
        @Spec("http 24-33")
        void followThePhpRulesInQueryAndForm() throws Exception {
            String text = "a=1&a=9&b[]=2&b[]=3&c[x][y]=z&g[1]=x&g[]=y&f[][k]=6&f[][k]=7&d.e=1&h%20i=%41&c2[=3&e=&novalue&=x&z=%zz";
            String expected = "{a=9, b={0=2, 1=3}, c={x={y=z}}, g={1=x, 2=y}, f={0={k=6}, 1={k=7}}, d_e=1, h_i=A,"
                    + " c2_=3, e=, novalue=, z=%zz}";
            assertEquals(expected, seen(get("/?" + text), Request::get));
            assertEquals(expected, seen(form(text), Request::post));
        }

        @Test
        @Spec("http 35-38")
        void ofCookiesTheFirstWins() throws Exception {
            String request = get("/", "Cookie: k=v; a%20b=c%20d+e; e=f=g; dup=1; dup=2", "Cookie: dup=3; second=1");
            assertEquals("{k=v, a%20b=c d e, e=f=g, dup=1, second=1}", seen(request, Request::cookie));
        }
    }

    @Test
    @Spec("http 49")
    void aRequestIsCompletedWhenTheCallbackSeesIt() throws Exception {
        assertTrue(Boolean.parseBoolean(seen(form("a=1"), Request::isCompleted)));
        assertFalse(Boolean.parseBoolean(seen(get("/"), Request::hasPost)));
    }
}
