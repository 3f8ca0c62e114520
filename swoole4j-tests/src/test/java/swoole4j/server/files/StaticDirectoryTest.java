package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.files.StaticServer.KEEP;
import static swoole4j.server.files.StaticServer.TAIL;
import static swoole4j.server.files.StaticServer.file;
import static swoole4j.server.files.StaticServer.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.SwooleException;
import swoole4j.http.Server;
import swoole4j.tests.Spec;

/** Index files, lists of directories, rewrite rules, and the options of the static handler. */
class StaticDirectoryTest {
    @TempDir
    Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        file(root.resolve("index.html"), "<h1>index</h1>");
        file(root.resolve("sub/page.html"), "<p>page</p>");
        file(root.resolve("nested/deep/file.txt"), "nested");
    }

    private StaticServer start(Map<String, ?> options) {
        return StaticServer.start(root, options);
    }

    @Test
    @Spec("http 151")
    void theFirstIndexFileThatExistsStandsForItsDirectoryWithAndWithoutSlash() throws Exception {
        try (StaticServer server = start(Map.of("http_index_files", List.of("index.html", "page.html")))) {
            assertEquals("<h1>index</h1>", server.body(get("/")));
            assertEquals("<p>page</p>", server.body(get("/sub/")));
            assertEquals("<p>page</p>", server.body(get("/sub")));
            assertEquals("<p>page</p>", server.body(get("/sub?a=b")));
            server.mustBeDynamic("/nested");
            server.mustAnswer(
                    get("/sub", KEEP),
                    "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 11\r\nContent-Type: text/html\r\n"
                            + "Accept-Ranges: bytes\r\n" + TAIL + "<p>page</p>");
        }
    }

    @Nested
    class Lists {
        private final Map<String, Object> on = Map.of("http_autoindex", true);

        @Test
        @Spec("http 152")
        void namesAreSortedByBytesAndEscaped() throws Exception {
            Path folder = Files.createDirectory(root.resolve("a & b"));
            for (String name : List.of("b", "B", "a\"<script>", "it's 100%")) {
                Files.createFile(folder.resolve(name));
            }
            try (StaticServer server = start(on)) {
                String page = server.body(get("/a%20&%20b"));
                assertTrue(page.contains("<title>Index of /a &amp; b/</title>"), page);
                assertEquals(
                        List.of(
                                "<li><a href=\"/a%20%26%20b/..\">..</a></li>",
                                "<li><a href=\"/a%20%26%20b/B\">B</a></li>",
                                "<li><a href=\"/a%20%26%20b/a%22%3Cscript%3E\">a&quot;&lt;script&gt;</a></li>",
                                "<li><a href=\"/a%20%26%20b/b\">b</a></li>",
                                "<li><a href=\"/a%20%26%20b/it%27s%20100%25\">it&#039;s 100%</a></li>"),
                        page.lines()
                                .map(String::strip)
                                .filter(line -> line.startsWith("<li>"))
                                .toList());
            }
        }

        @Test
        void theRootHasNoWayUpAndTheHeadNamesItsLastChange() throws Exception {
            Files.setLastModifiedTime(root, FileTime.from(Instant.ofEpochSecond(StaticServer.MODIFIED)));
            try (StaticServer server = start(on)) {
                String answer = server.answer(get("/", KEEP));
                String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                assertEquals(
                        "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: " + body.length()
                                + "\r\nContent-Type: text/html\r\n" + TAIL + body,
                        answer);
                assertFalse(body.contains("\"/..\""), body);
            }
        }

        @Test
        void anIndexFileComesFirst() throws Exception {
            try (StaticServer server =
                    start(Map.of("http_autoindex", true, "http_index_files", List.of("page.html")))) {
                assertEquals("<p>page</p>", server.body(get("/sub")));
                assertTrue(server.body(get("/nested")).contains(">deep</a>"));
            }
        }

        @Test
        void aHeadRequestGetsNoPage() throws Exception {
            try (StaticServer server = start(on)) {
                assertEquals("", server.body(SendFileServer.request("HEAD", "/sub")));
            }
        }
    }

    @Nested
    class Rewriting {
        private final Map<String, String> rules = new LinkedHashMap<>();

        @Test
        @Spec("http 160")
        void theFirstExpressionOrPrefixThatMatchesNamesTheFile() throws Exception {
            rules.put("~^/p/(\\w+)$~", "/sub/$1.html");
            rules.put("/old/", "/sub/");
            rules.put("/o", "/none/");
            try (StaticServer server = start(Map.of("url_rewrite_rules", rules))) {
                assertEquals("<p>page</p>", server.body(get("/p/page")));
                assertEquals("<p>page</p>", server.body(get("/old/page.html")));
                assertEquals("<h1>index</h1>", server.body(get("/index.html")));
                server.mustBeDynamic("/p/none");
                server.mustBeDynamic("/other.html");
            }
        }

        @Test
        void noRuleLeadsOutOfTheRoot() throws Exception {
            file(root.resolveSibling("outside.txt"), "secret");
            rules.put("~^/x/(.*)$~", "/../$1");
            rules.put("/y/", "/../");
            try (StaticServer server = start(Map.of("url_rewrite_rules", rules))) {
                server.mustBeDynamic("/x/outside.txt");
                server.mustBeDynamic("/y/outside.txt");
            } finally {
                Files.delete(root.resolveSibling("outside.txt"));
            }
        }

        @Test
        void aRuleThatCannotBeUsedIsRefusedAtOnce() {
            Server server = new Server("127.0.0.1", 0);
            assertThrows(SwooleException.class, () -> server.set(Map.of("url_rewrite_rules", Map.of("~(~", "/a"))));
            assertThrows(SwooleException.class, () -> server.set(Map.of("url_rewrite_rules", Map.of("/a", 1))));
        }
    }

    @Nested
    class Options {
        private final Server server = new Server("127.0.0.1", 0);

        @Test
        void aDocumentRootThatDoesNotExistIsRefused() {
            assertFalse(server.set(Map.of("document_root", "/none/at/all", "enable_static_handler", true)));
            assertFalse(server.set(Map.of("document_root", "")));
            assertFalse(server.set(
                    Map.of("document_root", root.resolve("index.html").toString())));
            assertTrue(server.set(Map.of("document_root", root.toString())));
        }

        @Test
        void whatMustBeAListIsOne() {
            for (String key : List.of("http_index_files", "static_handler_locations", "url_rewrite_rules")) {
                SwooleException refused =
                        assertThrows(SwooleException.class, () -> server.set(Map.of(key, "index.html")));
                assertEquals(key + " must be array", refused.getMessage());
            }
        }
    }
}
