package swoole4j.engine.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * Reads JSON (RFC 8259): maps, lists, strings, booleans, null, {@code Long}, and {@code Double} for other numbers. How
 * much is nested is limited; how long the text is, is up to the caller.
 */
final class JsonReader {
    private static final int DEEPEST = 64;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws SwooleException telling where the text is no JSON
     */
    static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.blanks();
        if (reader.at < text.length()) throw reader.wrong("the end");
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > DEEPEST) throw wrong("no more than " + DEEPEST + " levels");
        blanks();
        return switch (peek()) {
            case '{' -> map(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        if (takes('}')) return map;
        do {
            blanks();
            if (peek() != '"') throw wrong("a string");
            String key = string();
            if (!takes(':')) throw wrong("':'");
            map.put(key, value(depth + 1));
        } while (takes(','));
        if (!takes('}')) throw wrong("',' or '}'");
        return map;
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        if (takes(']')) return list;
        do {
            list.add(value(depth + 1));
        } while (takes(','));
        if (!takes(']')) throw wrong("',' or ']'");
        return list;
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) throw wrong("a value");
        at += word.length();
        return meaning;
    }

    private Object number() {
        int start = at;
        if (peek() == '-') at++;
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        boolean whole = true;
        if (peek() == '.') {
            whole = false;
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
        }
        String digits = text.substring(start, at);
        if (whole && digits.length() <= 18) return Long.parseLong(digits);
        return Double.parseDouble(digits);
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') at++;
        if (at == start) throw wrong("a value");
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c < ' ') throw wrong("the end of the string");
            at++;
            if (c == '"') return string.toString();
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int n = 0; n < 4; n++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) throw wrong("four hexadecimal digits");
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private boolean takes(char c) {
        blanks();
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    /** Returns the next character, 0 at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private SwooleException wrong(String expected) {
        return new SwooleException("JSON: expected " + expected + " at character " + at);
    }
}
