package swoole4j.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.LengthType;

/** Turns what a script gave for an option into the option's type. */
final class OptionValue {
    private OptionValue() {}

    /**
     * Checks and converts.
     *
     * @throws SwooleException naming key, value and what is allowed
     */
    static Object parse(Option option, String key, Object value) {
        Object parsed = switch (option.kind) {
            case BOOLEAN -> truth(value);
            case INTEGER -> integer(value);
            case SIZE -> size(value);
            case SECONDS -> seconds(value);
            case STRING, FILE, DIRECTORY -> value instanceof CharSequence text ? text.toString() : null;
            case STRINGS -> strings(value);
            case MAP -> map(value);
            case LIST -> list(key, value);
            case PAIRS -> pairs(key, value);
            case EOF -> FramingSettings.eof(value);
            case LENGTH_TYPE -> FramingSettings.lengthType(value);
            case LENGTH_FUNCTION -> FramingSettings.lengthFunction(value);
        };
        if (parsed == null || (parsed instanceof Number number && !inRange(option, number.doubleValue()))) {
            throw new SwooleException(
                    "option " + key + ": " + shown(value) + " is not allowed, expected " + allowed(option));
        }
        return parsed;
    }

    /**
     * Checks that what an option names is there.
     *
     * @throws SwooleException naming key and path
     */
    static void requirePath(Option option, String key, Object value) {
        boolean there = switch (option.kind) {
            case FILE -> Files.isRegularFile(Path.of((String) value)) && Files.isReadable(Path.of((String) value));
            case DIRECTORY -> Files.isDirectory(Path.of((String) value)) && Files.isReadable(Path.of((String) value));
            default -> true;
        };
        if (there) return;
        throw new SwooleException("option " + key + ": " + value + " not found, expected " + allowed(option));
    }

    private static Object shown(Object value) {
        return value instanceof byte[] bytes ? "byte[" + bytes.length + "]" : value;
    }

    private static boolean inRange(Option option, double number) {
        return number >= option.min && number <= option.max;
    }

    private static String allowed(Option option) {
        String range = " from " + plain(option.min) + " to " + plain(option.max);
        return switch (option.kind) {
            case BOOLEAN -> "true or false";
            case INTEGER -> "a whole number" + range;
            case SIZE -> "a number of bytes" + range + ", or text such as 2M";
            case SECONDS -> "seconds" + range;
            case STRING -> "a string";
            case STRINGS -> "a string or a list of strings";
            case FILE -> "the path of a file that can be read";
            case DIRECTORY -> "the path of a directory that can be read";
            case MAP -> "a map of names to maps of options";
            case LIST -> "a list of strings";
            case PAIRS -> "a map of strings to strings";
            case EOF -> "1 to " + Eof.MAX_SIZE + " bytes as text or byte[]";
            case LENGTH_TYPE -> "a letter of PHP's pack(): " + LengthType.LETTERS;
            case LENGTH_FUNCTION -> "a swoole4j.server.PackageLength";
        };
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }

    private static @Nullable Object truth(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case CharSequence text
            when text.toString().equals("1") || text.toString().equalsIgnoreCase("true") -> true;
            case CharSequence text
            when text.isEmpty()
                    || text.toString().equals("0")
                    || text.toString().equalsIgnoreCase("false") -> false;
            default -> null;
        };
    }

    private static @Nullable Object integer(Object value) {
        try {
            return switch (value) {
                case Integer number -> number.longValue();
                case Long number -> number;
                case Double number when number == Math.rint(number) -> number.longValue();
                case CharSequence text -> Long.parseLong(text.toString().strip());
                default -> null;
            };
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Object size(Object value) {
        if (!(value instanceof CharSequence text) || text.isEmpty()) return integer(value);
        String digits = text.toString().strip();
        int shift = switch (Character.toUpperCase(digits.charAt(digits.length() - 1))) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        Object number = integer(shift == 0 ? digits : digits.substring(0, digits.length() - 1));
        if (!(number instanceof Long count) || count > Long.MAX_VALUE >> shift) return null;
        return count << shift;
    }

    private static @Nullable Object seconds(Object value) {
        try {
            return switch (value) {
                case Number number -> number.doubleValue();
                case CharSequence text -> Double.parseDouble(text.toString().strip());
                default -> null;
            };
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Object strings(Object value) {
        if (value instanceof CharSequence text) return text.isEmpty() ? List.of() : List.of(text.toString());
        if (!(value instanceof List<?> list)) return null;
        for (Object element : list) {
            if (!(element instanceof CharSequence)) return null;
        }
        return list.stream().map(Object::toString).toList();
    }

    private static @Nullable Object map(Object value) {
        if (!(value instanceof Map<?, ?> map)) return null;
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof CharSequence name) || !(entry.getValue() instanceof Map<?, ?> inner)) {
                return null;
            }
            copy.put(name.toString(), inner);
        }
        return copy;
    }

    /** Swoole ends the script with these words when it is no list. */
    private static @Nullable Object list(String key, Object value) {
        if (!(value instanceof List<?>)) throw new SwooleException(key + " must be array");
        return strings(value);
    }

    private static @Nullable Object pairs(String key, Object value) {
        if (!(value instanceof Map<?, ?> map)) throw new SwooleException(key + " must be array");
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof CharSequence from) || !(entry.getValue() instanceof CharSequence to)) {
                return null;
            }
            pairs.put(from.toString(), to.toString());
        }
        return pairs;
    }
}
