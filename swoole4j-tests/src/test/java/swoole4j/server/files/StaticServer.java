package swoole4j.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** A server with the static handler on, whose request callback answers 404 and names what it was asked for. */
final class StaticServer implements AutoCloseable {
    /** When every file was changed: Tue, 14 Nov 2023 22:13:20 GMT. */
    static final long MODIFIED = 1_700_000_000;

    static final String LAST_MODIFIED = "Last-Modified: Tue, 14 Nov 2023 22:13:20 GMT";
    static final String KEEP = "Connection: keep-alive";
    static final String TAIL = "Date: {DATE}\r\n" + LAST_MODIFIED + "\r\nServer: swoole-http-server\r\n\r\n";

    private static final String END = "/end-of-the-test";
    private static final String ENDED = "HTTP/1.1 404 Not Found\r\nServer: swoole-http-server\r\nDate: {DATE}\r\n"
            + "Connection: close\r\nContent-Type: text/html\r\nContent-Length: " + ("dynamic ".length() + END.length())
            + "\r\n\r\ndynamic " + END;

    private final TestServer server;

    private StaticServer(TestServer server) {
        this.server = server;
    }

    static StaticServer start(Path root, Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("enable_static_handler", true);
        all.put("document_root", root.toString());
        Server server = new Server("127.0.0.1", 0);
        assertTrue(server.set(all));
        server.on("request", (Request request, Response response) -> {
            response.status(404);
            response.end("dynamic " + request.server().get("request_uri"));
        });
        return new StaticServer(TestServer.start(server));
    }

    static void file(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(MODIFIED)));
    }

    RawClient connect() throws IOException {
        return server.connect();
    }

    TestServer server() {
        return server;
    }

    /** The answers on a connection of its own, with dates blanked out; one more request ends it. */
    String answer(String requests) throws IOException {
        try (RawClient client = connect()) {
            client.sendText(requests + get(END, "Connection: close"));
            String answers = blank(new String(client.readToEnd(), StandardCharsets.UTF_8));
            return answers.endsWith(ENDED) ? answers.substring(0, answers.length() - ENDED.length()) : answers;
        }
    }

    static String blank(String answer) {
        return answer.replaceAll("(?m)^Date: [^\\r]*", "Date: {DATE}");
    }

    String body(String request) throws IOException {
        String answer = answer(request);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    void mustAnswer(String request, String answer) throws IOException {
        assertEquals(answer, answer(request));
    }

    /** The request callback has this request, and no file anything to do with it. */
    void mustBeDynamic(String target) throws IOException {
        String answer = answer(get(target));
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
        int query = target.indexOf('?');
        String uri = query < 0 ? target : target.substring(0, query);
        assertTrue(answer.endsWith("\r\n\r\ndynamic " + uri), answer);
    }

    static String get(String target, String... lines) {
        return SendFileServer.get(target, lines);
    }

    @Override
    public void close() {
        server.close();
    }
}
