package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static swoole4j.server.http.Text.get;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Swoole;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** The bytes of response heads, and what cannot be smuggled into them. */
class ResponseHeadersTest {
    private static final String DEFAULTS =
            "\r\nServer: swoole-http-server\r\nDate: {DATE}\r\nConnection: keep-alive\r\n";
    private static final String REST = DEFAULTS + "Content-Type: text/html\r\nContent-Length: 2";

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

    /** What a script does with a response before it ends it. */
    private interface Script {
        void on(Response response);
    }

    /** The head of the answer, which must be the only one on the connection. */
    private static String head(Script script, String... lines) throws Exception {
        site.serves((request, response) -> {
            script.on(response);
            response.end("ok");
        });
        try (RawClient client = site.connect()) {
            Reply reply = Reply.to(client, get("/", lines));
            assertEquals("ok", reply.body());
            site.serves((request, response) -> response.end("next"));
            assertEquals("next", Reply.to(client, get("/")).body());
            return reply.headText();
        }
    }

    @Nested
    class Order {
        @Test
        @Spec("http 3, 4")
        void isThatOfTheFirstSettingThenCookiesThenTheDefaults() throws Exception {
            assertEquals("HTTP/1.1 200 OK" + REST, head(response -> {}));
            assertEquals(
                    "HTTP/1.1 200 OK\r\nX-B: 3\r\nX-A: 2\r\nSet-Cookie: c=d\r\nSet-Cookie: a=b" + REST,
                    head(response -> {
                        response.header("X-B", 1);
                        response.cookie("c", "d");
                        response.header("X-A", 2);
                        response.cookie("a", "b");
                        response.header("X-B", 3);
                    }));
        }

        @Test
        @Spec("http 93, 94")
        void listsMakeLinesAndNullNone() throws Exception {
            assertEquals("HTTP/1.1 200 OK\r\nB: 1\r\nB: 2\r\nB: 1.5\r\nE: \r\nT: 1" + REST, head(response -> {
                response.header("b", Arrays.asList("1", 2, null, 1.5));
                response.header("n", null);
                response.header("e", "");
                response.header("t", true);
            }));
        }

        @Test
        @Spec("http 90, 91")
        void namesAreFormattedUnlessTheScriptForbidsIt() throws Exception {
            assertEquals("HTTP/1.1 200 OK\r\nX-Foo-Bar_baz: 1\r\nx-FOO: 2" + REST, head(response -> {
                response.header("x-FOO-bar_baz", 1);
                response.header("x-FOO", 2, false);
            }));
        }
    }

    @Nested
    class Defaults {
        @ParameterizedTest
        @Spec("http 95")
        @ValueSource(strings = {"Server", "Date", "Connection", "Content-Type"})
        void areSuppressedByAnEmptyValueAndByNull(String name) throws Exception {
            String without = ("HTTP/1.1 200 OK" + REST).replaceFirst("\r\n" + name + ": [^\r]*", "");
            assertEquals(without, head(response -> response.header(name, "")));
            assertEquals(without, head(response -> response.header(name.toLowerCase(Locale.ROOT), null, false)));
        }

        @Test
        void giveWayToTheScriptsOwn() throws Exception {
            assertEquals(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nServer: mine\r\nDate: {DATE}\r\n"
                            + "Connection: keep-alive\r\nContent-Length: 2",
                    head(response -> {
                        response.header("content-type", "text/plain");
                        response.header("SERVER", "mine");
                    }));
        }

        @Test
        void initHeaderForgetsAllButTheStatus() throws Exception {
            assertEquals("HTTP/1.1 404 Not Found" + REST, head(response -> {
                response.status(404);
                response.header("X-A", 1);
                response.cookie("a", "b");
                response.initHeader();
            }));
        }
    }

    @Nested
    class ContentLength {
        @Test
        @Spec("http 99")
        void thatIsWrongIsCorrected() throws Exception {
            try (LogLines log = LogLines.open()) {
                assertEquals(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2" + DEFAULTS + "Content-Type: text/html",
                        head(response -> response.header("Content-Length", 200)));
                log.mustWarn("'Content-Length' 200 is wrong and was replaced by 2");
            }
        }

