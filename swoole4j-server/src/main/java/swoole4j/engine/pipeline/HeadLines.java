package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;

/**
 * Finds lines of a request head that a lenient parser reads in another way than the next one (RFC 9112 2.2, 3, 5.1, 5.2):
 * folded lines, lines without a colon, line ends without a carriage return, request lines with more than two blanks. Notes
 * the blanks behind values, which the parser drops and Swoole keeps.
 */
final class HeadLines {
    /** The largest request line, and what all header lines together may have. */
    static final int MAX = 65536;

    /** RFC 9112 2.2 asks for one; each of them is time for a peer that sends nothing. */
    private static final int MAX_EMPTY_LINES = 16;

    private static final ByteProcessor IS_VISIBLE = octet -> octet > ' ' && octet != 0x7f;
    private static final int VERSION_LENGTH = "HTTP/1.1".length();

    private final TrailingBlanks blanks = new TrailingBlanks();
    private int count;
    private int emptyLines;
    private int size;
    private boolean over;

    /**
     * Checks the complete lines at the front of {@code in}, which the parser takes next, and takes none of them.
     *
     * @throws RefusedException 431 when there are too many, 400 for all else
     */
    void check(ByteBuf in) throws RefusedException {
        int from = in.readerIndex();
        int to = in.writerIndex();
        while (!over && from < to) {
            int end = in.indexOf(from, to, (byte) '\n');
            if (end < 0) return;
            line(in, from, end);
            from = end + 1;
        }
    }

    private void line(ByteBuf in, int from, int end) throws RefusedException {
        if (end == from || in.getByte(end - 1) != '\r') throw bad("a line ends without CR");
        if (end == from + 1) {
            over = count > 0; // empty lines before the request line are skipped (RFC 9112 2.2)
            if (!over && ++emptyLines > MAX_EMPTY_LINES) throw bad("too many empty lines before a request");
        } else if (count++ == 0) {
            requestLine(in, from, end - 1);
        } else {
            size += end + 1 - from;
            if (size > MAX) throw new RefusedException(431, "more than " + MAX + " bytes of headers");
            header(in, from, end);
        }
    }

    /** RFC 9112 3 allows any white space as delimiter; then two readers may not find the same target. */
    private static void requestLine(ByteBuf in, int from, int to) throws RefusedException {
        int first = in.forEachByte(from, to - from, IS_VISIBLE);
        int second = first < 0 ? -1 : in.forEachByte(first + 1, to - first - 1, IS_VISIBLE);
        boolean threeWords =
                first > from && second > first + 1 && in.getByte(first) == ' ' && in.getByte(second) == ' ';
        if (!threeWords || !isVersion(in, second + 1, to)) {
            throw bad("the first line is not method, target and version with a blank between them");
        }
    }

    private static boolean isVersion(ByteBuf in, int from, int to) {
        if (to - from != VERSION_LENGTH) return false;
        String version = in.toString(from, VERSION_LENGTH, StandardCharsets.ISO_8859_1);
        return version.startsWith("HTTP/")
                && isDigit(version.charAt(5))
                && version.charAt(6) == '.'
                && isDigit(version.charAt(7));
    }

    private void header(ByteBuf in, int from, int end) throws RefusedException {
        if (isBlank(in.getByte(from))) throw bad("a folded line");
        if (in.indexOf(from, end, (byte) ':') < 0) throw bad("a line without a colon");
        int last = end - 2;
        if (isBlank(in.getByte(last))) {
            while (isBlank(in.getByte(last))) last--;
            if (in.getByte(last) != ':') blanks.add(count - 2, in, last + 1, end - 1);
        }
    }

    private static RefusedException bad(String reason) {
        return new RefusedException(400, reason);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the blanks behind the values of the head that was checked last. */
    TrailingBlanks trailingBlanks() {
        return blanks;
    }

    /** The next request begins. */
    void reset() {
        count = 0;
        emptyLines = 0;
        size = 0;
        over = false;
    }
}
