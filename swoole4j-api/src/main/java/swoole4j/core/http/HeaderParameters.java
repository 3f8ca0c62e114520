package swoole4j.core.http;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the parameters of a header value such as {@code form-data; name="a"; filename=b} (RFC 9110 5.6.6), in time
 * that grows with its length only. Quotes are optional; inside them a backslash protects a quote or another backslash
 * and is itself text before anything else, because browsers sent {@code "C:\dir\x"}. Confined to one thread.
 */
final class HeaderParameters {
    private static final int EXCERPT = 64;

    private final String header;
    private final String value;
    private int at;
    private String name = "";
    private String text = "";

    HeaderParameters(String header) {
        this.header = header;
        at = until(header, 0, ';');
        value = Ascii.trim(header.substring(0, at));
    }

    /** The first parameter {@code wanted} of a header value in any case; null if there is none. */
    static @Nullable String find(String header, String wanted) {
        HeaderParameters parameters = new HeaderParameters(header);
        while (parameters.next()) {
            if (Ascii.equalsIgnoreCase(parameters.name, wanted)) {
                return parameters.text;
            }
        }
        return null;
    }

    /** What stands before the parameters, trimmed. */
    String value() {
        return value;
    }

    /** Goes to the next parameter that has an equals sign; false if there is none. */
    boolean next() {
        while (at < header.length()) {
            int start = at + 1;
            int end = until(header, start, ';');
            int equals = header.indexOf('=', start, end);
            if (equals >= 0) {
                name = Ascii.trim(header.substring(start, equals));
                at = readText(equals + 1);
                return true;
            }
            at = end;
        }
        return false;
    }

    /** The name of the parameter. */
    String name() {
        return name;
    }

    /** The value of the parameter, without quotes. */
    String text() {
        return text;
    }

    /** The beginning of a text from outside, harmless in a log. */
    static String excerpt(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < EXCERPT; i++) {
            char c = text.charAt(i);
            out.append(c < ' ' || c == 0x7f ? '?' : c);
        }
        return text.length() > EXCERPT ? out.append("...").toString() : out.toString();
    }

    /** Reads the value that begins after the equals sign; returns the position of the semicolon behind it. */
    private int readText(int from) {
        int start = from;
        while (start < header.length() && (header.charAt(start) == ' ' || header.charAt(start) == '\t')) {
            start++;
        }
        if (start == header.length() || header.charAt(start) != '"') {
            int end = until(header, from, ';');
            text = Ascii.trim(header.substring(from, end));
            return end;
        }
        StringBuilder out = new StringBuilder();
        int i = start + 1;
        while (i < header.length() && header.charAt(i) != '"') {
            if (header.charAt(i) == '\\' && i + 1 < header.length() && isQuotable(header.charAt(i + 1))) {
                i++;
            }
            out.append(header.charAt(i++));
        }
        text = out.toString();
        return until(header, i, ';');
    }

    private static boolean isQuotable(char c) {
        return c == '"' || c == '\\';
    }

    private static int until(String text, int from, char wanted) {
        int at = text.indexOf(wanted, from);
        return at < 0 ? text.length() : at;
    }
}
