package swoole4j.engine.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete HTTP request as it crosses the seam. Immutable.
 *
 * @param method as received
 * @param target the request target as received
 * @param protocol such as {@code HTTP/1.1}
 * @param stream the HTTP/2 stream, 0 for HTTP/1
 * @param keepAlive whether the client wants the connection to stay
 * @param headers names and values in turn, in order of arrival; a char is a byte
 * @param body empty when there is none
 * @param upload what a multipart body held, or null for any other body
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record HttpMessage(
        String method,
        String target,
        String protocol,
        int stream,
        boolean keepAlive,
        List<String> headers,
        byte[] body,
        @Nullable Upload upload) {
    /** Returns the first value of a header in any spelling, or null. */
    public @Nullable String header(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) return headers.get(i + 1);
        }
        return null;
    }

    /** Returns all values of a header in any spelling joined with a comma, or null. */
    public @Nullable String joined(String name) {
        StringBuilder all = null;
        String first = null;
        for (int i = 0; i < headers.size(); i += 2) {
            if (!headers.get(i).equalsIgnoreCase(name)) continue;
            String value = headers.get(i + 1);
            if (first == null) {
                first = value;
            } else {
                if (all == null) all = new StringBuilder(first);
                all.append(", ").append(value);
            }
        }
        return all == null ? first : all.toString();
    }

    /** Deletes what was uploaded with it; for whoever takes it and does not serve it, and when it is served. */
    public void discard() {
        if (upload != null) upload.delete();
    }
}
