package swoole4j.core.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cookie to set. Counterpart of the arguments of {@code Response::cookie} and of {@code Swoole\Http\Cookie}. A
 * value; any thread.
 *
 * @param name the name
 * @param value the value; empty deletes the cookie
 * @param encode true to percent-encode the value, false to send it as it is ({@code rawcookie})
 * @param expires when it expires in epoch seconds; 0 or less for the end of the browser's session
 * @param path the path, empty for none
 * @param domain the domain, empty for none
 * @param secure whether it is for encrypted connections only
 * @param httpOnly whether scripts in the page cannot see it
 * @param sameSite {@code Strict}, {@code Lax}, {@code None} or empty
 * @param priority {@code Low}, {@code Medium}, {@code High} or empty
 * @param partitioned whether it is kept apart per top-level site
 */
public record SetCookie(
        String name,
        String value,
        boolean encode,
        long expires,
        String path,
        String domain,
        boolean secure,
        boolean httpOnly,
        String sameSite,
        String priority,
        boolean partitioned) {
    private static final String SEPARATORS = ",; \t\r\n\u000b\f";
    private static final String SEPARATOR_NAMES =
            "\",\", \";\", \" \", \"\\t\", \"\\r\", \"\\n\", \"\\013\", or \"\\014\"";
    private static final List<String> SAME_SITE = List.of("Strict", "Lax", "None");
    private static final List<String> PRIORITY = List.of("Low", "Medium", "High");

    /** A cookie for the browser's session without attributes. */
    public static SetCookie of(String name, String value, boolean encode) {
        return new SetCookie(name, value, encode, 0, "", "", false, false, "", "", false);
    }

    /**
     * Checks everything that goes into the line. Differs from Swoole in checking control characters, {@code sameSite}
     * and {@code priority} too; there a line end in one of these loses the whole line when it is sent.
     *
     * @return null if the cookie can be sent, else Swoole's text
     */
    public @Nullable String problem() {
        if (name.isEmpty()) {
            return "The name cannot be empty";
        }
        if (containsAny(name, "=" + SEPARATORS)) {
            return "The name cannot contain \"=\", " + SEPARATOR_NAMES;
        }
        if (!encode && containsAny(value, SEPARATORS)) {
            return "The value cannot contain " + SEPARATOR_NAMES;
        }
        if (containsAny(path, SEPARATORS)) {
            return "The path option cannot contain " + SEPARATOR_NAMES;
        }
        if (containsAny(domain, SEPARATORS)) {
            return "The domain option cannot contain " + SEPARATOR_NAMES;
        }
        if (expires >= HttpDate.END_OF_YEAR_9999) {
            return "The expires cannot have a year greater than 9999";
        }
        return problemBeyondSwoole();
    }

    /**
     * The value of the Set-Cookie header, byte for byte as Swoole writes it.
     *
     * @param nowEpochSecond the time from which {@code Max-Age} counts
     * @throws IllegalStateException if {@link #problem()} has something to say
     */
    public String format(long nowEpochSecond) {
        String problem = problem();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
        StringBuilder out = new StringBuilder(64).append(name).append('=');
        if (value.isEmpty()) {
            out.append("deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0");
        } else {
            out.append(encode ? UrlCoding.encodeForm(value) : value);
            if (expires > 0) {
                out.append("; expires=").append(HttpDate.formatCookie(expires));
                out.append("; Max-Age=").append(Math.max(0, expires - nowEpochSecond));
            }
        }
        text(out, "; path=", path);
        text(out, "; domain=", domain);
        flag(out, "; secure", secure);
        flag(out, "; HttpOnly", httpOnly);
        text(out, "; SameSite=", sameSite);
        text(out, "; Priority=", priority);
        flag(out, "; Partitioned", partitioned);
        return out.toString();
    }

    private @Nullable String problemBeyondSwoole() {
        for (String text : List.of(name, encode ? "" : value, path, domain)) {
            if (!HttpStatus.isValidReason(text)) {
                return "A cookie cannot contain control characters";
            }
        }
        if (isNoneOf(SAME_SITE, sameSite)) {
            return "The sameSite option '" + sameSite + "' must be one of " + SAME_SITE;
        }
        return isNoneOf(PRIORITY, priority)
                ? "The priority option '" + priority + "' must be one of " + PRIORITY
                : null;
    }

    private static boolean isNoneOf(List<String> allowed, String text) {
        return !text.isEmpty() && allowed.stream().noneMatch(word -> Ascii.equalsIgnoreCase(word, text));
    }

    private static boolean containsAny(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static void text(StringBuilder out, String label, String value) {
        if (!value.isEmpty()) {
            out.append(label).append(value);
        }
    }

    private static void flag(StringBuilder out, String label, boolean set) {
        if (set) {
            out.append(label);
        }
    }
}
