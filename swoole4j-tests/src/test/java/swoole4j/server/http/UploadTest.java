package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.http.Text.post;
import static swoole4j.server.http.Text.request;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.http.Response;
import swoole4j.server.Callback;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Files in multipart bodies: what the script sees, and what stays on disk. */
class UploadTest {
    private static final String TYPE = "multipart/form-data; boundary=B";

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void start() {
        site = Site.start(Map.of("upload_tmp_dir", folder.toString(), "upload_max_filesize", 3_000_000));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static String file(String field, String name, String content) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n";
    }

    private static String field(String name, String value) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String upload(String... parts) {
        return post(TYPE, String.join("", parts) + "--B--\r\n");
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** Returns an entry of {@code files} whose temporary name does not change. */
    private static String shown(Object entry) {
        return String.valueOf(entry).replaceAll("/[^,}]*/swoole\\.upfile\\.[A-Za-z0-9]{6}", "TMP");
    }

    @Nested
    class Entries {
        @Test
        @Spec("http 77, 78")
        void areEntriesOfTypeTmpNameSizeNameAndError() throws Exception {
            site.serves((request, response) -> {
                Map<?, ?> entry = (Map<?, ?>) request.files().get("f");
                Path stored = Path.of(String.valueOf(entry.get("tmp_name")));
                response.end(shown(entry) + " " + Files.readString(stored) + " "
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)) + " "
                        + request.tmpfiles().equals(List.of(stored.toString())) + " " + stored.startsWith(folder));
            });
            assertEquals(
                    "{type=text/plain, tmp_name=TMP, size=5, name=a.txt, error=0} hello rw------- true true",
                    site.ask(upload(file("f", "a.txt", "hello"))).body());
            site.serves((request, response) -> response.end()).ask(Text.get("/")); // the one before is over
            assertEquals(List.of(), stored());
        }

        @Test
        @Spec("http 79")
        void anEmptyFilenameMeansThatNoneWasChosen() throws Exception {
            site.serves((request, response) -> response.end(request.files() + " " + request.tmpfiles()));
            assertEquals(
                    "{f={type=, tmp_name=, size=0, name=, error=4}} []",
                    site.ask(upload(file("f", "", ""))).body());
        }

        @Test
        @Spec("http 76, 84")
        void partsWithoutAFilenameAreFields() throws Exception {
            site.serves((request, response) -> response.end(request.post() + " " + request.hasFiles()));
            assertEquals(
                    "{a=2, b={x={0=3}}} false",
                    site.ask(upload(field("a", "1"), field("a", "2"), field("b[x][]", "3")))
                            .body());
        }

        @Test
        @Spec("http 80")
        void severalUnderOneNameAreAListOrInTheLayoutOfPhp() throws Exception {
            String request = upload(file("ups[]", "a", "1"), file("ups[]", "b", "22"));
            Callback.OnRequest page = (it, response) -> response.end(shown(it.files()));
            assertEquals(
                    "{ups={0={type=text/plain, tmp_name=TMP, size=1, name=a, error=0},"
                            + " 1={type=text/plain, tmp_name=TMP, size=2, name=b, error=0}}}",
                    site.serves(page).ask(request).body());
            try (Site php = Site.start(Map.of("http_parse_files", true)).serves(page)) {
                assertEquals(
                        "{ups={name={0=a, 1=b}, type={0=text/plain, 1=text/plain}, tmp_name={0=TMP, 1=TMP},"
                                + " error={0=0, 1=0}, size={0=1, 1=2}}}",
                        php.ask(request).body());
            }
        }

        @Test
        @Spec("http 78")
        void aFileThatTheScriptMovedStays() throws Exception {
            Path kept = folder.resolve("kept.txt");
            site.serves((request, response) -> {
                Files.move(Path.of(request.tmpfiles().getFirst()), kept);
                response.end();
            });
            assertEquals(200, site.ask(upload(file("f", "a", "hello"))).status());
            site.serves((request, response) -> response.end()).ask(Text.get("/"));
            assertEquals(List.of("kept.txt"), stored());
            assertEquals("hello", Files.readString(kept));
        }

        @Test
        void thoseOfADeferredAnswerStayUntilItEnds() throws Exception {
            var kept = new CompletableFuture<Response>();
            site.serves((request, response) -> {
                response.defer();
                kept.complete(response);
            });
            try (RawClient client = site.connect()) {
                client.sendText(upload(file("f", "a", "hello")));
                Response response = kept.get(5, TimeUnit.SECONDS);
                assertEquals(1, stored().size());
                response.end("later");
                assertEquals("later", Reply.read(client).body());
            }
        }

