package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/**
 * How one response leaves: everything its head needs that the application does not decide.
 *
 * @param epochSecond the time for the {@code Date} line
 * @param keepAlive false if the connection ends after this response
 * @param length the size of the content as it is sent, or {@link #CHUNKED}, or {@link #UNTIL_CLOSE}
 * @param headRequest true if the request was a HEAD, whose response has no content (RFC 9110 9.3.2)
 * @param compressionOffered true if the client offered a content coding the server knows; the application's own
 *     Content-Length is then not used
 * @param contentEncoding the coding the server applied, or null
 */
public record Delivery(
        long epochSecond,
        boolean keepAlive,
        long length,
        boolean headRequest,
        boolean compressionOffered,
        @Nullable String contentEncoding) {
    /** The content is sent in chunks. */
    public static final long CHUNKED = -1;

    /** The content ends with the connection, the only way for a streamed response to a HTTP/1.0 client. */
    public static final long UNTIL_CLOSE = -2;

    /** Checks the length. */
    public Delivery {
        if (length < UNTIL_CLOSE) {
            throw new IllegalArgumentException("a content length is at least 0, got " + length);
        }
    }

    /** A plain response to a request that is not a HEAD and offered no compression. */
    public static Delivery of(long epochSecond, boolean keepAlive, long length) {
        return new Delivery(epochSecond, keepAlive, length, false, false, null);
    }
}
