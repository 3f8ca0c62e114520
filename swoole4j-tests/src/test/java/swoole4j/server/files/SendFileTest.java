package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.files.SendFileServer.get;
import static swoole4j.server.files.SendFileServer.text;
import static swoole4j.server.files.SendFileServer.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.ResponseText;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** What {@code Response.sendfile} sends, on every transport. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.server.files.Transports#all")
class SendFileTest {
    /** Around what leaves in one write, and what the kernel copies. */
    private static final int[] SIZES = {1, 32_767, 32_768, 32_769, 262_143, 262_144, 262_145, 5_000_000};

    @Parameter
    String transport;

    @TempDir
    Path folder;

    @BeforeEach
    void makeFile() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "abcdefghijklmnopqrst");
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty.txt"));
    }

    private TestServer start() {
        return SendFileServer.start(transport, folder, Map.of());
    }

    private static byte[] body(RawClient client, String request) throws IOException {
        ResponseText head = client.sendText(request).readHead();
        String length = head.header("Content-Length");
        assertTrue(length != null, head::toString);
        return client.readBytes(Integer.parseInt(length));
    }

    private static void mustAnswer(RawClient client, String target, int status, String body) throws IOException {
        assertEquals(body, text(body(client, get(target))));
        assertEquals(status, client.head().status(), client.head()::toString);
    }

    @Test
    @Spec("http 124")
    void sendsTheWholeFileOrWhatBeginsAtAnOffsetOrPartOfIt() throws Exception {
        try (TestServer server = start();
                RawClient client = server.connect()) {
            mustAnswer(client, "/a.txt", 200, "abcdefghijklmnopqrst");
            mustAnswer(client, "/a.txt?o=5", 200, "fghijklmnopqrst");
            mustAnswer(client, "/a.txt?o=5&l=3", 200, "fgh");
            mustAnswer(client, "/a.txt?o=20", 200, "");
        }
    }

    @Test
    @Spec("http 124")
    void sendsFilesOfEverySizeAsTheyAre() throws Exception {
        try (TestServer server = start();
                RawClient client = server.connect()) {
            for (int size : SIZES) {
                byte[] bytes = write(folder.resolve(size + ".bin"), size);
                assertArrayEquals(bytes, body(client, get("/" + size + ".bin")));
                byte[] part = body(client, get("/" + size + ".bin?o=" + size / 3));
                assertArrayEquals(Arrays.copyOfRange(bytes, size / 3, size), part);
            }
        }
    }

    @Test
    @Spec("http 126")
    void aFailureSendsNothingAndTheResponseStaysUsable() throws Exception {
        try (TestServer server = start();
                RawClient client = server.connect()) {
            mustAnswer(client, "/none.txt", 404, "error 2");
            mustAnswer(client, "/folder", 404, "error 9013");
            mustAnswer(client, "/a.txt?o=21", 404, "error 505");
            mustAnswer(client, "/a.txt?o=5&l=16", 404, "error 505");
            mustAnswer(client, "/a.txt?o=-1", 404, "error 505");
            mustAnswer(client, "/a.txt", 200, "abcdefghijklmnopqrst");
        }
    }

    @Test
    @Spec("http 128")
    void anEmptyFileIsAnEmptyAnswer() throws Exception {
        try (TestServer server = start();
                RawClient client = server.connect()) {
            mustAnswer(client, "/empty.txt", 200, "");
            mustAnswer(client, "/a.txt", 200, "abcdefghijklmnopqrst");
        }
    }

    @Test
    @Spec("http 136")
    void aHeadRequestGetsTheLengthAndNoBody() throws Exception {
        write(folder.resolve("large.bin"), 1 << 20);
        try (TestServer server = start();
                RawClient client = server.connect()) {
            ResponseText head = client.sendText(SendFileServer.request("HEAD", "/large.bin"))
                    .readHead();
            assertEquals("1048576", head.header("Content-Length"));
            mustAnswer(client, "/a.txt", 200, "abcdefghijklmnopqrst");
        }
    }

    @Test
    @Spec("http 144")
    void aFileIsNeverCompressed() throws Exception {
        try (TestServer server = start();
                RawClient client = server.connect()) {
            assertEquals(
                    "abcdefghijklmnopqrst", text(body(client, get("/a.txt", "Accept-Encoding: gzip, br, deflate"))));
            assertNull(client.head().header("Content-Encoding"));
        }
    }

    @Test
    @Spec("http 127")
    void afterWriteItFailsWith503() throws Exception {
        Server server = SendFileServer.create(transport, Map.of());
        server.on("request", (Request request, Response response) -> {
            response.write("chunk ");
            boolean sent = response.sendfile(folder.resolve("a.txt").toString());
            response.end(sent + " " + server.getLastError());
        });
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            assertEquals("chunked", client.sendText(get("/")).readHead().header("Transfer-Encoding"));
            assertEquals("6\r\nchunk \r\n9\r\nfalse 503\r\n0\r\n\r\n", text(client.readBytes(30)));
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        byte[] large = write(folder.resolve("large.bin"), 3_000_000);
        byte[] small = write(folder.resolve("small.bin"), 10);
        try (TestServer server = start();
                RawClient client = server.connect()) {
            client.sendText(get("/large.bin") + get("/none") + get("/small.bin") + get("/large.bin") + get("/a.txt"));
            assertArrayEquals(large, body(client, ""));
            assertEquals("error 2", text(body(client, "")));
            assertArrayEquals(small, body(client, ""));
            assertArrayEquals(large, body(client, ""));
            assertEquals("abcdefghijklmnopqrst", text(body(client, "")));
        }
    }

    @Test
    void theLastAnswerOfAConnectionIsSentToItsEnd() throws Exception {
        byte[] large = write(folder.resolve("large.bin"), 3_000_000);
        try (TestServer server = start();
                RawClient client = server.connect()) {
            assertArrayEquals(large, body(client, get("/large.bin", "Connection: close")));
            assertEquals("close", client.head().header("Connection"));
            client.mustBeClosed();
        }
    }

    @Test
    void aFileMayBeDeletedAsSoonAsSendfileHasReturned() throws Exception {
        Path file = folder.resolve("temporary.bin");
        Server server = SendFileServer.create(transport, Map.of());
        server.on("request", (Request request, Response response) -> {
            response.sendfile(file.toString());
            Files.delete(file);
        });
        byte[] bytes = write(file, 3_000_000);
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            assertArrayEquals(bytes, body(client, get("/")));
        }
    }

    @Test
    void anInterruptedCallbackSendsItToo() throws Exception {
        byte[] bytes = write(folder.resolve("large.bin"), 3_000_000);
        CountDownLatch interrupted = new CountDownLatch(1);
        Server server = SendFileServer.create(transport, Map.of());
        server.on("request", (Request request, Response response) -> {
            Thread.currentThread().interrupt();
            response.sendfile(folder.resolve("large.bin").toString());
            if (Thread.interrupted()) interrupted.countDown();
        });
        try (TestServer running = TestServer.start(server);
                RawClient client = running.connect()) {
            assertArrayEquals(bytes, body(client, get("/")));
            assertEquals(0, interrupted.getCount());
        }
    }

    @Test
    void aFileThatShrinksWhileItIsSentEndsTheConnection() throws Exception {
        Path file = folder.resolve("shrinking.bin");
        write(file, 32 << 20);
        try (TestServer server = start();
                RawClient client = RawClient.connect(server.port(), 16 * 1024)) {
            client.sendText(get("/shrinking.bin")).readHead();
            try (var open = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
                open.truncate(1 << 20);
            }
            long received = drain(client);
            assertTrue(received < 32 << 20, () -> received + " bytes");
            OpenFiles.mustBeClosed("shrinking.bin");
        }
    }

    /** Counts what comes before the end, in order or by a reset. */
    private static long drain(RawClient client) throws IOException {
        try {
            return client.readToEnd().length;
        } catch (IOException reset) {
            client.abort();
            return 0;
        }
    }
}