        @Test
        void areDeletedWhenTheCallbackThrows() throws Exception {
            site.serves((request, response) -> {
                throw new IllegalStateException("meant");
            });
            try (LogLines log = LogLines.open()) {
                assertEquals(500, site.ask(upload(file("f", "a", "hello"))).status());
                site.serves((request, response) -> response.end()).ask(Text.get("/"));
                assertEquals(1, log.await(Level.ERROR, 1).size());
            }
            assertEquals(List.of(), stored());
        }
    }

    @Nested
    class Boundary {
        @Test
        @Spec("http 81")
        void missingIsRefused() throws Exception {
            try (RawClient client = site.connect()) {
                client.sendText(post("multipart/form-data", "--B--\r\n"));
                assertEquals("HTTP/1.1 400 Bad Request\r\n\r\n", Reply.latin1(client.readToEnd()));
            }
        }

        @Test
        @Spec("http 82, 83")
        void mayBeQuotedAndHaveNeighbours() throws Exception {
            site.serves((request, response) ->
                    response.end(request.post() + " " + request.getContent().length()));
            String body = "to be ignored\r\n" + field("a", "1") + "--B--\r\nignored too";
            assertEquals(
                    "{a=1} " + body.length(),
                    site.ask(post("Multipart/Form-Data; charset=x; boundary=\"B\"; a=b", body))
                            .body());
        }
    }

    @Nested
    class Limits {
        private static final String LARGE = "x".repeat(2_500_000);

        @Test
        @Spec("http 86")
        void aLargeFileGoesToDiskAndIsNoPartOfTheContent() throws Exception {
            site.serves((request, response) -> {
                Path stored = Path.of(request.tmpfiles().getFirst());
                response.end(Files.size(stored) + " " + request.post() + " "
                        + request.getContent().contains("xxx"));
            });
            assertEquals(
                    "2500000 {a=1} false",
                    site.ask(upload(file("f", "l", LARGE), field("a", "1"))).body());
        }

        @Test
        @Spec("http 85")
        void aFileOverTheLimitIsRefusedAndDeleted() throws Exception {
            try (Site few = Site.start(Map.of("upload_tmp_dir", folder.toString(), "upload_max_filesize", 5120));
                    RawClient client = few.connect()) {
                client.sendText(upload(file("f", "a", "x".repeat(5121))));
                assertEquals("HTTP/1.1 413 Request Entity Too Large\r\n\r\n", Reply.latin1(client.readToEnd()));
                few.serves((request, response) ->
                        response.end(String.valueOf(request.tmpfiles().size())));
                assertEquals(
                        "1", few.ask(upload(file("f", "a", "x".repeat(5120)))).body());
                few.ask(Text.get("/"));
            }
            assertEquals(List.of(), stored());
        }

        @Test
        void fieldsOverPackageMaxLengthAreRefused() throws Exception {
            try (RawClient client = site.connect()) {
                client.sendText(upload(field("a", LARGE)));
                assertEquals(413, client.readHead().status());
                client.mustBeClosed();
            }
        }

        @Test
        void anUploadThatStopsHalfwayLeavesNothing() throws Exception {
            String whole = upload(file("f", "a", "x".repeat(100_000)));
            CountDownLatch closed = new CountDownLatch(1);
            try (Site watched = Site.start(
                            Map.of("upload_tmp_dir", folder.toString()),
                            Map.of("close", (server, fd, reactor) -> closed.countDown()));
                    RawClient client = watched.connect();
                    RawClient expecting = watched.connect()) {
                expecting.sendText(
                        request("POST", "/", "Content-Type: " + TYPE, "Content-Length: 9", "Expect: 100-continue"));
                client.sendText(whole.substring(0, 50_000));
                Waiting.until(() -> stored().size() == 1, "the file is begun");
                client.abort();
                Site.await(closed);
                expecting.readHead();
                expecting.abort();
                Waiting.until(() -> stored().isEmpty(), "the file is deleted");
            }
        }

        @Test
        void anUploadThatBreaksTheRulesLeavesNothing() throws Exception {
            try (RawClient client = site.connect()) {
                client.sendText(post(TYPE, file("f", "a", "hello") + "--B\r\nno colon\r\n\r\n--B--\r\n"));
                assertEquals(400, client.readHead().status());
                client.mustBeClosed();
            }
            assertEquals(List.of(), stored());
        }
    }

    @Test
    @Spec("http 87")
    void theDirectoryIsCreated() throws Exception {
        Path missing = folder.resolve("not/there/yet");
        try (Site other = Site.start(Map.of("upload_tmp_dir", missing.toString()))) {
            assertTrue(Files.isDirectory(missing));
            other.serves((request, response) -> response.end(
                    Path.of(request.tmpfiles().getFirst()).getParent().toString()));
            assertEquals(
                    missing.toString(), other.ask(upload(file("f", "a", "1"))).body());
        }
    }
}
