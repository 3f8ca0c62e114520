package swoole4j.client.message;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The target of a request line (RFC 9112 3.2). */
public final class Target {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Target() {}

    /** Returns the target for a path; null for one with blanks or control characters, which would end the request line. */
    public static @Nullable String of(String path) {
        if (path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) return null;
        String whole = path.startsWith("/") || path.equals("*") ? path : "/" + path;
        return whole.chars().allMatch(c -> c < 0x80) ? whole : encoded(whole);
    }

    private static String encoded(String path) {
        StringBuilder out = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= 0) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return out.toString();
    }

    /** Returns a target without its query. */
    public static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
