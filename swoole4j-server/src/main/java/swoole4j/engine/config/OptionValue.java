package swoole4j.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;

/** Turns what a script gave for an option into the option's type. */
final class OptionValue {
    private static final Logger log = LoggerFactory.getLogger(OptionValue.class);

    private OptionValue() {}

    /**
     * Checks and converts. A number out of range becomes the nearest one, with a warning, unless the option is strict.
     *
     * @throws SwooleException naming key, value and what is allowed
     */
    static Object parse(Option option, String key, Object value) {
        Object parsed = switch (option.kind) {
            case BOOLEAN -> truth(value);
            case INTEGER -> integer(value);
            case SIZE -> size(value);
            case SECONDS -> seconds(value);
            case STRING, FILE, DIRECTORY -> text(value);
            case CHOICE -> choice(option, value);
            case STRINGS -> strings(value);
            case WORDS -> words(value);
            case MAP -> map(value);
            case LIST -> list(key, value);
            case PAIRS -> pairs(key, value);
            case EOF -> FramingSettings.eof(value);
            case LENGTH_TYPE -> FramingSettings.lengthType(value);
            case LENGTH_FUNCTION -> FramingSettings.lengthFunction(value);
            case FUNCTION -> isPlain(value) ? null : value;
            case ANYTHING -> value;
        };
        if (parsed instanceof Number number && option.kind.isNumeric()) parsed = inRange(option, key, number);
        if (parsed != null) return parsed;
        throw new SwooleException(
                "option " + key + ": " + shown(value) + " is not allowed, expected " + allowed(option));
    }

    private static Object shown(Object value) {
        return value instanceof byte[] bytes ? "byte[" + bytes.length + "]" : value;
    }

    /** Tells whether a value switches something on: {@code false}, 0 and empty text do not. */
    static boolean isOn(@Nullable Object value) {
        return value != null && !Boolean.FALSE.equals(truth(value));
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

    private static @Nullable Object inRange(Option option, String key, Number number) {
        double value = number.doubleValue();
        if (value >= option.min && value <= option.max) return number;
        if (option.strict || Double.isNaN(value)) return null;
        double nearest = value < option.min ? option.min : option.max;
        log.warn("option {}: {} is out of range{}, {} is used", key, number, range(option), plain(nearest));
        return number instanceof Long ? (Number) (long) nearest : (Number) nearest;
    }

    /** Tells in words what values are allowed. */
    static String allowed(Option option) {
        return switch (option.kind) {
            case CHOICE ->
                "one of " + String.join(", ", option.choices.stream().sorted().toList());
            case INTEGER, SECONDS -> option.kind.expected + range(option);
            case SIZE -> "a number of bytes" + range(option) + ", or text such as 2M";
            default -> option.kind.expected;
        };
    }

    private static String range(Option option) {
        return " from " + plain(option.min) + " to " + plain(option.max);
    }

    /** Writes a number without a needless fraction. */
    static String plain(double number) {
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
                case Boolean truth -> truth ? 1L : 0L;
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

    private static @Nullable String text(Object value) {
        return value instanceof CharSequence || value instanceof Number ? value.toString() : null;
    }

    private static @Nullable String choice(Option option, Object value) {
        String word = value.toString().toLowerCase(Locale.ROOT);
        return option.choices.contains(word) ? word : null;
    }

    private static boolean isPlain(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>;
    }

    private static @Nullable Object strings(Object value) {
        if (value instanceof CharSequence text) return text.isEmpty() ? List.of() : List.of(text.toString());
        if (!(value instanceof List<?> list)) return null;
        for (Object element : list) {
            if (!(element instanceof CharSequence)) return null;
        }
        return list.stream().map(Object::toString).toList();
    }

    private static @Nullable Object words(Object value) {
        if (!(value instanceof CharSequence text)) return strings(value);
        String words = text.toString().strip();
        return words.isEmpty() ? List.of() : List.of(words.split("\\s+", -1));
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
