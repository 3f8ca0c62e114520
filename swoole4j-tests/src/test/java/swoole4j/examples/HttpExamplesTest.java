package swoole4j.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code examples/http}. One nested class per file, named after it. */
class HttpExamplesTest extends ExampleTests {
    @Nested
    class Hello {
        @Test
        void greets() throws Exception {
            HttpResponse<String> answer = get(run("http/hello"), "/");
            assertEquals(200, answer.statusCode());
            assertEquals("text/html; charset=utf-8", header(answer, "content-type"));
            assertTrue(answer.body().matches("<h1>Hello Swoole\\. #\\d{4}</h1>"), answer::body);
        }
    }

    @Nested
    class Controller {
        @Test
        void callsTheActionThatThePathNames() throws Exception {
            int port = run("http/controller");
            assertEquals("This is Ann.\n", get(port, "/user/show?name=Ann").body());
            assertEquals("This is nobody.\n", get(port, "/user/show").body());
            assertEquals("1\n", get(port, "/counter/add").body());
            assertEquals("2\n", get(port, "/counter/add").body());
            assertEquals("/counter/add", header(get(port, "/counter/reset"), "location"));
            assertEquals("1\n", get(port, "/counter/add").body());
        }

        @Test
        void answers404ToWhatNamesNone() throws Exception {
            int port = run("http/controller");
            for (String path : List.of("/", "/user", "/user/hashCode", "/user/show/more", "/nobody/show")) {
                assertEquals(404, get(port, path).statusCode(), path);
            }
        }
    }

