package swoole4j.server.websocket;

import java.util.List;
import swoole4j.testing.ResponseText;

/** Upgrade requests, right and wrong. */
final class Requests {
    /** The key of RFC 6455 1.3. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    /** The answer to it. */
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private Requests() {}

    /** Returns a right one with more header lines. */
    static String upgrade(String... more) {
        return request(
                "GET / HTTP/1.1",
                more,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: " + KEY,
                "Sec-WebSocket-Version: 13");
    }

    /** Returns a request with exactly these lines, and a host. */
    static String of(String requestLine, String... lines) {
        return request(requestLine, lines);
    }

    /** Returns the lines of a head, the changing date without its value. */
    static List<String> lines(ResponseText head) {
        return head.lines().stream()
                .map(line -> line.startsWith("Date: ") ? "Date" : line)
                .toList();
    }

    private static String request(String requestLine, String[] more, String... lines) {
        StringBuilder text = new StringBuilder(requestLine).append("\r\nHost: 127.0.0.1\r\n");
        for (String line : lines) text.append(line).append("\r\n");
        for (String line : more) text.append(line).append("\r\n");
        return text.append("\r\n").toString();
    }
}
