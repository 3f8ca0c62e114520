package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines of a request head that a lenient parser reads in another way than the next one (RFC 9112 2.2, 5.1, 5.2):
 * folded lines, lines without a colon, line ends without a carriage return. Notes the blanks behind values, which the parser
 * drops and Swoole keeps.
 */
final class HeadLines {
    private final TrailingBlanks blanks = new TrailingBlanks();
    private int count;
    private boolean over;

    /**
     * Checks the complete lines at the front of {@code in}, which the parser takes next, and takes none of them.
     *
     * @return what is wrong, or null
     */
    @Nullable
    String check(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        while (!over && from < to) {
            int end = in.indexOf(from, to, (byte) '\n');
            if (end < 0) return null;
            String problem = line(in, from, end);
            if (problem != null) return problem;
            from = end + 1;
        }
        return null;
    }

    private @Nullable String line(ByteBuf in, int from, int end) {
        if (end == from || in.getByte(end - 1) != '\r') return "a line ends without CR";
        if (end == from + 1) {
            over = count > 0; // empty lines before the request line are skipped (RFC 9112 2.2)
            return null;
        }
        return count++ == 0 ? null : header(in, from, end);
    }

    private @Nullable String header(ByteBuf in, int from, int end) {
        if (isBlank(in.getByte(from))) return "a folded line";
        if (in.indexOf(from, end, (byte) ':') < 0) return "a line without a colon";
        int last = end - 2;
        if (isBlank(in.getByte(last))) {
            while (isBlank(in.getByte(last))) last--;
            if (in.getByte(last) != ':') blanks.add(count - 2, in, last + 1, end - 1);
        }
        return null;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Returns the blanks behind the values of the head that was checked last. */
    TrailingBlanks trailingBlanks() {
        return blanks;
    }

    /** The next request begins. */
    void reset() {
        count = 0;
        over = false;
    }
}
