package swoole4j.core.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a Range header for content of a known length (RFC 9110 14.2). Any thread.
 *
 * <p>What is not a valid set of byte ranges is as good as no Range header. So are sets that cost the server more than
 * they can be worth to a client (14.2, CVE-2011-3192): more than {@value #MAX_RANGES} ranges, or ranges that overlap.
 */
public final class ByteRanges {
    /** How many ranges one request can have. */
    public static final int MAX_RANGES = 16;

    private static final String UNIT = "bytes=";
    private static final long NONE = -1;
    private static final long BAD = -2;

    private ByteRanges() {}

    /** What to do about a Range header. */
    public sealed interface Outcome {}

    /** Send everything, with 200. */
    public record Full() implements Outcome {}

    /**
     * Send some of it, with 206.
     *
     * @param ranges at least one, in the order the client asked for them
     */
    public record Partial(List<Range> ranges) implements Outcome {}

    /** Send nothing, with 416 and {@code Content-Range} as {@link ByteRanges#unsatisfied} writes it. */
    public record Unsatisfiable() implements Outcome {}

    /**
     * Some bytes of the content.
     *
     * @param first the position of the first, from 0
     * @param last the position of the last
     */
    public record Range(long first, long last) {
        /** How many bytes these are. */
        public long length() {
            return last - first + 1;
        }

        /** The value of {@code Content-Range} for content of {@code length} bytes: {@code bytes 0-4/20}. */
        public String contentRange(long length) {
            return "bytes " + first + '-' + last + '/' + length;
        }
    }

    /** The value of {@code Content-Range} of a 416 (RFC 9110 15.5.17). */
    public static String unsatisfied(long length) {
        return "bytes */" + length;
    }

    /** Reads the value of Range for content of {@code length} bytes. */
    public static Outcome parse(String header, long length) {
        if (!Ascii.startsWithIgnoreCase(header, UNIT)) {
            return new Full();
        }
        List<Range> satisfiable = new ArrayList<>();
        int count = 0;
        for (String element : header.substring(UNIT.length()).split(",", -1)) {
            String spec = Ascii.trim(element);
            if (spec.isEmpty()) {
                continue; // RFC 9110 5.6.1.2
            }
            if (++count > MAX_RANGES || !add(spec, length, satisfiable)) {
                return new Full();
            }
        }
        if (!satisfiable.isEmpty()) {
            return overlap(satisfiable) ? new Full() : new Partial(List.copyOf(satisfiable));
        }
        return count > 0 ? new Unsatisfiable() : new Full();
    }

    /** Reads one range and adds it if it touches the content; false if it is malformed or makes the header pointless. */
    private static boolean add(String spec, long length, List<Range> satisfiable) {
        int dash = spec.indexOf('-');
        long first = dash < 0 ? BAD : number(spec, 0, dash);
        long last = dash < 0 ? BAD : number(spec, dash + 1, spec.length());
        if (first == BAD || last == BAD || (first == NONE && last == NONE)) {
            return false;
        }
        if (first == NONE) {
            if (last > 0 && length == 0) {
                return false; // satisfied by nothing at all, which no Content-Range can say
            }
            if (last > 0) {
                satisfiable.add(new Range(Math.max(0, length - last), length - 1));
            }
            return true;
        }
        if (last != NONE && last < first) {
            return false;
        }
        if (first < length) {
            satisfiable.add(new Range(first, last == NONE ? length - 1 : Math.min(last, length - 1)));
        }
        return true;
    }

    private static boolean overlap(List<Range> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (ranges.get(i).first() <= ranges.get(j).last()
                        && ranges.get(j).first() <= ranges.get(i).last()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A decimal number, at most the highest there is; NONE for no digits, BAD for anything else. */
    private static long number(String text, int from, int to) {
        long value = from == to ? NONE : 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        return value;
    }
}
