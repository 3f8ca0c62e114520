package swoole4j.core.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spelling and validity of header names. Any thread. */
public final class HeaderNames {
    /** The longest header name Swoole accepts, in bytes. */
    public static final int MAX_LENGTH = 127;

    /** Registered spellings that word-by-word capitals would damage, by the damaged form. */
    private static final Map<String, String> REGISTERED = Map.of(
            "Etag", "ETag",
            "Www-Authenticate", "WWW-Authenticate",
            "Te", "TE",
            "Dnt", "DNT",
            "X-Xss-Protection", "X-XSS-Protection");

    private HeaderNames() {}

    /**
     * Spells a header name as {@code Response::header} does with {@code format = true}: every word between dashes gets a
     * capital and is lower-cased otherwise, so {@code x-FOO-bar_baz} becomes {@code X-Foo-Bar_baz} and
     * {@code Sec-WebSocket-Accept} becomes {@code Sec-Websocket-Accept}. Differs from Swoole in the names {@code ETag},
     * {@code WWW-Authenticate}, {@code TE}, {@code DNT} and {@code X-XSS-Protection}, which keep their registered
     * spelling; header names are case-insensitive, both are legal.
     *
     * @return the formatted name, the same object if nothing had to change
     */
    public static String format(String name) {
        int length = name.length();
        boolean wordStart = true;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c != (wordStart ? Ascii.upper(c) : Ascii.lower(c))) {
                return registered(capitalise(name));
            }
            wordStart = c == '-';
        }
        return registered(name);
    }

    /**
     * Checks a name the application wants to send.
     *
     * @return null if it can be sent, else the text of the warning
     */
    public static @Nullable String check(String name) {
        if (Ascii.isToken(name)) {
            return name.length() <= MAX_LENGTH ? null : "header key is too long";
        }
        if (name.indexOf('\r') >= 0 || name.indexOf('\n') >= 0) {
            return ResponseHead.NEWLINE_WARNING;
        }
        // Swoole sends such names; a blank or a colon in a name changes the meaning of the line (RFC 9112 5.1)
        return "header key '" + name + "' is not a token; letters, digits and !#$%&'*+-.^_`|~ are allowed";
    }

    private static String capitalise(String name) {
        char[] chars = name.toCharArray();
        boolean wordStart = true;
        for (int i = 0; i < chars.length; i++) {
            chars[i] = wordStart ? Ascii.upper(chars[i]) : Ascii.lower(chars[i]);
            wordStart = chars[i] == '-';
        }
        return new String(chars);
    }

    private static String registered(String formatted) {
        int length = formatted.length();
        boolean mayBeRegistered = length <= 4 || length == 16;
        return mayBeRegistered ? REGISTERED.getOrDefault(formatted, formatted) : formatted;
    }
}
