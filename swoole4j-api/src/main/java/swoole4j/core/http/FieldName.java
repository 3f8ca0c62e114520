package swoole4j.core.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable name split as PHP splits it: {@code a.b[x][]} is the variable {@code a_b} with the keys {@code x} and "next
 * free index". Every character is looked at a fixed number of times, however the brackets are arranged.
 *
 * @param variable the name of the variable, never empty
 * @param keys the keys below it from the outside in; null stands for the next free index
 * @param tooDeep true if there are more than {@link Parameters#MAX_NESTING} keys; they are not listed then
 */
record FieldName(String variable, List<@Nullable String> keys, boolean tooDeep) {
    private static final List<String> PROTECTED_PREFIXES = List.of("__Host-", "__Secure-");

    /** Splits a decoded name; null if PHP drops such a variable. */
    static @Nullable FieldName parse(CharSequence name) {
        int end = indexOf(name, '\0', 0, name.length()); // PHP ends a name at NUL
        int start = 0;
        while (start < end && name.charAt(start) == ' ') {
            start++;
        }
        int bracket = indexOf(name, '[', start, end);
        if (bracket == start) {
            return null;
        }
        String variable = mangle(name, start, bracket);
        List<@Nullable String> keys = bracket < end ? new ArrayList<>(4) : List.of();
        int at = bracket;
        while (at < end && name.charAt(at) == '[') {
            if (keys.size() == Parameters.MAX_NESTING) {
                return new FieldName(variable, List.of(), true);
            }
            int keyStart = at + 1;
            int first = keyStart < end && isSpace(name.charAt(keyStart)) ? keyStart + 1 : keyStart;
            int close = indexOf(name, ']', first, end);
            if (close == end) { // never closed: part of the name if it is the first, else ignored
                variable = keys.isEmpty() ? variable + mangle(name, at, end) : variable;
                break;
            }
            keys.add(close == first ? null : name.subSequence(keyStart, close).toString());
            at = close + 1;
        }
        return pretends(variable, name) ? null : new FieldName(variable, keys, false);
    }

    /** Cookies with these prefixes carry a promise of the browser, which another spelling must not obtain. */
    private static boolean pretends(String variable, CharSequence name) {
        for (String prefix : PROTECTED_PREFIXES) {
            if (variable.startsWith(prefix) && !startsWith(name, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(CharSequence name, String prefix) {
        return name.length() >= prefix.length() && prefix.contentEquals(name.subSequence(0, prefix.length()));
    }

    /** Blanks, dots and opening brackets cannot be part of a PHP variable name. */
    private static String mangle(CharSequence name, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            out.append(c == ' ' || c == '.' || c == '[' ? '_' : c);
        }
        return out.toString();
    }

    /** The position of {@code wanted} in the range, or {@code to}. */
    private static int indexOf(CharSequence name, char wanted, int from, int to) {
        int i = from;
        while (i < to && name.charAt(i) != wanted) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
