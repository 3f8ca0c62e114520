package swoole4j.framework;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.http.Cookie;

/**
 * The answer that a chain of middleware makes. Counterpart of a PSR-7 response, but one that changes in place: each call returns
 * the same object. Nothing is sent before the chain has ended.
 */
public final class HttpReply {
    private int status;
    private final Map<String, Field> headers = new LinkedHashMap<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private byte[] body = new byte[0];
    private @Nullable Object json;
    private @Nullable Object handler;

    private record Field(String name, String value) {}

    private HttpReply(int status) {
        this.status = status;
    }

    /**
     * Returns an answer without headers and body.
     *
     * @throws IllegalArgumentException when {@code status} is not from 100 to 599
     */
    public static HttpReply of(int status) {
        return new HttpReply(checked(status));
    }

    private static int checked(int status) {
        if (status < 100 || status > 599)
            throw new IllegalArgumentException("status " + status + " is not from 100 to 599");
        return status;
    }

    /** Returns the status. */
    public int status() {
        return status;
    }

    /** Sets the status, from 100 to 599. */
    public HttpReply status(int status) {
        this.status = checked(status);
        return this;
    }

    /** Sets a header; one of that name, in whatever case, is replaced. */
    public HttpReply header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), new Field(name, Objects.requireNonNull(value)));
        return this;
    }

    /** Returns a header's value, or null. */
    public @Nullable String header(String name) {
        Field field = headers.get(name.toLowerCase(Locale.ROOT));
        return field == null ? null : field.value;
    }

    /** Takes a header back. */
    public HttpReply withoutHeader(String name) {
        headers.remove(name.toLowerCase(Locale.ROOT));
        return this;
    }

    /** Returns a copy of the headers, their names as they were set. */
    public Map<String, String> headers() {
        Map<String, String> copy = new LinkedHashMap<>();
        headers.values().forEach(field -> copy.put(field.name, field.value));
        return copy;
    }

    /** Adds a cookie. */
    public HttpReply cookie(Cookie cookie) {
        cookies.add(Objects.requireNonNull(cookie));
        return this;
    }

    /** Returns a copy of the cookies. */
    public List<Cookie> cookies() {
        return List.copyOf(cookies);
    }

    /** Sets the body, in UTF-8; null is an empty one. */
    public HttpReply body(@Nullable String body) {
        return body(body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets the body. */
    public HttpReply body(byte[] body) {
        this.body = body.clone();
        this.json = null;
        return this;
    }

    /** Returns the body as UTF-8; empty for one that {@link #json} set. */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns a copy of the body. */
    public byte[] bytes() {
        return body.clone();
    }

    /** Sets a value as the body, written as JSON by the application's encoder when it is sent. */
    public HttpReply json(Object value) {
        this.json = Objects.requireNonNull(value);
        this.body = new byte[0];
        return header("Content-Type", "application/json");
    }

    /** Returns the value that {@link #json(Object)} set, or null. */
    public @Nullable Object json() {
        return json;
    }

    /** Returns the controller that the connection gets with status 101, or null. */
    public @Nullable Object handler() {
        return handler;
    }

    /** Sets the controller that the connection gets with status 101. */
    public HttpReply handler(@Nullable Object handler) {
        this.handler = handler;
        return this;
    }
}
