package swoole4j.client.message;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.core.http.Ascii;
import swoole4j.core.http.HttpDate;
import swoole4j.core.http.UrlCoding;

/**
 * The cookies of one client, which knows one server only (RFC 6265 5). Swoole sends every cookie everywhere for ever; here
 * path, expiry, domain and {@code Secure} count. Those that a script sets have none of these. One thread at a time.
 */
public final class CookieJar {
    /** A server cannot make a client keep more (RFC 6265 6.1 asks for 50). */
    private static final int MOST = 300;

    private static final int LONGEST = 4096;

    private final String host;
    private final boolean secure;
    private final Clock clock;
    private final List<Stored> cookies = new ArrayList<>();

    private record Stored(
            String name, String value, @Nullable String path, long expires) {
        boolean isExpired(long now) {
            return expires <= now;
        }

        /** RFC 6265 5.1.4. */
        boolean matches(String requestPath) {
            if (path == null || requestPath.equals(path)) return true;
            return requestPath.startsWith(path) && (path.endsWith("/") || requestPath.charAt(path.length()) == '/');
        }
    }

    /** No cookies yet. */
    public CookieJar(String host, boolean secure, Clock clock) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.secure = secure;
        this.clock = clock;
    }

    void replace(Map<String, ?> values) {
        cookies.clear();
        values.forEach((name, value) -> {
            if (value != null)
                cookies.add(new Stored(name, Scalar.text("cookie " + name, value), null, Long.MAX_VALUE));
        });
    }

    /** Returns the value of the Cookie header for a path, or null when there is nothing to send. */
    @Nullable
    String header(String path) {
        long now = now();
        cookies.removeIf(cookie -> cookie.isExpired(now));
        StringBuilder header = new StringBuilder();
        for (Stored cookie : cookies) {
            if (cookie.value.isEmpty() || !cookie.matches(path)) continue;
            if (!header.isEmpty()) header.append("; ");
            header.append(cookie.name).append('=').append(UrlCoding.encodeForm(cookie.value));
        }
        return header.isEmpty() ? null : header.toString();
    }

    /** Returns the values by name, or null when there is none. */
    public @Nullable Map<String, String> values() {
        if (cookies.isEmpty()) return null;
        long now = now();
        Map<String, String> values = new LinkedHashMap<>();
        for (Stored cookie : cookies) {
            if (!cookie.isExpired(now)) values.put(cookie.name, cookie.value);
        }
        return values;
    }

    /**
     * Takes the value of a Set-Cookie header; what makes no sense is left out.
     *
     * @param requestPath what was asked for when it came, without the query
     */
    public void store(String setCookie, String requestPath) {
        if (setCookie.length() > LONGEST) return;
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 1) return;
        String name = Ascii.trim(parts[0].substring(0, equals));
        if (!Ascii.isToken(name)) return;
        String value = unquoted(Ascii.trim(parts[0].substring(equals + 1)));
        Attributes attributes = Attributes.of(parts, now());
        if (attributes.secure && !secure) return; // RFC 6265bis 5.7
        if (attributes.domain != null && !isOurs(attributes.domain)) return;
        String path = attributes.path == null ? defaultPath(requestPath) : attributes.path;
        cookies.removeIf(old -> old.name.equals(name) && (old.path == null || old.path.equals(path)));
        if (attributes.expires <= now() || cookies.size() >= MOST) return;
        cookies.add(new Stored(name, UrlCoding.decodeForm(value), path, attributes.expires));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** RFC 6265 5.1.3; a domain of one label is another site's unless it is the host. */
    private boolean isOurs(String domain) {
        return host.equals(domain) || (domain.indexOf('.') > 0 && host.endsWith("." + domain) && !isAddress());
    }

    private boolean isAddress() {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** RFC 6265 5.1.4. */
    private static String defaultPath(String requestPath) {
        int slash = requestPath.lastIndexOf('/');
        return slash <= 0 ? "/" : requestPath.substring(0, slash);
    }

    private record Attributes(
            @Nullable String path, @Nullable String domain, long expires, boolean secure) {
        static Attributes of(String[] parts, long now) {
            String path = null;
            String domain = null;
            Long expires = null;
            Long maxAge = null;
            boolean secure = false;
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                String name = Ascii.trim(equals < 0 ? parts[i] : parts[i].substring(0, equals));
                String value = equals < 0 ? "" : Ascii.trim(parts[i].substring(equals + 1));
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "path" -> path = value.startsWith("/") ? value : null;
                    case "domain" ->
                        domain = value.isEmpty()
                                ? null
                                : (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
                    case "expires" -> expires = date(value, now);
                    case "max-age" -> maxAge = maxAge(value, maxAge);
                    case "secure" -> secure = true;
                    default -> {}
                }
            }
            long end = expires == null ? Long.MAX_VALUE : expires;
            if (maxAge != null) end = maxAge <= 0 ? Long.MIN_VALUE : now + maxAge;
            return new Attributes(path, domain, end, secure);
        }

        /** Servers write dashes where RFC 1123 has blanks. */
        private static @Nullable Long date(String value, long now) {
            Long date = HttpDate.parse(value, now);
            return date == null ? HttpDate.parse(value.replace('-', ' '), now) : date;
        }

        private static @Nullable Long maxAge(String value, @Nullable Long before) {
            if (!value.matches("-?\\d{1,18}")) return value.matches("\\d+") ? Long.valueOf(Long.MAX_VALUE / 2) : before;
            return Math.min(Long.parseLong(value), Long.MAX_VALUE / 4);
        }
    }
}
