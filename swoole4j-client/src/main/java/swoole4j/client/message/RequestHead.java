package swoole4j.client.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;
import swoole4j.coroutine.http.ClientException;

/** Writes the head of a request, line by line in Swoole's order. For one request. */
public final class RequestHead {
    private static final int LONGEST_COOKIES = 4096;
    private static final int LONGEST = 65536;

    /** What is not a script's to say. */
    private static final Set<String> OWN = Set.of("content-length", "transfer-encoding", "cookie", "host");

    /** Whose requests say that they have no content (RFC 9110 8.6). */
    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

    private static final Set<String> OF_UPGRADES =
            Set.of("upgrade", "connection", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions");

    private final Draft draft;
    private final ClientSettings settings;
    private final String codings;
    private final StringBuilder out = new StringBuilder(256);
    private boolean authorized;
    private boolean persistent;
    private boolean codingsSet;
    private boolean connectionSet;
    private boolean lengthSet;
    private final List<String> cookies = new ArrayList<>();

    /**
     * Begins.
     *
     * @param codings what can be decompressed, as the value of Accept-Encoding
     */
    public RequestHead(Draft draft, ClientSettings settings, String codings) {
        this.draft = draft;
        this.settings = settings;
        this.codings = codings;
    }

    /**
     * What a request says of itself besides what a script has set.
     *
     * @param method such as GET
     * @param target the path, or a URL for a proxy
     * @param path of the cookies
     * @param host the usual value of Host
     * @param proxyAuthorization for a proxy, or null
     * @param upgrade lines for an upgrade, empty for none
     */
    public record Line(
            String method,
            String target,
            String path,
            String host,
            @Nullable String proxyAuthorization,
            Map<String, String> upgrade) {}

    /**
     * Writes it, without the blank line.
     *
     * @throws ClientException when it, or its cookies, are too long
     */
    public String write(Line line, CookieJar jar, Content content) {
        out.append(line.method).append(' ').append(line.target).append(" HTTP/1.1\r\n");
        Map<String, Object> headers = draft.headers() == null ? Map.of() : draft.headers();
        Object host = valueOf(headers, "host");
        field("Host", host == null ? line.host : Scalar.text("header Host", host));
        headers.forEach((name, value) -> header(name, value, !line.upgrade.isEmpty(), content));
        if (draft.authorization() != null && !authorized) field("Authorization", draft.authorization());
        if (line.proxyAuthorization != null) field("Proxy-Authorization", line.proxyAuthorization);
        line.upgrade.forEach(this::field);
        persistent = settings.keepAlive() && persistent(headers);
        if (line.upgrade.isEmpty() && !connectionSet)
            field("Connection", settings.keepAlive() ? "keep-alive" : "close");
        if (settings.httpCompression() && !codingsSet) field("Accept-Encoding", codings);
        cookies(jar.header(line.path));
        if (content.type() != null && valueOf(headers, "content-type") == null) field("Content-Type", content.type());
        if (content.isPresent() || lengthSet || WITH_CONTENT.contains(line.method))
            field("Content-Length", Long.toString(content.length()));
        if (out.length() > LONGEST) throw new ClientException("HTTP/1 header block is too large", 0);
        return out.toString();
    }

    /** Tells whether the connection outlives the request as far as this side is concerned. */
    public boolean isPersistent() {
        return persistent;
    }

    private static boolean persistent(Map<String, Object> headers) {
        Object connection = valueOf(headers, "connection");
        return connection == null
                || !connection.toString().toLowerCase(Locale.ROOT).contains("close");
    }

    private void header(String name, Object value, boolean upgrade, Content content) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("cookie")) cookies.add(Scalar.text(name, value));
        if (lower.equals("content-length")) lengthSet = true;
        if (OWN.contains(lower) || (upgrade && OF_UPGRADES.contains(lower))) return;
        // with parts of our own making their boundary counts
        if (lower.equals("content-type")
                && content.type() != null
                && content.type().startsWith("multipart/")) {
            return;
        }
        authorized |= lower.equals("authorization");
        codingsSet |= lower.equals("accept-encoding");
        connectionSet |= lower.equals("connection");
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element != null) field(name, Scalar.text("header " + name, element));
            }
        } else {
            field(name, Scalar.text("header " + name, value));
        }
    }

    private void cookies(@Nullable String stored) {
        if (stored != null) cookies.add(stored);
        if (cookies.isEmpty()) return;
        String all = String.join("; ", cookies);
        if (all.getBytes(StandardCharsets.UTF_8).length > LONGEST_COOKIES) {
            throw new ClientException("HTTP cookie header is too large", SwooleError.INVALID_PARAMS.number());
        }
        field("Cookie", all);
    }

    private void field(String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private static @Nullable Object valueOf(Map<String, Object> headers, String lower) {
        for (Map.Entry<String, Object> entry : headers.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(lower)) return entry.getValue();
        }
        return null;
    }
}