    @Nested
    class Dump {
        @Test
        void showsAllThatARequestTells() throws Exception {
            int port = run("http/dump");
            var request = request(port, "/some/page?list[]=1&list[]=2".replace("[]", "%5B%5D"))
                    .header("Cookie", "theme=dark")
                    .header("X-Own", "header")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("user[name]=Ann&note=a+b"));
            List<String> lines = send(request).body().lines().toList();
            assertTrue(
                    lines.containsAll(List.of(
                            "METHOD POST",
                            "GET list 0 = 1",
                            "GET list 1 = 2",
                            "POST user name = Ann",
                            "POST note = a b",
                            "COOKIE theme = dark",
                            "HEADER x-own = header",
                            "SERVER request_uri = /some/page",
                            "SERVER query_string = list%5B%5D=1&list%5B%5D=2",
                            "CONTENT user[name]=Ann&note=a+b")),
                    () -> String.join("\n", lines));
        }
    }

    @Nested
    class Upload {
        private static final String BODY = """
                --limit\r
                Content-Disposition: form-data; name="comment"\r
                \r
                for you\r
                --limit\r
                Content-Disposition: form-data; name="document"; filename="../a note.txt"\r
                Content-Type: text/plain\r
                \r
                all of it\r
                --limit--\r
                """;

        @Test
        void keepsTheFileUnderANameOfItsOwn() throws Exception {
            int port = run("http/upload");
            String answer = upload(port, BODY).body();
            Matcher kept = Pattern.compile("is now (.*)").matcher(answer);
            assertTrue(kept.find(), answer);
            Path file = Path.of(kept.group(1));
            try {
                assertEquals("all of it", Files.readString(file));
                assertTrue(answer.startsWith("../a note.txt (text/plain, 9 bytes)\n"), answer);
                assertTrue(answer.endsWith("\ncomment: for you\n"), answer);
                assertTrue(file.getFileName().toString().matches("[0-9a-f-]{36}\\.upload"), answer);
            } finally {
                Files.delete(file);
                Files.delete(file.getParent());
            }
        }

        @Test
        void servesAForm() throws Exception {
            assertTrue(get(run("http/upload"), "/").body().contains("<input type=\"file\" name=\"document\">"));
        }

        @Test
        void answers400ToAFormWithoutTheFile() throws Exception {
            int port = run("http/upload");
            assertEquals(
                    400, upload(port, BODY.replace("\"document\"", "\"other\"")).statusCode());
            assertEquals(
                    400,
                    upload(port, BODY.replace("\"document\"", "\"document[]\"")).statusCode());
            assertEquals(400, upload(port, BODY.replace("../a note.txt", "")).statusCode());
        }

        @Test
        void answers413ToWhatIsTooLargeBeforeItComes() throws Exception {
            try (var raw = new RawClient(run("http/upload"))) {
                raw.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10485761\r\n\r\n");
                String answer = raw.toTheEnd();
                assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            }
        }

        private HttpResponse<String> upload(int port, String body) throws Exception {
            return send(request(port, "/")
                    .header("Content-Type", "multipart/form-data; boundary=limit")
                    .POST(BodyPublishers.ofString(body)));
        }
    }

    @Nested
    class Chunked {
        @Test
        void sendsPieceByPiece() throws Exception {
            try (var raw = new RawClient(run("http/chunked"))) {
                raw.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                String head = raw.head();
                assertTrue(head.contains("\r\nTransfer-Encoding: chunked\r\n"), head);
                for (int i = 5; i > 0; i--) {
                    assertEquals("2\r\n" + i + "\n\r\n", new String(raw.read(7), StandardCharsets.ISO_8859_1));
                }
                assertEquals("9\r\nlift-off\n\r\n0\r\n\r\n", raw.toTheEnd());
            }
        }
    }

    @Nested
    class Redirect {
        @Test
        void pointsElsewhere() throws Exception {
            int port = run("http/redirect");
            assertRedirected(302, get(port, "/"));
            assertRedirected(301, get(port, "/old"));
            assertEquals("welcome home\n", get(port, "/home").body());
            assertEquals(404, get(port, "/elsewhere").statusCode());
        }

        private void assertRedirected(int status, HttpResponse<String> answer) {
            assertEquals(status, answer.statusCode());
            assertEquals("/home", header(answer, "location"));
            assertEquals("", answer.body());
        }
    }

    @Nested
    class Sendfile {
        @Test
        void sendsItself() throws Exception {
            HttpResponse<String> answer = get(run("http/sendfile"), "/");
            assertEquals(Files.readString(EXAMPLES.resolve("http/sendfile.java")), answer.body());
            assertEquals("text/x-java; charset=utf-8", header(answer, "content-type"));
            assertEquals("attachment; filename=\"sendfile.java\"", header(answer, "content-disposition"));
        }

        @Test
        void sendsAPart() throws Exception {
            assertEquals(
                    "import swoole4j.http.Request;\n",
                    get(run("http/sendfile"), "/first-line").body());
        }

        @Test
        void answers404WhenThereIsNoFile() throws Exception {
            HttpResponse<String> answer = get(run("http/sendfile"), "/another");
            assertEquals(404, answer.statusCode());
            assertEquals("no such file\n", answer.body());
        }
    }

    @Nested
    class StaticSite {
        @Test
        void servesPageAndStyle() throws Exception {
            int port = run("http/static_site");
            HttpResponse<String> page = get(port, "/");
            assertEquals(Files.readString(EXAMPLES.resolve("http/static_site/index.html")), page.body());
            assertEquals("text/html", header(page, "content-type"));
            HttpResponse<String> style = get(port, "/style.css");
            assertEquals(Files.readString(EXAMPLES.resolve("http/static_site/style.css")), style.body());
            assertEquals("text/css", header(style, "content-type"));
        }

        @Test
        void servesAPartAndTellsWhatHasNotChanged() throws Exception {
            int port = run("http/static_site");
            HttpResponse<String> part = send(request(port, "/index.html").header("Range", "bytes=0-14"));
            assertEquals(206, part.statusCode());
            assertEquals("<!doctype html>", part.body());
            String modified = header(part, "last-modified");
            assertEquals(
                    304,
                    send(request(port, "/index.html").header("If-Modified-Since", modified))
                            .statusCode());
        }

        @Test
        void leavesTheRestToTheCallback() throws Exception {
            int port = run("http/static_site");
            assertTrue(get(port, "/time").body().matches("\\d\\d:\\d\\d(:\\d\\d)?"));
            assertEquals("not found\n", get(port, "/missing.html").body());
        }

        @Test
        void doesNotLeaveItsFolder() throws Exception {
            int port = run("http/static_site");
            for (String path : List.of("/../static_site.java", "/%2e%2e/static_site.java", "/x/../../hello.java")) {
                try (var raw = new RawClient(port)) {
                    raw.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                    String answer = raw.toTheEnd();
                    assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
                    assertFalse(answer.contains("import"), answer);
                }
            }
        }
    }

    @Nested
    class Gzip {
        @Test
        void compressesForAClientThatCanUndoIt() throws Exception {
            int port = run("http/gzip");
            String plain = get(port, "/").body();
            assertTrue(plain.startsWith("[{\"id\":0,\"name\":\"user 0\"},"), plain);
            HttpResponse<byte[]> answer =
                    send(request(port, "/").header("Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());
            assertEquals("gzip", header(answer, "content-encoding"));
            assertTrue(answer.body().length < plain.length() / 4, "" + answer.body().length);
            byte[] body = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
            assertArrayEquals(plain.getBytes(StandardCharsets.UTF_8), body);
        }

        @Test
        void doesNotForAClientThatCannot() throws Exception {
            HttpResponse<String> answer = get(run("http/gzip"), "/");
            assertFalse(answer.headers().firstValue("content-encoding").isPresent());
        }
    }

    @Nested
    class HttpsHttp2 {
        @Test
        void speaksHttp2OrHttp1(@TempDir Path folder) throws Exception {
            makeCertificate(folder);
            Path certificate = folder.resolve("cert.pem");
            String key = folder.resolve("key.pem").toString();
            int port = run("http/https_http2", certificate.toString(), key);
            for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
                var client = HttpClient.newBuilder()
                        .version(version)
                        .sslContext(trusting(certificate))
                        .build();
                var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port))
                        .timeout(Duration.ofSeconds(10));
                HttpResponse<String> answer = send(client, request, BodyHandlers.ofString());
                assertEquals(version, answer.version());
                String spoken = version == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
                assertEquals("over TLS by " + spoken + "\n", answer.body());
            }
        }

        /** Runs the command that the example names. */
        private void makeCertificate(Path folder) throws Exception {
            String command = Files.readAllLines(EXAMPLES.resolve("http/https_http2.java")).stream()
                    .filter(line -> line.startsWith("// openssl "))
                    .findFirst()
                    .orElseThrow()
                    .substring(3);
            var openssl = new ProcessBuilder(command.split(" "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, openssl.waitFor(), output);
        }

        private SSLContext trusting(Path certificate) throws Exception {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream pem = Files.newInputStream(certificate)) {
                store.setCertificateEntry(
                        "own", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        }
    }

    @Nested
    class Detach {
        @Test
        void answersLater() throws Exception {
            HttpResponse<String> answer = get(run("http/detach"), "/");
            assertEquals(200, answer.statusCode());
            assertEquals("better late than never\n", answer.body());
            script.awaitLine("answered 1");
        }

        @Test
        void noticesThatTheClientHasGone() throws Exception {
            try (var raw = new RawClient(run("http/detach"))) {
                raw.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            script.awaitLine("1 has gone");
        }
    }

    @Nested
    class WebsocketAndHttp {
        @Test
        void echoesAndPushesWhatARequestSays() throws Exception {
            int port = run("http/websocket_and_http");
            try (var first = new WebSocketClient(port);
                    var second = new WebSocketClient(port)) {
                first.text("hi");
                assertEquals("text echo: hi", first.next());
                assertEquals("pushed to 2\n", get(port, "/push?text=to+all").body());
                assertEquals("text to all", first.next());
                assertEquals("text to all", second.next());
            }
        }

        @Test
        void servesThePage() throws Exception {
            HttpResponse<String> page = get(run("http/websocket_and_http"), "/");
            assertEquals("text/html; charset=utf-8", header(page, "content-type"));
            assertTrue(page.body().contains("new WebSocket("), page::body);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }
}
