package swoole4j.core.framing;

import java.nio.ByteBuffer;

/**
 * A request of RESP: {@code *2}, then so many bulk strings ({@code $3} and three bytes, or {@code $-1} for null) and integers
 * ({@code :7}), each line and string ended by CR LF. Inline commands and arrays inside are refused, as is a count that has
 * no room in the largest message.
 */
final class RedisScanner implements Scanner {
    private static final int HEAD_LINE = -1;
    /** Type, sign, the digits of a long, CR LF. */
    private static final int MAX_LINE = 1 + 1 + 19 + 2;
    /** The shortest element is an integer of one digit. */
    private static final int LEAST_ELEMENT = 4;

    private static final int END_SIZE = 2;

    private final int limit;
    /** What was seen completely. */
    private int at;
    /** How many elements are missing. */
    private int missing = HEAD_LINE;
    /** Where the string ends that has begun, with its line end; 0 for none. */
    private int stringEnd;

    RedisScanner(int limit) {
        this.limit = limit;
    }

    @Override
    public int size(ByteBuffer bytes, int start, int available) throws FramingException {
        while (missing != 0) {
            if (stringEnd > 0) {
                if (stringEnd > available) return stringEnd;
                endString(bytes, start);
            } else {
                int end = lineEnd(bytes, start, available);
                if (end < 0) return UNKNOWN;
                line(bytes, start, end);
            }
        }
        int size = at;
        at = 0;
        missing = HEAD_LINE;
        return size;
    }

    private void endString(ByteBuffer bytes, int start) throws FramingException {
        int end = start + stringEnd - END_SIZE;
        if (bytes.get(end) != '\r' || bytes.get(end + 1) != '\n') {
            throw FramingException.malformed("a bulk string does not end with CR LF");
        }
        at = stringEnd;
        stringEnd = 0;
        missing--;
    }

    /** Returns where the line that begins at {@link #at} ends, without its line end; -1 when its end is missing. */
    private int lineEnd(ByteBuffer bytes, int start, int available) throws FramingException {
        int last = Math.min(available, at + MAX_LINE) - 1;
        for (int i = at; i < last; i++) {
            boolean cr = bytes.get(start + i) == '\r';
            boolean lf = bytes.get(start + i + 1) == '\n';
            if (cr && lf) return i;
            if (cr || lf) throw FramingException.malformed("CR or LF alone");
        }
        if (available > at) checkType(bytes.get(start + at));
        if (available - at >= MAX_LINE) throw FramingException.malformed("a line has more than " + MAX_LINE + " bytes");
        return -1;
    }

    /** What is no request is refused with its first byte, and not only when a line of it is there. */
    private void checkType(byte type) throws FramingException {
        if (missing == HEAD_LINE ? type != '*' : type != '$' && type != ':') {
            String wanted = missing == HEAD_LINE ? "* (inline commands are not supported)" : "$ or :";
            throw FramingException.malformed("expected %s, not byte 0x%02x".formatted(wanted, type));
        }
    }

    private void line(ByteBuffer bytes, int start, int end) throws FramingException {
        byte type = bytes.get(start + at);
        checkType(type);
        long number = number(bytes, start + at + 1, start + end);
        at = end + END_SIZE;
        switch (type) {
            case '*' -> missing = count(number);
            case ':' -> missing--;
            default -> string(number);
        }
    }

    private int count(long number) throws FramingException {
        if (number < 1) throw FramingException.malformed("a request of " + number + " elements");
        if (number > (limit - at) / LEAST_ELEMENT) {
            throw FramingException.tooLarge(at + LEAST_ELEMENT * Math.min(number, Long.MAX_VALUE >> 3), limit);
        }
        return (int) number;
    }

    private void string(long length) throws FramingException {
        if (length == -1) {
            missing--;
            return;
        }
        if (length < 0) throw FramingException.malformed("a bulk string of " + length + " bytes");
        stringEnd = Scanner.checked(Math.min(length, Integer.MAX_VALUE) + at + END_SIZE, limit);
    }

    private static long number(ByteBuffer bytes, int from, int to) throws FramingException {
        boolean negative = from < to && bytes.get(from) == '-';
        int first = negative ? from + 1 : from;
        if (first == to) throw FramingException.malformed("a line without a number");
        long number = 0;
        for (int i = first; i < to; i++) {
            int digit = bytes.get(i) - '0';
            if (digit < 0 || digit > 9) throw FramingException.malformed("a number with a byte that is no digit");
            try {
                number = Math.subtractExact(Math.multiplyExact(number, 10), digit); // negative numbers reach farther
            } catch (ArithmeticException _) {
                throw FramingException.malformed("a number of more than 64 bits");
            }
        }
        if (!negative && number == Long.MIN_VALUE) throw FramingException.malformed("a number of more than 64 bits");
        return negative ? number : -number;
    }
}
