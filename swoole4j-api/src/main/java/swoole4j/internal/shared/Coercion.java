package swoole4j.internal.shared;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PHP makes of a value where it wants an int, a float or a string. */
public final class Coercion {
    /** A number in front of anything. */
    private static final Pattern NUMBER =
            Pattern.compile("[ \\t\\n\\r\\x0B\\f]*([+-]?(?:\\d+(\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)");

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    /** Digits that PHP writes out before it takes an exponent. */
    private static final int DIGITS = 17;

    private Coercion() {}

    /** Returns {@code (int) value}. */
    public static long toInt(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Boolean bool -> bool ? 1 : 0;
            case Double number -> whole(number);
            case Float number -> whole(number);
            case BigDecimal number -> whole(number.doubleValue());
            case Number number -> number.longValue();
            case byte[] bytes -> intOf(new String(bytes, StandardCharsets.ISO_8859_1));
            case Collection<?> list -> list.isEmpty() ? 0 : 1;
            case Map<?, ?> map -> map.isEmpty() ? 0 : 1;
            default -> intOf(value.toString());
        };
    }

    /** Beyond 64 bits the lower ones count. */
    private static long whole(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) return 0;
        if (Math.abs(number) < 0x1p63) return (long) number;
        return new BigDecimal(number).toBigInteger().longValue();
    }

    /** Text beyond 64 bits is the greatest or least number. */
    private static long intOf(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.lookingAt()) return 0;
        String digits = number.group(1);
        if (!WHOLE.matcher(digits).matches()) return (long) Double.parseDouble(digits);
        try {
            return Long.parseLong(digits); // however many there are, it stops at the 20th
        } catch (NumberFormatException _) {
            return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Returns {@code (float) value}. */
    public static double toFloat(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Number number -> number.doubleValue();
            case Boolean _, Collection<?> _, Map<?, ?> _ -> toInt(value);
            case byte[] bytes -> floatOf(new String(bytes, StandardCharsets.ISO_8859_1));
            default -> floatOf(value.toString());
        };
    }

    private static double floatOf(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.lookingAt() ? Double.parseDouble(number.group(1)) : 0;
    }

    /** Returns {@code (string) value}. */
    public static String toText(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean bool -> bool ? "1" : "";
            case Double number -> text(number);
            case Float number -> text(number);
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case Collection<?> _, Map<?, ?> _ -> "Array";
            default -> value.toString();
        };
    }

    /** Returns {@code (string) value} as bytes, of which there are no others in PHP. */
    public static byte[] toBytes(@Nullable Object value) {
        return value instanceof byte[] bytes ? bytes : toText(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(double number) {
        if (Double.isNaN(number)) return "NAN";
        if (Double.isInfinite(number)) return number > 0 ? "INF" : "-INF";
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int point = exact.precision() - exact.scale();
        if (point >= -3 && point <= DIGITS) return exact.toPlainString();
        String digits = exact.unscaledValue().abs().toString();
        int exponent = point - 1;
        return (number < 0 ? "-" : "") + digits.charAt(0) + "." + (digits.length() > 1 ? digits.substring(1) : "0")
                + "E" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
