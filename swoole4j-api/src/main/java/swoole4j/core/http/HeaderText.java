package swoole4j.core.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what an application passes as a header value into the text that is sent, with PHP's conversions. */
final class HeaderText {
    private HeaderText() {}

    /** Tells whether {@link #convert} knows what to do with {@code value}. */
    static boolean isConvertible(@Nullable Object value) {
        return value instanceof Collection<?> list ? list.stream().allMatch(HeaderText::isScalar) : isScalar(value);
    }

    /** A text, a list of texts without nulls for a list, or null for null. */
    static @Nullable Object convert(@Nullable Object value) {
        if (value instanceof String text) {
            return trimEnd(text);
        }
        if (value instanceof Collection<?> list) {
            List<String> texts = new ArrayList<>(list.size());
            for (Object element : list) {
                if (element != null) {
                    texts.add(trimEnd(scalar(element)));
                }
            }
            return texts;
        }
        return value == null ? null : trimEnd(scalar(value));
    }

    /** A line end or NUL would end the line early or make it ambiguous (RFC 9110 5.5). */
    static boolean breaksLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isScalar(@Nullable Object value) {
        return value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }

    private static String scalar(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "1" : "";
        }
        return value instanceof Double || value instanceof Float ? decimal((Number) value) : value.toString();
    }

    /** PHP prints 1.0 as 1 and switches to an exponent outside 1e-4 and 1e15. */
    private static String decimal(Number number) {
        String shortest = number.toString();
        double value = Double.parseDouble(shortest);
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NAN" : value > 0 ? "INF" : "-INF";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return shortest.startsWith("-") ? "-0" : "0";
        }
        if (size >= 1e-4 && size < 1e15) {
            return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        }
        String exponent = Double.toString(value);
        return exponent.contains("E-") ? exponent : exponent.replace("E", "E+");
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end == text.length() ? text : text.substring(0, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
