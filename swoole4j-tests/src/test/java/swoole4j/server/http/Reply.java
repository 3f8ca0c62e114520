package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import swoole4j.testing.RawClient;
import swoole4j.testing.ResponseText;

/**
 * A whole response.
 *
 * @param head status line and headers
 * @param body its bytes as ISO-8859-1, without chunk framing
 */
record Reply(ResponseText head, String body) {
    /** Sends a request and reads the response, which ends as its head says. */
    static Reply to(RawClient client, String request) throws IOException {
        client.sendText(request);
        return read(client);
    }

    /** Reads the response to anything but a HEAD. */
    static Reply read(RawClient client) throws IOException {
        ResponseText head = client.readHead();
        String length = head.header("Content-Length");
        if (length != null) return new Reply(head, latin1(client.readBytes(Integer.parseInt(length))));
        if ("chunked".equals(head.header("Transfer-Encoding"))) return new Reply(head, chunks(client));
        if (head.status() == 204 || head.status() == 304) return new Reply(head, "");
        return new Reply(head, latin1(client.readToEnd()));
    }

    private static String chunks(RawClient client) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = size(client); size > 0; size = size(client)) {
            body.append(latin1(client.readBytes(size)));
            assertEquals("", client.readLine(), "behind a chunk");
        }
        for (String trailer = client.readLine(); !trailer.isEmpty(); trailer = client.readLine()) {
            body.append("[").append(trailer).append("]");
        }
        return body.toString();
    }

    private static int size(RawClient client) throws IOException {
        return Integer.parseInt(client.readLine(), 16);
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    int status() {
        return head.status();
    }

    @Nullable
    String header(String name) {
        return head.header(name);
    }

    /** Everything up to the body, with a date that does not change. */
    String headText() {
        return String.join("\r\n", head.lines()).replaceAll("(?m)^Date: .*GMT", "Date: {DATE}");
    }
}
