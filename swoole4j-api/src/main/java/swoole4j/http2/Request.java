package swoole4j.http2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@link swoole4j.coroutine.http2.Client#send}, counterpart of {@code Swoole\Http2\Request}. Properties are
 * read and written by methods of the same name. For one thread until it is sent.
 */
public final class Request {
    private String path = "/";
    private String method = "GET";
    private Map<String, Object> headers = Map.of();
    private Map<String, Object> cookies = Map.of();
    private @Nullable Object data;
    private boolean pipeline;
    private boolean usePipelineRead;

    /** Makes a GET of {@code /}. */
    public Request() {}

    /** Returns the path with its query. */
    public String path() {
        return path;
    }

    /** Sets the path with its query. */
    public Request path(String path) {
        this.path = path;
        return this;
    }

    /** Returns the method. */
    public String method() {
        return method;
    }

    /** Sets the method. */
    public Request method(String method) {
        this.method = method;
        return this;
    }

    /** Returns the headers. */
    public Map<String, Object> headers() {
        return headers;
    }

    /** Sets the headers; names become lower case, {@code host} becomes {@code :authority}. */
    public Request headers(Map<String, ?> headers) {
        this.headers = new LinkedHashMap<>(headers);
        return this;
    }

    /** Returns the cookies. */
    public Map<String, Object> cookies() {
        return cookies;
    }

    /** Sets cookies that are sent besides those that the server has set. */
    public Request cookies(Map<String, ?> cookies) {
        this.cookies = new LinkedHashMap<>(cookies);
        return this;
    }

    /** Returns the body: a String, bytes, a Map or null. */
    public @Nullable Object data() {
        return data;
    }

    /** Sets the body: a String, bytes, or a Map, which becomes a form; null for none. */
    public Request data(@Nullable Object data) {
        this.data = data;
        return this;
    }

    /** Tells whether {@code write} goes on with the body. */
    public boolean pipeline() {
        return pipeline;
    }

    /** Sets whether {@code write} goes on with the body; until it has sent the end the stream stays open. */
    public Request pipeline(boolean pipeline) {
        this.pipeline = pipeline;
        return this;
    }

    /** Tells whether the response is got piece by piece. */
    public boolean usePipelineRead() {
        return usePipelineRead;
    }

    /** Sets whether the response is got piece by piece, as it comes. */
    public Request usePipelineRead(boolean usePipelineRead) {
        this.usePipelineRead = usePipelineRead;
        return this;
    }
}
