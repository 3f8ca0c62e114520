package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.files.StaticServer.KEEP;
import static swoole4j.server.files.StaticServer.TAIL;
import static swoole4j.server.files.StaticServer.file;
import static swoole4j.server.files.StaticServer.get;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Which requests the static handler answers, and the bytes of its answers. */
class StaticFileTest {
    private static final String TEXT = "abcdefghijklmnopqrst";
    private static final String FILE =
            "Content-Length: 20\r\nContent-Type: text/plain\r\nAccept-Ranges: bytes\r\n" + TAIL;
    private static final String KEPT = "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n" + FILE;
    private static final String CLOSED = "HTTP/1.1 200 OK\r\nConnection: close\r\n" + FILE;

    @TempDir
    Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        file(root.resolve("a.txt"), TEXT);
        file(root.resolve("a b.txt"), "blank");
        file(root.resolve("a+b.txt"), "plus");
        file(root.resolve("unknown.zzz"), "unknown");
        file(root.resolve("empty.txt"), "");
        file(root.resolve("sub/page.html"), "<p>page</p>");
    }

    private StaticServer start(Map<String, ?> options) {
        return StaticServer.start(root, options);
    }

    @Test
    @Spec("http 146")
    void headerLinesComeInSwoolesOrder() throws Exception {
        try (StaticServer server = start(Map.of())) {
            server.mustAnswer(get("/a.txt", KEEP), KEPT + TEXT);
        }
    }

    @Test
    @Spec("http 147")
    void whatIsMissingOrOfNoKnownTypeIsForTheRequestCallback() throws Exception {
        try (StaticServer server = start(Map.of())) {
            server.mustBeDynamic("/none.txt");
            server.mustBeDynamic("/unknown.zzz");
            server.mustBeDynamic("/sub");
            server.mustBeDynamic("/sub/");
            server.mustBeDynamic("/");
            server.mustBeDynamic("/a.txt/");
            server.mustBeDynamic("/a.txt/more.txt");
        }
    }

    @Test
    @Spec("http 158")
    void aHeadRequestGetsTheRealLengthAndNoBody() throws Exception {
        try (StaticServer server = start(Map.of())) {
            server.mustAnswer(SendFileServer.request("HEAD", "/a.txt", KEEP), KEPT);
            server.mustAnswer(SendFileServer.request("HEAD", "/a.txt", KEEP, "Range: bytes=0-4"), KEPT);
        }
    }

    @Test
    @Spec("http 161")
    void theQueryIsNotPartOfTheName() throws Exception {
        try (StaticServer server = start(Map.of())) {
            assertEquals(TEXT, server.body(get("/a.txt?version=1")));
            assertEquals(TEXT, server.body(get("/a.txt?../../b")));
        }
    }

    @Test
    void percentIsDecodedOnceAndPlusIsAPlus() throws Exception {
        try (StaticServer server = start(Map.of())) {
            assertEquals("blank", server.body(get("/a%20b.txt")));
            assertEquals("plus", server.body(get("/a+b.txt")));
            assertEquals(TEXT, server.body(get("/%61.t%78t")));
            assertEquals("<p>page</p>", server.body(get("/sub%2Fpage.html")));
            server.mustBeDynamic("/%2561.txt");
        }
    }

    @Test
    void onlyGetAndHeadWithoutABodyAreAnswered() throws Exception {
        try (StaticServer server = start(Map.of())) {
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
                assertEquals("dynamic /a.txt", server.body(SendFileServer.request(method, "/a.txt", KEEP)), method);
            }
            assertEquals("dynamic /a.txt", server.body(get("/a.txt", "Content-Length: 1") + "x"));
        }
    }

    @Test
    void anEmptyFileIsAnEmptyAnswer() throws Exception {
        try (StaticServer server = start(Map.of())) {
            server.mustAnswer(get("/empty.txt", KEEP), KEPT.replace("Content-Length: 20", "Content-Length: 0"));
        }
    }

    @Test
    void withoutTheHandlerNoFileIsServed() throws Exception {
        try (StaticServer server = start(Map.of("enable_static_handler", false))) {
            server.mustBeDynamic("/a.txt");
        }
    }

    @Nested
    class TheConnection {
        @Test
        void isKeptOnlyForAClientThatAsksForIt() throws Exception {
            try (StaticServer server = start(Map.of())) {
                server.mustAnswer(get("/a.txt"), CLOSED + TEXT);
                server.mustAnswer(get("/a.txt") + get("/a.txt"), CLOSED + TEXT);
                server.mustAnswer(get("/a.txt", KEEP) + get("/a.txt", KEEP), KEPT + TEXT + KEPT + TEXT);
                server.mustAnswer(get("/a.txt", "Connection: keep-alive, close"), CLOSED + TEXT);
            }
        }

        @Test
        @Spec("http 159")
        void isKeptPerVersionOfHttpWithHttpStrict() throws Exception {
            try (StaticServer server = start(Map.of("http_strict", true))) {
                server.mustAnswer(get("/a.txt") + get("/a.txt", "Connection: close"), KEPT + TEXT + CLOSED + TEXT);
                server.mustAnswer("GET /a.txt HTTP/1.0\r\n\r\n", CLOSED + TEXT);
                server.mustAnswer(
                        "GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /a.txt HTTP/1.0\r\n\r\n",
                        KEPT + TEXT + CLOSED + TEXT);
            }
        }

        @Test
        void staticAndDynamicRequestsArePipelinedInOrder() throws Exception {
            try (StaticServer server = start(Map.of())) {
                String answer = server.answer(
                        get("/a.txt", KEEP) + get("/dynamic") + get("/sub/page.html", KEEP) + get("/none.txt"));
                assertEquals(
                        List.of(TEXT, "dynamic /dynamic", "<p>page</p>", "dynamic /none.txt"),
                        answer.lines()
                                .map(line -> line.replaceFirst("HTTP/1.1 .*", ""))
                                .filter(line ->
                                        line.equals(TEXT) || line.startsWith("dynamic") || line.startsWith("<p>"))
                                .toList());
            }
        }
    }

    @Nested
    class Locations {
        private final Map<String, Object> sub = Map.of("static_handler_locations", List.of("/sub", "ignored"));

        @Test
        @Spec("http 148")
        void whatIsMissingGetsSwoolesPage() throws Exception {
            try (StaticServer server = start(sub)) {
                String answer = server.answer(get("/sub/none.html"));
                assertTrue(
                        answer.startsWith("HTTP/1.1 404 Not Found\r\nServer: swoole-http-server\r\nContent-Length: "));
                assertTrue(answer.contains("<h1>HTTP 404 Not Found</h1>"), answer);
                String page = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                assertTrue(answer.contains("Content-Length: " + page.length() + "\r\n\r\n"), answer);
            }
        }

        @Test
        @Spec("http 148")
        void filesOfUnknownTypeAreServedAsOctets() throws Exception {
            file(root.resolve("sub/unknown.zzz"), "unknown");
            try (StaticServer server = start(sub)) {
                String answer = server.answer(get("/sub/unknown.zzz", KEEP));
                assertTrue(answer.contains("Content-Type: application/octet-stream\r\n"), answer);
                assertTrue(answer.endsWith("\r\n\r\nunknown"), answer);
            }
        }

        @Test
        void theirPrefixesMatchInAnyCaseAndAnywhereInAName() throws Exception {
            file(root.resolve("SUBX/page.html"), "upper");
            try (StaticServer server = start(sub)) {
                assertEquals("<p>page</p>", server.body(get("/sub/page.html")));
                assertEquals("upper", server.body(get("/SUBX/page.html")));
                server.mustBeDynamic("/a.txt");
            }
        }

        @Test
        void aWayBackOutOfALocationIsNotInIt() throws Exception {
            try (StaticServer server = start(sub)) {
                server.mustBeDynamic("/sub/../a.txt");
                server.mustBeDynamic("/sub/%2e%2e/a.txt");
            }
        }

        @Test
        void thePageHasAFullHeadWithHttpStrict() throws Exception {
            try (StaticServer server =
                    start(Map.of("static_handler_locations", List.of("/sub"), "http_strict", true))) {
                String answer = server.answer(get("/sub/none.html"));
                assertTrue(
                        answer.startsWith("HTTP/1.1 404 Not Found\r\nServer: swoole-http-server\r\nDate: {DATE}\r\n"
                                + "Connection: keep-alive\r\nContent-Type: text/html\r\nContent-Length: "),
                        answer);
            }
        }

        @Test
        void theConnectionStaysUnlessTheClientWantsItClosed() throws Exception {
            try (StaticServer server = start(sub)) {
                String twice = server.answer(get("/sub/1") + get("/sub/2"));
                assertEquals(2, twice.split("HTTP/1.1 404 Not Found", -1).length - 1, twice);
                String once = server.answer(get("/sub/1", "Connection: close") + get("/sub/2"));
                assertEquals(1, once.split("HTTP/1.1 404 Not Found", -1).length - 1, once);
                assertTrue(once.contains("Connection: close\r\n"), once);
            }
        }
    }

    @Nested
    class WhatIsNoOrdinaryFile {
        @Test
        void aPipeIsNeverOpened() throws Exception {
            Process made = new ProcessBuilder("mkfifo", root.resolve("pipe.txt").toString()).start();
            assertEquals(0, made.waitFor());
            try (StaticServer server = start(Map.of());
                    RawClient client = server.connect()) {
                server.mustBeDynamic("/pipe.txt");
                assertEquals(404, client.sendText(get("/none")).readHead().status());
                client.abort();
            }
        }
    }
}
