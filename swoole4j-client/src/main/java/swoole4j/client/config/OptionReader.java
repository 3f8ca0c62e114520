package swoole4j.client.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.core.framing.Eof;
import swoole4j.core.framing.LengthType;
import swoole4j.coroutine.http.WriteFunction;
import swoole4j.server.PackageLength;

/** Turns what a script gave for an option into the option's type. */
final class OptionReader {
    private static final Logger log = LoggerFactory.getLogger(OptionReader.class);

    private OptionReader() {}

    /**
     * Checks and converts.
     *
     * @throws SwooleException naming option, value and what is allowed
     */
    static Object read(ClientOption option, Object value) {
        Object read = switch (option.kind) {
            case BOOLEAN -> truth(value);
            case INTEGER -> integer(value);
            case SIZE -> size(value);
            case SECONDS -> seconds(value);
            case STRING -> value instanceof CharSequence || value instanceof Number ? value.toString() : null;
            case FUNCTION -> value instanceof WriteFunction ? value : null;
            case EOF -> eof(value);
            case LENGTH_TYPE ->
                value.toString().length() == 1 ? LengthType.of(value.toString().charAt(0)) : null;
            case LENGTH_FUNCTION -> value instanceof PackageLength ? value : null;
        };
        if (read instanceof Long number && (number < option.min || number > option.max)) read = null;
        if (read != null) return read;
        throw new SwooleException(
                "option " + option.key + ": " + value + " is not allowed, expected " + option.allowed());
    }

    /** Warns of an option that there is not, with the one that may have been meant. */
    static void unknown(String key) {
        String nearest = Arrays.stream(ClientOption.values())
                .map(option -> option.key)
                .min(Comparator.<String>comparingInt(known -> distance(key, known))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(known -> distance(key, known) <= key.length() / 3)
                .orElse(null);
        if (nearest == null) {
            log.warn("unsupported option [{}]", key);
        } else {
            log.warn("unsupported option [{}], did you mean {}?", key, nearest);
        }
    }

    static @Nullable Boolean truth(Object value) {
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

    static @Nullable Long integer(Object value) {
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

    private static @Nullable Long size(Object value) {
        if (!(value instanceof CharSequence text) || text.isEmpty()) return integer(value);
        String digits = text.toString().strip();
        int shift = digits.isEmpty()
                ? 0
                : switch (Character.toUpperCase(digits.charAt(digits.length() - 1))) {
                    case 'K' -> 10;
                    case 'M' -> 20;
                    case 'G' -> 30;
                    default -> 0;
                };
        Long count = integer(shift == 0 ? digits : digits.substring(0, digits.length() - 1));
        return count == null || count > Long.MAX_VALUE >> shift ? null : (Long) (count << shift);
    }

    private static @Nullable Double seconds(Object value) {
        try {
            Double read = switch (value) {
                case Number number -> number.doubleValue();
                case CharSequence text -> Double.valueOf(text.toString().strip());
                default -> null;
            };
            return read == null || read.isNaN() ? null : read;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Eof eof(Object value) {
        byte[] bytes = value instanceof byte[] given ? given : value.toString().getBytes(StandardCharsets.UTF_8);
        return bytes.length == 0 || bytes.length > Eof.MAX_SIZE ? null : Eof.of(bytes);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
