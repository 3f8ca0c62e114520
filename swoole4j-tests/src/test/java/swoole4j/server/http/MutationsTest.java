package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.http.Text.get;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;

/**
 * Requests with some bytes changed at random, from seeds that do not change: each is answered or its connection is closed,
 * and nothing is thrown. {@code -Dmutations=N} tries more of each.
 */
class MutationsTest {
    private static final int COUNT = Integer.getInteger("mutations", 60);
    private static final byte[] SPECIAL =
            "\r\n\0\t :;,=&%+[]\"'-_./?#{}<>()0159afgzAZ\u007f\u0080\u00c3\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    static Stream<String> requests() {
        String multipart = "--B\r\nContent-Disposition: form-data; name=\"a[x][]\"\r\n\r\n1\r\n--B\r\n"
                + "Content-Disposition: form-data; name=\"f[]\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello"
                + "\r\n--B--\r\n";
        return Stream.of(
                get(
                        "/p%20q?a=1&b[]=2&b[k]=3&c[x][y]=z&d.e=%41&%zz=%",
                        "User-Agent: u", "Accept-Encoding: gzip, br;q=0"),
                get("/", "Cookie: k=v; a%20b=c%20d; e=f=g; dup=1; dup=2; l[]=1; l[x]=2", "Cookie: \"q\"=\"r\""),
                Text.form("a=1&a=9&b[]=2&b[][x]=3&c[=3&=x&novalue&h%20i=%41&g[1]=x&g[]=y"),
                Text.post("multipart/form-data; boundary=\"B\"", multipart),
                Text.chunked("multipart/form-data; boundary=B", multipart.substring(0, 70), multipart.substring(70)),
                Text.chunked("text/plain", "hello", "world!"),
                Text.request("POST", "http://a:80/x", "Expect: 100-continue", "Content-Length: 2") + "ab",
                "GET / HTTP/1.0\r\nConnection: keep-alive\r\nX: a\r\nX: b\r\n\r\n",
                get("/", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("requests")
    void doNoHarm(String request) throws Exception {
        Random random = new Random(request.hashCode());
        Map<String, Object> options = Map.of("upload_tmp_dir", folder.toString(), "http_body_timeout", 1);
        try (Site site = Site.start(options);
                LogLines log = LogLines.open()) {
            site.serves(MutationsTest::lookAtAll);
            for (int i = 0; i < COUNT; i++) {
                byte[] bytes = mutated(request.getBytes(StandardCharsets.ISO_8859_1), random);
                assertEquals(List.of(), problems(site, bytes, random), () -> "of " + shown(bytes));
            }
            assertEquals("ok", site.ask(get("/")).body());
            assertEquals(List.of(), log.texts(Level.ERROR));
            try (Stream<Path> left = Files.list(folder)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    private static void lookAtAll(Request request, Response response) {
        request.header();
        request.server();
        request.cookie();
        request.get();
        request.post();
        request.files();
        request.tmpfiles();
        request.getContent();
        request.getData();
        response.header("X-Target", request.server().get("path_info"));
        response.cookie("c", String.valueOf(request.cookie().get("k")));
        response.end("ok");
    }

    /** Sends it with the end behind it; what comes back must be responses. */
    private static List<String> problems(Site site, byte[] bytes, Random random) throws IOException {
        try (RawClient client = site.connect()) {
            client.chop(random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(50));
            client.send(bytes).sendText(get("/", "Connection: close")).halfClose();
            String answers = Reply.latin1(client.readToEnd());
            return answers.isEmpty() || answers.startsWith("HTTP/1.1 ") ? List.of() : List.of(answers);
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] result = bytes;
        for (int changes = 1 + random.nextInt(4); changes > 0 && result.length > 1; changes--) {
            int at = random.nextInt(result.length);
            int end = Math.min(result.length, at + 1 + random.nextInt(8));
            result = switch (random.nextInt(5)) {
                case 0 -> replaced(result, at, at + 1, new byte[] {SPECIAL[random.nextInt(SPECIAL.length)]});
                case 1 -> replaced(result, at, at, new byte[] {SPECIAL[random.nextInt(SPECIAL.length)]});
                case 2 -> replaced(result, at, end, new byte[0]);
                case 3 -> replaced(result, at, at, Arrays.copyOfRange(result, at, end));
                default -> replaced(result, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            };
        }
        return result;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }

    private static String shown(byte[] bytes) {
        String text = Reply.latin1(bytes).replace("\r", "\\r").replace("\n", "\\n");
        assertTrue(text.length() >= bytes.length);
        return text;
    }
}
