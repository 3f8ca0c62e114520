package swoole4j.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.RequestSource;

/**
 * A received request, counterpart of {@code Swoole\Http\Request}.
 *
 * <p>Properties are methods of the same name. The maps are parsed when first read, keep the order of arrival and may be
 * changed by the script. A value is a String, or a nested map for names such as {@code a[b]}; a header that came twice is a
 * list. Where PHP has null for an absent map there is an empty one here, and {@code hasGet()} and its like tell the difference.
 * Used by the coroutines of one worker.
 */
public final class Request {
    private final RequestSource source;
    private @Nullable Map<String, Object> header;
    private @Nullable Map<String, Object> server;
    private @Nullable Map<String, Object> cookie;
    private @Nullable Map<String, Object> get;
    private @Nullable Map<String, Object> post;

    /** Wraps what an engine received; scripts meet requests in their callbacks. */
    public Request(RequestSource source) {
        this.source = source;
    }

    /** Returns the connection's id. */
    public int fd() {
        return source.fd();
    }

    /** Returns the HTTP/2 stream, 0 for HTTP/1. */
    public int streamId() {
        return source.streamId();
    }

    /** Returns the headers: names in lower case, values trimmed. */
    public Map<String, Object> header() {
        Map<String, Object> map = header;
        if (map == null) header = map = source.header();
        return map;
    }

    /**
     * Returns facts about the request: query_string (absent when empty), request_method, request_uri, path_info, request_time,
     * request_time_float, server_protocol, server_port, remote_port, server_addr, remote_addr, master_time.
     */
    public Map<String, Object> server() {
        Map<String, Object> map = server;
        if (map == null) server = map = source.server();
        return map;
    }

    /** Returns the cookies; the first of several with one name wins. */
    public Map<String, Object> cookie() {
        Map<String, Object> map = cookie;
        if (map == null) cookie = map = source.cookie();
        return map;
    }

    /** Returns the query parameters, parsed by PHP's rules. */
    public Map<String, Object> get() {
        Map<String, Object> map = get;
        if (map == null) get = map = source.get();
        return map;
    }

    /** Returns the form parameters of a urlencoded body, parsed by PHP's rules. */
    public Map<String, Object> post() {
        Map<String, Object> map = post;
        if (map == null) post = map = source.post();
        return map;
    }

    /** Returns the uploaded files; empty, since multipart bodies are not taken apart. */
    public Map<String, Object> files() {
        return Collections.emptyMap();
    }

    /** Tells whether there were cookies; PHP's {@code cookie !== null}. */
    public boolean hasCookie() {
        return !cookie().isEmpty();
    }

    /** Tells whether there was a query; PHP's {@code get !== null}. */
    public boolean hasGet() {
        return !get().isEmpty();
    }

    /** Tells whether a form was parsed; PHP's {@code post !== null}. */
    public boolean hasPost() {
        return !post().isEmpty();
    }

    /** Returns the method in upper case. */
    public String getMethod() {
        return source.method();
    }

    /** Returns the body as UTF-8 text, empty when there is none. Counterpart of {@code getContent()}. */
    public String getContent() {
        return new String(source.content(), StandardCharsets.UTF_8);
    }

    /** Alias of {@link #getContent()}. */
    public String rawContent() {
        return getContent();
    }

    /** Returns the body's bytes, empty when there is none. */
    public byte[] contentBytes() {
        return source.content();
    }
}