        @Test
        @Spec("http 98")
        void isIgnoredWhenTheClientTakesACoding() throws Exception {
            try (LogLines log = LogLines.open()) {
                String head = head(response -> response.header("Content-Length", 2), "Accept-Encoding: gzip");
                assertEquals("HTTP/1.1 200 OK" + REST, head);
                log.mustWarn("The client has set 'Accept-Encoding', 'Content-Length' will be ignored");
            }
        }

        @Test
        void transferEncodingIsTheServersOwn() throws Exception {
            try (LogLines log = LogLines.open()) {
                assertEquals(
                        "HTTP/1.1 200 OK" + REST, head(response -> response.header("Transfer-Encoding", "chunked")));
                log.mustWarn("header Transfer-Encoding is written by the server, 'chunked' will be ignored");
            }
        }

        @Test
        @Spec("http 111")
        void of204And304IsAsRfc9110Says() throws Exception {
            for (int status : new int[] {204, 304}) {
                site.serves((request, response) -> {
                    response.status(status);
                    response.end("body");
                });
                try (RawClient client = site.connect()) {
                    client.sendText(get("/") + get("/"));
                    for (int i = 0; i < 2; i++) {
                        assertEquals(status, client.readHead().status());
                        assertEquals(null, client.head().header("Content-Length"));
                    }
                }
            }
        }

        @Test
        @Spec("http 135")
        void ofAHeadIsThatOfTheContent() throws Exception {
            site.serves((request, response) -> response.end("12345"));
            try (RawClient client = site.connect()) {
                client.sendText(Text.request("HEAD", "/") + get("/")).readHead();
                assertEquals("5", client.head().header("Content-Length"));
                assertEquals("12345", Reply.read(client).body());
            }
        }
    }

    /** Nothing that comes from a client and is put into a response may end a line of it. */
    @Nested
    class Injection {
        private static final String SPLIT = "a\r\nX-Evil: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

        @ParameterizedTest
        @Spec("http 96")
        @ValueSource(strings = {SPLIT, "a\nX-Evil: 1", "a\rX-Evil: 1", "a\0b", "a\n\tb", "\r\n b"})
        void aHeaderValueWithALineEndIsDropped(String value) throws Exception {
            try (LogLines log = LogLines.open()) {
                String head = head(response ->
                        notes.add(response.header("X-A", value), response.header("X-L", List.of(value, "c"))));
                assertEquals("HTTP/1.1 200 OK\r\nX-L: c" + REST, head);
                notes.mustBe("true true");
                log.mustWarn("Header may not contain more than a single header, new line detected");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"Content-Type", "Server", "Date", "Connection", "Content-Encoding"})
        void soIsThatOfAHeaderTheServerKnows(String name) throws Exception {
            try (LogLines log = LogLines.open()) {
                String head = head(response -> response.header(name, SPLIT));
                assertEquals("HTTP/1.1 200 OK" + REST, head);
                log.mustWarn("new line detected");
            }
        }

        @ParameterizedTest
        @Spec("http 96, 97")
        @ValueSource(strings = {"X\r\nEvil", "X\nEvil", "X\rEvil", "X\0", "X: 1", "X Y", "", "X\u00e9"})
        void aHeaderNameThatIsNoneIsRefused(String name) throws Exception {
            try (LogLines _ = LogLines.open()) {
                String head = head(response ->
                        notes.add(response.header(name, "1"), Swoole.lastError(), response.header(name, "1", false)));
                assertEquals("HTTP/1.1 200 OK" + REST, head);
                notes.mustBe("false 510 false");
            }
        }

        @Test
        @Spec("http 97")
        void aHeaderNameMayHave127Bytes() throws Exception {
            try (LogLines log = LogLines.open()) {
                String longest = "X" + "x".repeat(126);
                String head = head(response -> notes.add(
                        response.header(longest, "1"), response.header(longest + "x", "1"), Swoole.lastError()));
                assertEquals("HTTP/1.1 200 OK\r\n" + longest + ": 1" + REST, head);
                notes.mustBe("true false 510");
                log.mustWarn("header key is too long");
            }
        }

