package swoole4j.engine.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/** Writes JSON (RFC 8259). What is not null, a boolean, number, string, map or collection is written as its text. */
final class JsonWriter {
    private static final int DEEPEST = 64;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    /**
     * Returns the JSON of a value.
     *
     * @throws SwooleException when it is nested too deeply
     */
    static String write(@Nullable Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value, 0);
        return writer.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > DEEPEST) throw new SwooleException("JSON: more than " + DEEPEST + " levels");
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case Double number -> real(number);
            case Float number -> real(number.doubleValue());
            case Number number -> out.append(number);
            case Map<?, ?> map -> map(map, depth);
            case Iterable<?> list -> list(list, depth);
            default -> string(value.toString());
        }
    }

    private void real(double number) {
        if (Double.isFinite(number)) {
            out.append(number);
        } else {
            out.append("null");
        }
    }

    private void map(Map<?, ?> map, int depth) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue(), depth + 1);
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void list(Iterable<?> list, int depth) {
        char before = '[';
        for (Object element : list) {
            out.append(before);
            value(element, depth + 1);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= ' ' && !Character.isSurrogate(c) && c != 0x2028 && c != 0x2029) {
                        out.append(c);
                    } else {
                        unicode(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void unicode(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX[(c >> shift) & 0xf]);
    }
}
