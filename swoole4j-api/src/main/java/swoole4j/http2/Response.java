package swoole4j.http2;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response of {@link swoole4j.coroutine.http2.Client#recv()}, counterpart of {@code Swoole\Http2\Response}. Immutable
 * but for its bytes.
 *
 * <p>A stream that the server has reset is a response, too: with status -3 and the code of RFC 9113 7 as error.
 */
public final class Response {
    private final int streamId;
    private final int statusCode;
    private final int errCode;
    private final boolean pipeline;
    private final Map<String, Object> headers;
    private final List<String> setCookieHeaders;
    private final Map<String, String> cookies;
    private final byte[] data;

    /** Makes a received response; engines do. The array is taken over. */
    public Response(
            int streamId,
            int statusCode,
            int errCode,
            boolean pipeline,
            Map<String, Object> headers,
            List<String> setCookieHeaders,
            Map<String, String> cookies,
            byte[] data) {
        this.streamId = streamId;
        this.statusCode = statusCode;
        this.errCode = errCode;
        this.pipeline = pipeline;
        this.headers = headers;
        this.setCookieHeaders = setCookieHeaders;
        this.cookies = cookies;
        this.data = data;
    }

    /** Returns the stream, as {@link swoole4j.coroutine.http2.Client#send} has returned it. */
    public int streamId() {
        return streamId;
    }

    /** Returns the status, or -3 when the server has reset the stream. */
    public int statusCode() {
        return statusCode;
    }

    /** Returns the code with which the server has reset the stream, 0 if it has not. */
    public int errCode() {
        return errCode;
    }

    /** Tells whether more of the response is to come. */
    public boolean pipeline() {
        return pipeline;
    }

    /** Returns the headers: lower-case names, a String or a List each. */
    public Map<String, Object> headers() {
        return headers;
    }

    /** Returns the values of Set-Cookie as they came. */
    public List<String> setCookieHeaders() {
        return setCookieHeaders;
    }

    /** Returns the decoded cookies that the client knows by now; null when there are none. */
    public @Nullable Map<String, String> cookies() {
        return cookies.isEmpty() ? null : cookies;
    }

    /** Returns the body as UTF-8 text. */
    public String data() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of the body, not a copy. */
    public byte[] bytes() {
        return data;
    }
}
