package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.http.Text.get;
import static swoole4j.server.http.Text.post;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** Requests, answers and files whose callback is in another process than their connection. */
class ProcessModeTest {
    @TempDir
    static Path folder;

    private static ChildServer server;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        server = ChildServer.startQuickly(Pages.class, Map.of("upload_tmp_dir", folder.toString()));
        server.awaitLine(line -> line.startsWith("worker "));
        port = server.port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String form(String content) {
        return "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\n"
                + "Content-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\n"
                + content + "\r\n--B--\r\n";
    }

    private static String upload(String target, String content) {
        return post("multipart/form-data; boundary=B", form(content)).replaceFirst("POST / ", "POST " + target + " ");
    }

    private static String body(RawClient client, String request) throws IOException {
        return Reply.to(client, request).body();
    }

    @Test
    @Spec("http 24, 25, 35")
    void allPartsOfARequestCross() throws Exception {
        try (RawClient client = RawClient.connect(port)) {
            String request = post("application/x-www-form-urlencoded", "c=3&d[]=4")
                    .replaceFirst("POST / ", "POST /parts?a=1&b[k]=2 ")
                    .replaceFirst("\r\n", "\r\nCookie: e=5\r\nX: 6\r\n");
            assertEquals("{a=1, b={k=2}} {c=3, d={0=4}} {e=5} 6 c=3&d[]=4", body(client, request));
        }
    }

    @Test
    @Spec("http 77, 85")
    void anUploadIsReadByTheWorkerAndGoneBehindTheCallback() throws Exception {
        String content = "0123456789".repeat(50_000);
        try (RawClient client = RawClient.connect(port)) {
            assertEquals("x.txt text/plain 500000 1 " + content, body(client, upload("/upload", content)));
            assertEquals("[]", body(client, get("/stored?folder=" + folder)));
        }
    }

    @Test
    @Spec("http 113")
    void aLargeAnswerWaitsForItsReader() throws Exception {
        try (RawClient client = RawClient.connect(port, 8192)) {
            byte[] body = Reply.to(client, get("/large")).body().getBytes(StandardCharsets.ISO_8859_1);
            byte[] expected = new byte[Pages.CHUNK * Pages.CHUNKS];
            for (int i = 0; i < expected.length; i++) expected[i] = (byte) (i / Pages.CHUNK);
            assertArrayEquals(expected, body);
        }
    }

    @Test
    @Spec("http 124")
    void aFileIsSentByTheMaster() throws Exception {
        Path file = Files.writeString(Files.createTempFile("sent", ".txt"), "abcdefghij".repeat(300_000));
        try (RawClient client = RawClient.connect(port)) {
            assertEquals(Files.readString(file), body(client, get("/file?name=" + file)));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    @Spec("http 71")
    void answersToPipelinedRequestsKeepTheirOrder() throws Exception {
        try (RawClient client = RawClient.connect(port)) {
            client.sendText(get("/slow") + get("/quick"));
            assertEquals("slow", Reply.read(client).body());
            assertEquals("quick", Reply.read(client).body());
        }
    }

    @Test
    void answersAreCompressed() throws Exception {
        try (RawClient client = RawClient.connect(port)) {
            String content = "a text that is long enough ".repeat(20);
            Reply reply =
                    Reply.to(client, upload("/upload", content).replaceFirst("\r\n", "\r\nAccept-Encoding: gzip\r\n"));
            assertEquals("gzip", reply.header("Content-Encoding"));
            byte[] coded = reply.body().getBytes(StandardCharsets.ISO_8859_1);
            try (var plain = new GZIPInputStream(new ByteArrayInputStream(coded))) {
                String text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(text.endsWith(content), text);
            }
        }
    }

    @Test
    @Spec("server 200")
    void theUploadOfAWorkerThatIsKilledIsDeletedAndItsRequestAnswered() throws Exception {
        try (ChildServer own = ChildServer.startQuickly(Pages.class, Map.of("upload_tmp_dir", folder.toString()))) {
            long pid = Long.parseLong(
                    own.awaitLine(line -> line.startsWith("worker ")).substring(7));
            try (RawClient client = own.connect()) {
                client.sendText(upload("/hold", "held"));
                Path held =
                        Path.of(own.awaitLine(line -> line.startsWith("holds ")).substring(6));
                assertEquals("held", Files.readString(held));
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                Reply answer = Reply.read(client);
                assertEquals(500, answer.status());
                assertEquals("close", answer.header("Connection"));
                client.mustBeClosed();
                assertFalse(Files.exists(held), "the file is still there");
            }
            try (RawClient another = own.connect()) {
                assertEquals("quick", body(another, get("/quick")));
            }
        }
    }
}
