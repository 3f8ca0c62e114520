package swoole4j.core.http;

/**
 * ASCII-only text comparisons, as HTTP defines them. {@link String#equalsIgnoreCase(String)} also folds letters outside
 * ASCII (the Kelvin sign equals {@code k}), which must not happen to protocol tokens. Any thread.
 */
public final class Ascii {
    private Ascii() {}

    /**
     * Compares two texts, folding {@code A-Z} only.
     *
     * @return true if they are equal apart from the case of ASCII letters
     */
    public static boolean equalsIgnoreCase(String a, String b) {
        int length = a.length();
        return length == b.length() && regionEqualsIgnoreCase(a, 0, b, length);
    }

    /**
     * Tells whether {@code text} begins with {@code prefix}, folding {@code A-Z} only.
     *
     * @return true if it does
     */
    public static boolean startsWithIgnoreCase(String text, String prefix) {
        return text.length() >= prefix.length() && regionEqualsIgnoreCase(text, 0, prefix, prefix.length());
    }

    /**
     * Looks for {@code token} in a comma-separated list such as a {@code Connection} value (RFC 9110 5.6.1), ignoring
     * case and blanks around the elements.
     *
     * @return true if one element is the token
     */
    public static boolean listContains(String list, String token) {
        int from = 0;
        while (from <= list.length()) {
            int comma = list.indexOf(',', from);
            int end = comma < 0 ? list.length() : comma;
            if (elementEquals(list, from, end, token)) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    /**
     * Removes blanks and tabs from both ends, the optional white space of RFC 9110 5.6.3.
     *
     * @return the text without them
     */
    public static String trim(String text) {
        int start = skipBlanks(text, 0, text.length());
        int end = dropBlanks(text, start, text.length());
        return start == 0 && end == text.length() ? text : text.substring(start, end);
    }

    /**
     * Tells whether {@code text} is a token (RFC 9110 5.6.2), the only form of a method, a header name and a cookie
     * name.
     *
     * @return true if it is one; false for the empty text
     */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isLetterOrDigit(char c) {
        char folded = lower(c);
        return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9');
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    private static boolean elementEquals(String list, int from, int to, String token) {
        int start = skipBlanks(list, from, to);
        int end = dropBlanks(list, start, to);
        return end - start == token.length() && regionEqualsIgnoreCase(list, start, token, end - start);
    }

    private static boolean regionEqualsIgnoreCase(String a, int aStart, String b, int length) {
        for (int i = 0; i < length; i++) {
            char x = a.charAt(aStart + i);
            char y = b.charAt(i);
            if (x != y && lower(x) != lower(y)) {
                return false;
            }
        }
        return true;
    }

    private static int skipBlanks(String text, int from, int to) {
        int i = from;
        while (i < to && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int dropBlanks(String text, int from, int to) {
        int i = to;
        while (i > from && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isTokenChar(char c) {
        return isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
