package swoole4j.core.http;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads Cookie headers as Swoole does: names follow PHP's rules for variables, values are percent-decoded. Any thread. */
public final class CookieHeader {
    private CookieHeader() {}

    /**
     * Reads the values of all Cookie headers of a request, in order. Of two cookies with the same name the first wins.
     *
     * @param maxVariables how many cookies are accepted; the rest is ignored with a warning
     * @param warnings receives the text when a limit is exceeded
     * @return values by name, nested where a name has brackets; empty if there are no cookies
     */
    public static Map<String, Object> parse(List<String> headers, int maxVariables, Consumer<String> warnings) {
        Parameters cookies = new Parameters(maxVariables, warnings);
        for (String header : headers) {
            if (!parse(header, cookies)) {
                break;
            }
        }
        return cookies.map();
    }

    private static boolean parse(String header, Parameters cookies) {
        int length = header.length();
        int start = 0;
        while (start < length) {
            int semicolon = header.indexOf(';', start);
            int end = semicolon < 0 ? length : semicolon;
            int name = skipSpace(header, start, end);
            if (name < end && header.charAt(name) != '=' && !add(header, name, end, cookies)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean add(String header, int start, int end, Parameters cookies) {
        String pair = header.substring(start, end);
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return cookies.addFirst(pair, "");
        }
        return cookies.addFirst(pair.substring(0, equals), UrlCoding.decodeForm(pair.substring(equals + 1)));
    }

    private static int skipSpace(String header, int from, int to) {
        int i = from;
        while (i < to && (header.charAt(i) == ' ' || header.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