        @Test
        @Spec("http 110")
        void aReasonWithALineEndIsRefused() throws Exception {
            try (LogLines _ = LogLines.open()) {
                assertEquals(
                        "HTTP/1.1 200 OK" + REST,
                        head(response -> notes.add(
                                response.status(404, "No\r\nX-Evil: 1"),
                                response.status(404, "No\0"),
                                Swoole.lastError())));
                notes.mustBe("false false 505");
            }
        }

        @Test
        @Spec("http 109")
        void aStatusThatIsNoneIsRefused() throws Exception {
            try (LogLines _ = LogLines.open()) {
                assertEquals(
                        "HTTP/1.1 200 OK" + REST,
                        head(response -> notes.add(
                                response.status(99),
                                response.status(1000),
                                response.status(-1),
                                response.status(100),
                                response.status(101))));
                notes.mustBe("false false false false false");
            }
            assertEquals("HTTP/1.1 799 Unknown Status" + REST, head(response -> response.status(799)));
            assertEquals("HTTP/1.1 404 Nope Here" + REST, head(response -> response.status(404, "Nope Here")));
        }

        @ParameterizedTest
        @Spec("http 123")
        @ValueSource(strings = {"/\r\nX-Evil: 1", "/\nX", "/\rX"})
        void aRedirectWithALineEndIsRefused(String url) throws Exception {
            try (LogLines log = LogLines.open()) {
                assertEquals("HTTP/1.1 200 OK" + REST, head(response -> notes.add(response.redirect(url))));
                notes.mustBe("false");
                log.mustWarn("new line detected");
            }
        }

        @Test
        @Spec("http 105")
        void aCookieWithALineEndIsRefused() throws Exception {
            try (LogLines _ = LogLines.open()) {
                String head = head(response -> notes.add(
                        response.cookie("a\r\nX", "b"),
                        response.rawcookie("a", "b\r\nX-Evil: 1"),
                        response.cookie("a", "b", 0, "/\r\nX", "", false, false, ""),
                        response.cookie("a", "b", 0, "/", "d\r\nX", false, false, ""),
                        response.cookie("a", "b", 0, "/", "d", false, false, "Lax\r\nX", "", false),
                        response.cookie("a", "b", 0, "/", "d", false, false, "Lax", "High\r\nX", false)));
                assertEquals("HTTP/1.1 200 OK" + REST, head);
                notes.mustBe("false false false false false false");
            }
            assertEquals(
                    "HTTP/1.1 200 OK\r\nSet-Cookie: a=b%0D%0AX" + REST,
                    head(response -> response.cookie("a", "b\r\nX")));
        }

        @Test
        void aFileNameWithALineEndIsNoFile(@TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("a.x\r\nX-Evil: 1"), "file");
            site.serves((request, response) -> response.sendfile(file.toString()));
            Reply reply = site.ask(get("/"));
            assertEquals("file", reply.body());
            assertEquals(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream" + DEFAULTS + "Content-Length: 4",
                    reply.headText());
            try (LogLines _ = LogLines.open()) {
                assertEquals(
                        "HTTP/1.1 200 OK" + REST,
                        head(response -> notes.add(response.sendfile("/etc/hostname\0.txt"))));
                notes.mustBe("false");
            }
        }

        @Test
        void otherLineEndsOfUnicodeAreNone() throws Exception {
            assertEquals(
                    "HTTP/1.1 200 OK\r\nX-A: \u00c2\u0085\u00e2\u0080\u00a8\u00c4\u008a\u00c4\u008d!" + REST,
                    head(response -> response.header("X-A", "\u0085\u2028\u010a\u010d!")));
        }

        @Test
        void serverSoftwareWithALineEndIsRefusedAtTheStart() {
            Map<String, String> options = Map.of("server_software", "a\r\nX-Evil: 1");
            Exception thrown = assertThrows(RuntimeException.class, () -> Site.start(options));
            assertEquals("a server name must not contain control characters: a\r\nX-Evil: 1", thrown.getMessage());
        }
    }
}
