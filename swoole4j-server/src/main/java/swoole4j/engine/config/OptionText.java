package swoole4j.engine.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.LengthType;

/** Values of options as text for other processes, and back. Each element of a list is a line. */
final class OptionText {
    /** What no other process needs to know. */
    private static final Set<Option> SECRETS = EnumSet.of(Option.SSL_PASSPHRASE, Option.ADMIN_SERVER);

    private static final HexFormat HEX = HexFormat.of();

    private OptionText() {}

    /** Writes a value that was checked and converted; null for a callback, which has no text, and for a secret. */
    static @Nullable String write(Option option, Object value) {
        if (SECRETS.contains(option)) return null;
        return switch (value) {
            case Boolean truth -> truth.toString();
            case Number number -> number.toString();
            case String text -> text;
            case List<?> list -> lines(list);
            case Map<?, ?> map when option.kind == Kind.PAIRS -> lines(alternating(map));
            case Eof eof -> HEX.formatHex(bytes(eof));
            case LengthType type -> letter(type);
            default -> null;
        };
    }

    /**
     * Reads what {@link #write} wrote, in the form in which a script may give it.
     *
     * @throws SwooleException when it is damaged
     */
    static Object read(Option option, String text) {
        try {
            return value(option, text);
        } catch (IllegalArgumentException e) {
            throw new SwooleException("option " + option.key() + ": " + text + " is damaged", 0, e);
        }
    }

    private static Object value(Option option, String text) {
        return switch (option.kind) {
            case BOOLEAN -> Boolean.valueOf(text);
            case INTEGER, SIZE -> number(text);
            case SECONDS -> Double.valueOf(text);
            case STRINGS, WORDS, LIST -> elements(text);
            case PAIRS -> pairs(elements(text));
            case EOF -> HEX.parseHex(text);
            default -> text;
        };
    }

    private static Object number(String text) {
        long number = Long.parseLong(text);
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    private static String lines(List<?> elements) {
        StringBuilder lines = new StringBuilder();
        for (Object element : elements) {
            lines.append(element.toString().replace("\\", "\\\\").replace("\n", "\\n"))
                    .append('\n');
        }
        return lines.toString();
    }

    private static List<String> elements(String lines) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (c == '\n') {
                elements.add(element.toString());
                element.setLength(0);
            } else if (c == '\\' && ++i < lines.length()) {
                element.append(lines.charAt(i) == 'n' ? '\n' : lines.charAt(i));
            } else {
                element.append(c);
            }
        }
        return elements;
    }

    private static List<?> alternating(Map<?, ?> map) {
        List<Object> list = new ArrayList<>();
        map.forEach((key, value) -> {
            list.add(key);
            list.add(value);
        });
        return list;
    }

    private static Map<String, String> pairs(List<String> alternating) {
        Map<String, String> map = new LinkedHashMap<>();
        Iterator<String> rest = alternating.iterator();
        while (rest.hasNext()) {
            String key = rest.next();
            map.put(key, rest.hasNext() ? rest.next() : "");
        }
        return map;
    }

    private static byte[] bytes(Eof eof) {
        byte[] bytes = new byte[eof.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (eof.bits() >> (Byte.SIZE * (bytes.length - 1 - i)));
        }
        return bytes;
    }

    private static @Nullable String letter(LengthType type) {
        for (String letter : LengthType.LETTERS.split(" ", -1)) {
            if (LengthType.of(letter.charAt(0)) == type) return letter;
        }
        return null;
    }
}
