package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.testing.Http2Client;

/** The static handler answers streams of HTTP/2 as well. */
class StaticHttp2Test {
    private static final String TEXT = "abcdefghijklmnopqrst";
    private static final String CHANGED = "Tue, 14 Nov 2023 22:13:20 GMT";

    @TempDir
    Path root;

    @BeforeEach
    void makeFile() throws IOException {
        StaticServer.file(root.resolve("a.txt"), TEXT);
    }

    private StaticServer start() {
        return StaticServer.start(
                root, Map.of("open_http2_protocol", true, "static_handler_locations", List.of("/a", "/sub", "/large")));
    }

    @Test
    void filesRangesAndConditionsAreAnswered() throws Exception {
        try (StaticServer server = start();
                Http2Client client = Http2Client.connect(server.server().port())) {
            var whole = client.get(1, "/a.txt");
            assertEquals(200, whole.status(), whole::toString);
            assertEquals(TEXT, whole.text());
            assertEquals("20", whole.field("content-length"));
            assertEquals("text/plain", whole.field("content-type"));
            assertEquals("bytes", whole.field("accept-ranges"));
            assertEquals(CHANGED, whole.field("last-modified"));
            assertNull(whole.field("connection"));
            var part = client.get(3, "/a.txt", "range", "bytes=5-7");
            assertEquals(206, part.status());
            assertEquals("fgh", part.text());
            assertEquals("bytes 5-7/20", part.field("content-range"));
            assertEquals(416, client.get(5, "/a.txt", "range", "bytes=20-").status());
            assertEquals(
                    304, client.get(7, "/a.txt", "if-modified-since", CHANGED).status());
            assertEquals("dynamic /none", client.get(9, "/none").text());
            var missing = client.get(11, "/sub/none.txt");
            assertEquals(404, missing.status());
            assertTrue(missing.text().contains("HTTP 404 Not Found"), missing::toString);
        }
    }

    @Test
    void severalRangesAreAMultipartBody() throws Exception {
        try (StaticServer server = start();
                Http2Client client = Http2Client.connect(server.server().port())) {
            var parts = client.get(1, "/a.txt", "range", "bytes=0-1,5-6");
            assertEquals(206, parts.status(), parts::toString);
            String type = String.valueOf(parts.field("content-type"));
            String boundary = type.substring(type.indexOf('=') + 1);
            assertEquals(
                    "--" + boundary + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/20\r\n\r\nab\r\n--"
                            + boundary + "\r\nContent-Type: text/plain\r\nContent-Range: bytes 5-6/20\r\n\r\nfg\r\n--"
                            + boundary + "--\r\n",
                    parts.text());
            assertEquals(Integer.toString(parts.bytes().length), parts.field("content-length"));
        }
    }

    @Test
    void aHeadRequestGetsTheLength() throws Exception {
        try (StaticServer server = start();
                Http2Client client = Http2Client.connect(server.server().port())) {
            var head = client.request(1, "HEAD", "/a.txt").answer(1);
            assertEquals("20", head.field("content-length"));
            assertEquals("", head.text());
        }
    }

    @Test
    void largeFilesComeWhole() throws Exception {
        byte[] bytes = SendFileServer.write(root.resolve("large.txt"), 3_000_000);
        try (StaticServer server = start();
                Http2Client client = Http2Client.connect(server.server().port())) {
            assertArrayEquals(bytes, client.get(1, "/large.txt").bytes());
        }
        OpenFiles.mustBeClosed("large.txt");
    }
}
