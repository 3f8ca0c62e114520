package swoole4j.framework;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.http.Request;

/**
 * A request on its way through a chain of middleware. Counterpart of a PSR-7 server request; immutable but for what the request it
 * wraps gives away.
 */
public final class HttpRequest {
    private final Request request;
    private final Map<Object, Object> attributes;

    private HttpRequest(Request request, Map<Object, Object> attributes) {
        this.request = request;
        this.attributes = attributes;
    }

    /** Wraps a request. */
    public static HttpRequest of(Request request) {
        return new HttpRequest(Objects.requireNonNull(request), Map.of());
    }

    /** Returns the request as the server has it. */
    public Request request() {
        return request;
    }

    /** Returns the connection. */
    public int fd() {
        return request.fd();
    }

    /** Returns the method in capitals. */
    public String method() {
        return request.getMethod();
    }

    /** Returns the path as it was sent, without query and not decoded. */
    public String path() {
        return String.valueOf(request.server().get("request_uri"));
    }

    /** Returns a header's value, or an empty string. Names compare without regard to case. */
    public String header(String name) {
        Object value = request.header().get(name.toLowerCase(Locale.ROOT));
        return value == null ? "" : value.toString();
    }

    /** Tells whether there is such a header. */
    public boolean hasHeader(String name) {
        return request.header().containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the parameters of the query. */
    public Map<String, Object> query() {
        return request.get();
    }

    /** Returns the cookies. */
    public Map<String, Object> cookies() {
        return request.cookie();
    }

    /** Returns the attribute of that name, or null. */
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    /** Returns the attribute that is known by its class, or null. */
    public <T> @Nullable T attribute(Class<T> type) {
        return type.cast(attributes.get(type));
    }

    /** Returns all attributes, by name or by class; not to be changed. */
    public Map<Object, Object> attributes() {
        return attributes;
    }

    /** Returns this request with one more attribute. */
    public HttpRequest withAttribute(String name, Object value) {
        return with(name, value);
    }

    /** Returns this request with one more attribute, known by its class. */
    public <T> HttpRequest withAttribute(Class<T> type, T value) {
        return with(type, type.cast(value));
    }

    private HttpRequest with(Object key, @Nullable Object value) {
        Map<Object, Object> more = new HashMap<>(attributes);
        more.put(key, Objects.requireNonNull(value, "an attribute needs a value"));
        return new HttpRequest(request, Map.copyOf(more));
    }
}
