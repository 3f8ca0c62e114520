package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.Http2Client;
import swoole4j.testing.Shell;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Clients of other people: curl, and nghttp2's nghttp and h2load. */
class ClientsTest {
    @TempDir
    Path folder;

    private static String url(TestServer server, String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Nested
    class Curl {
        private String curl(String... arguments) throws Exception {
            String[] command = new String[arguments.length + 3];
            command[0] = "curl";
            command[1] = "-sS";
            command[2] = "--http2-prior-knowledge";
            System.arraycopy(arguments, 0, command, 3, arguments.length);
            return Shell.run(command).mustSucceed();
        }

        @Test
        @Spec("http 162")
        void getsAPage() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of())) {
                assertEquals("GET /a 2", curl("-w", " %{http_version}", url(server, "/a")));
            }
        }

        @Test
        @Spec("http 163")
        void isContentWithTheAnswerToAHead() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                response.header("Connection", "close");
                response.end("hello");
            })) {
                String head = curl("-I", url(server, "/"));
                assertTrue(head.startsWith("HTTP/2 200") && head.contains("content-length: 5"), head);
            }
        }

        @Test
        void sendsAndGetsLargeBodies() throws Exception {
            byte[] content = new byte[1_500_000];
            ThreadLocalRandom.current().nextBytes(content);
            Path file = Files.write(folder.resolve("content"), content);
            Path back = folder.resolve("back");
            try (TestServer server = Http2Servers.start(
                    Map.of("http_compression", false),
                    (Request request, Response response) -> response.end(request.contentBytes()))) {
                curl("--data-binary", "@" + file, "-o", back.toString(), url(server, "/"));
                assertArrayEquals(content, Files.readAllBytes(back));
            }
        }

        @Test
        void uploadsAForm() throws Exception {
            Path file = Files.writeString(folder.resolve("x.txt"), "content");
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                Map<?, ?> entry = (Map<?, ?>) request.files().get("f");
                response.end(request.post() + " " + entry.get("name") + " " + entry.get("size"));
            })) {
                assertEquals("{a=1} x.txt 7", curl("-F", "a=1", "-F", "f=@" + file, url(server, "/")));
            }
        }

        @Test
        void readsCompressedAnswers() throws Exception {
            try (TestServer server = Http2Servers.start(
                    (Request request, Response response) -> response.end("again and ".repeat(1000)))) {
                assertEquals("again and ".repeat(1000), curl("--compressed", url(server, "/")));
            }
        }

        @Test
        void getsStaticFilesAndPartsOfThem() throws Exception {
            Files.writeString(folder.resolve("a.txt"), "0123456789");
            Map<String, Object> options = Map.of("enable_static_handler", true, "document_root", folder.toString());
            try (TestServer server = Http2Servers.plain(options)) {
                assertEquals("0123456789", curl(url(server, "/a.txt")));
                assertEquals("345", curl("-r", "3-5", url(server, "/a.txt")));
                assertEquals("GET /b", curl(url(server, "/b")));
                String parts = curl("-r", "0-1,8-9", url(server, "/a.txt"));
                assertTrue(
                        parts.contains("bytes 0-1/10\r\n\r\n01\r\n") && parts.contains("bytes 8-9/10\r\n\r\n89"),
                        parts);
            }
        }
    }

    @Nested
    class Nghttp {
        @Test
        @Spec("http 164")
        void showsDataAndTrailers() throws Exception {
            try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                response.write("a");
                response.trailer("x-sum", "1");
                response.end("b");
            })) {
                String shown =
                        Shell.run("nghttp", "-v", "--no-dep", url(server, "/")).mustSucceed();
                assertTrue(shown.contains("x-sum: 1"), shown);
                assertTrue(shown.contains("; END_STREAM | END_HEADERS"), shown);
            }
        }

        @Test
        void asksForManyAtOnceWithContinuationsAndPadding() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of())) {
                String shown = Shell.run("nghttp", "-v", "--continuation", "-b", "100", "-m", "50", url(server, "/"))
                        .mustSucceed();
                assertEquals(50, shown.split(":status: 200", -1).length - 1);
            }
        }
    }

    @Nested
    class H2load {
        @Test
        void everyRequestOfManyIsAnswered() throws Exception {
            try (TestServer server = Http2Servers.plain(Map.of())) {
                String shown = Shell.run("h2load", "-n", "20000", "-c", "10", "-m", "100", url(server, "/"))
                        .mustSucceed();
                assertTrue(shown.contains("20000 succeeded, 0 failed, 0 errored, 0 timeout"), shown);
                assertTrue(shown.contains("20000 2xx"), shown);
            }
        }

        @Test
        void everyLargeAnswerOfManyIsWhole() throws Exception {
            byte[] large = new byte[300_000];
            try (TestServer server = Http2Servers.start(
                            Map.of("http_compression", false),
                            (Request request, Response response) -> response.end(large));
                    Http2Client beside = Http2Client.connect(server.port())) {
                String shown = Shell.run("h2load", "-n", "500", "-c", "5", "-m", "20", url(server, "/"))
                        .mustSucceed();
                assertTrue(shown.contains("500 succeeded, 0 failed"), shown);
                assertTrue(shown.contains("(150000000) data"), shown);
                assertEquals(300_000, beside.get(1, "/").bytes().length);
            }
        }
    }
}
