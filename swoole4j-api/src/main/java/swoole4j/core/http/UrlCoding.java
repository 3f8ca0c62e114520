package swoole4j.core.http;

import java.nio.charset.StandardCharsets;

/**
 * Percent coding with PHP's rules: {@code %} without two hex digits stays as it is, decoded bytes are read as UTF-8 and
 * malformed ones become U+FFFD. Any thread.
 */
public final class UrlCoding {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private UrlCoding() {}

    /** Decodes a form name or value, or a cookie value: {@code +} is a blank, {@code %41} is {@code A}. */
    public static String decodeForm(String text) {
        return needsDecoding(text, true) ? decode(text, true) : text;
    }

    /**
     * Decodes the path of a request target; this is {@code path_info}. {@code ..} is not resolved. Differs from Swoole
     * in that {@code +} stays a plus, which it is everywhere but in forms (RFC 3986 3.3).
     */
    public static String decodePath(String path) {
        return needsDecoding(path, false) ? decode(path, false) : path;
    }

    /**
     * Encodes text as PHP's {@code urlencode} does: letters, digits, {@code -}, {@code _} and {@code .} stay, a blank
     * becomes {@code +}, every other UTF-8 byte becomes {@code %} and two capital hex digits.
     */
    public static String encodeForm(String text) {
        int plain = 0;
        while (plain < text.length() && isUnreserved(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteSink out = new ByteSink(source.length + 32);
        for (byte b : source) {
            if (b > 0 && isUnreserved((char) b)) {
                out.append(b);
            } else if (b == ' ') {
                out.append((byte) '+');
            } else {
                out.ensure(3);
                out.append((byte) '%');
                out.append(HEX[(b >> 4) & 15]);
                out.append(HEX[b & 15]);
            }
        }
        return new String(out.array(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    /** Decodes a part of a form body as it came. */
    static String decodeForm(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] == '%' || source[i] == '+') {
                return decode(source, from, to, true);
            }
        }
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    private static boolean needsDecoding(String text, boolean plusIsBlank) {
        return text.indexOf('%') >= 0 || (plusIsBlank && text.indexOf('+') >= 0);
    }

    private static String decode(String text, boolean plusIsBlank) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        return decode(source, 0, source.length, plusIsBlank);
    }

    private static String decode(byte[] source, int from, int to, boolean plusIsBlank) {
        byte[] target = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = source[i];
            if (b == '%' && i + 2 < to) {
                int value = (Character.digit(source[i + 1], 16) << 4) | Character.digit(source[i + 2], 16);
                if (value >= 0) {
                    b = (byte) value;
                    i += 2;
                }
            } else if (b == '+' && plusIsBlank) {
                b = ' ';
            }
            target[length++] = b;
        }
        return new String(target, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isUnreserved(char c) {
        return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }
}
