package swoole4j.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.Engines;
import swoole4j.spi.RequestParser;
import swoole4j.spi.RequestSource;

/**
 * A received request, counterpart of {@code Swoole\Http\Request}.
 *
 * <p>Properties are methods of the same name. The maps are parsed when first read (anew each time while a request is
 * still {@linkplain #parse parsed by hand}), keep the order of arrival and may be
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
    private @Nullable Map<String, Object> files;

    /** Wraps what an engine received; scripts meet requests in their callbacks. */
    public Request(RequestSource source) {
        this.source = source;
    }

    /** Creates a request to be parsed by hand with all options at their defaults; see {@link #create(Map)}. */
    public static Request create() {
        return create(Map.of());
    }

    /**
     * Creates a request to be parsed by hand with {@link #parse}. Counterpart of {@code Request::create()}.
     *
     * @param options {@code parse_cookie}, {@code parse_body}, {@code parse_files} (all true), {@code upload_tmp_dir};
     *     {@code enable_compression}, {@code compression_level} and {@code websocket_compression} are taken and mean nothing
     *     to a request
     * @throws swoole4j.SwooleException for an option that is unknown or has a value that is not allowed
     */
    public static Request create(Map<String, ?> options) {
        return new Request(Engines.server().parser(options));
    }

    /** Returns what an engine received. */
    RequestSource source() {
        return source;
    }

    /** Returns the connection's id. */
    public int fd() {
        return source.fd();
    }

    /** Returns the HTTP/2 stream, 0 for HTTP/1. */
    public int streamId() {
        return source.streamId();
    }

    /** Returns the headers: names in lower case; blanks behind a value stay, as in Swoole, unless {@code http_strict} is on. */
    public Map<String, Object> header() {
        Map<String, Object> map = header;
        if (map == null) {
            map = source.header();
            if (source.isCompleted()) header = map;
        }
        return map;
    }

    /**
     * Returns facts about the request: query_string (absent when empty), request_method, request_uri, path_info, request_time,
     * request_time_float, server_protocol, server_port, remote_port, server_addr, remote_addr, master_time.
     */
    public Map<String, Object> server() {
        Map<String, Object> map = server;
        if (map == null) {
            map = source.server();
            if (source.isCompleted()) server = map;
        }
        return map;
    }

    /** Returns the cookies; the first of several with one name wins. */
    public Map<String, Object> cookie() {
        Map<String, Object> map = cookie;
        if (map == null) {
            map = source.cookie();
            if (source.isCompleted()) cookie = map;
        }
        return map;
    }

    /** Returns the query parameters, parsed by PHP's rules. */
    public Map<String, Object> get() {
        Map<String, Object> map = get;
        if (map == null) {
            map = source.get();
            if (source.isCompleted()) get = map;
        }
        return map;
    }

    /** Returns the form parameters of a urlencoded or multipart body, parsed by PHP's rules. */
    public Map<String, Object> post() {
        Map<String, Object> map = post;
        if (map == null) {
            map = source.post();
            if (source.isCompleted()) post = map;
        }
        return map;
    }

    /**
     * Returns the uploaded files: an entry has {@code type}, {@code tmp_name}, {@code size}, {@code name} and {@code error}
     * (0, 4 for no file chosen, 7 when it could not be written). The temporary file is deleted when the request is over,
     * unless the script has moved it.
     */
    public Map<String, Object> files() {
        Map<String, Object> map = files;
        if (map == null) {
            map = source.files();
            if (source.isCompleted()) files = map;
        }
        return map;
    }

    /** Returns the paths of the temporary files. */
    public List<String> tmpfiles() {
        return source.tmpfiles();
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

    /** Tells whether files were uploaded; PHP's {@code files !== null}. */
    public boolean hasFiles() {
        return !files().isEmpty();
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

    /**
     * Returns the whole request as text: request line, headers, body. Counterpart of {@code getData()}. It is made from what
     * was parsed: blanks around header values are gone, and a chunked body is one chunk.
     *
     * @return null with error 503 and a warning for HTTP/2
     */
    public @Nullable String getData() {
        byte[] data = dataBytes();
        return data == null ? null : new String(data, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of {@link #getData()}, or null. */
    public byte @Nullable [] dataBytes() {
        return source.data();
    }

    /** Tells whether head and body are complete; always so in a callback, with HTTP/2 too, where Swoole says false. */
    public boolean isCompleted() {
        return source.isCompleted();
    }

    /** Parses a piece of a request that {@link #create} made; see {@link #parse(byte[])}. */
    public int parse(String data) {
        return parse(data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses a piece of a request that {@link #create} made. Counterpart of {@code parse()}.
     *
     * @return how many bytes were taken, fewer than given when they are no HTTP request or belong to the next one; -1 (PHP's
     *     false) when the request was complete already
     */
    public int parse(byte[] data) {
        return source instanceof RequestParser parser ? parser.parse(data) : -1;
    }
}
