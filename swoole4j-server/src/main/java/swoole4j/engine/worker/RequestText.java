package swoole4j.engine.worker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import swoole4j.core.http.Ascii;
import swoole4j.core.http.ByteSink;
import swoole4j.engine.link.HttpMessage;

/** Makes the text of a request again from what was parsed. */
public final class RequestText {
    private RequestText() {}

    /** Returns request line, headers and body. */
    public static byte[] of(HttpMessage message) {
        ByteSink out = new ByteSink(256 + message.body().length);
        out.appendAscii(message.method());
        out.appendAscii(" ");
        out.appendUtf8(message.target());
        out.appendAscii(" ");
        out.appendAscii(message.protocol());
        out.appendAscii("\r\n");
        List<String> headers = message.headers();
        boolean chunked = false;
        for (int i = 0; i < headers.size(); i += 2) {
            chunked |= Ascii.equalsIgnoreCase(headers.get(i), "Transfer-Encoding");
            out.appendAscii(headers.get(i));
            out.appendAscii(": ");
            out.append(headers.get(i + 1).getBytes(StandardCharsets.ISO_8859_1));
            out.appendAscii("\r\n");
        }
        out.appendAscii("\r\n");
        body(out, message.body(), chunked);
        return out.toByteArray();
    }

    private static void body(ByteSink out, byte[] body, boolean chunked) {
        if (!chunked) {
            out.append(body);
            return;
        }
        if (body.length > 0) {
            out.appendAscii(Integer.toHexString(body.length));
            out.appendAscii("\r\n");
            out.append(body);
            out.appendAscii("\r\n");
        }
        out.appendAscii("0\r\n\r\n");
    }
}
