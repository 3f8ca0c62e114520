package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;

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

    /** {@code HTTP/} as a number. */
    private static final long NAME_AND_SLASH = 0x48_54_54_50_2fL;

    private final TrailingBlanks blanks = new TrailingBlanks();
    private int count;
    private int emptyLines;
    private int size;
    private boolean over;

    /**
     * Checks the complete lines at the front of {@code in}, which the parser takes next, and takes none of them but the
     * empty ones before a request (RFC 9112 2.2).
     *
     * @return false when the parser must not see what is left: half of an empty line, or nothing
     * @throws RefusedException 431 when there are too many, 400 for all else
     */
    boolean check(ByteBuf in) throws RefusedException {
        if (count == 0 && !skipEmptyLines(in)) return false;
        int from = in.readerIndex();
        int to = in.writerIndex();
        while (!over && from < to) {
            int end = in.indexOf(from, to, (byte) '\n');
            if (end < 0) break;
            line(in, from, end);
            from = end + 1;
        }
        return true;
    }

    private boolean skipEmptyLines(ByteBuf in) throws RefusedException {
        while (in.isReadable() && in.getByte(in.readerIndex()) == '\r') {
            if (in.readableBytes() == 1) return false;
            in.skipBytes(1);
            if (in.readByte() != '\n') throw bad("CR without LF before a request");
            if (++emptyLines > MAX_EMPTY_LINES) throw bad("too many empty lines before a request");
        }
        return in.isReadable();
    }

    private void line(ByteBuf in, int from, int end) throws RefusedException {
        if (end == from || in.getByte(end - 1) != '\r') throw bad("a line ends without CR");
        if (end == from + 1) {
            over = true;
        } else if (count++ == 0) {
            requestLine(in, from, end - 1);
        } else {
            size += end + 1 - from;
            if (size > MAX) throw new RefusedException(431, "more than " + MAX + " bytes of headers");
            header(in, from, end);
        }
    }

    /**
     * RFC 9112 3 allows any white space as delimiter; then two readers may not find the same target. White space inside a
     * word makes the parser find a version that is none.
     */
    private static void requestLine(ByteBuf in, int from, int to) throws RefusedException {
        int first = in.indexOf(from, to, (byte) ' ');
        int second = first <= from ? -1 : in.indexOf(first + 1, to, (byte) ' ');
        boolean threeWords = second > first + 1
                && isVisible(in.getByte(from))
                && isVisible(in.getByte(first - 1))
                && isVisible(in.getByte(first + 1))
                && isVisible(in.getByte(second - 1));
        if (!threeWords || !isVersion(in, second + 1, to)) {
            throw bad("the first line is not method, target and version with a blank between them");
        }
    }

    private static boolean isVersion(ByteBuf in, int from, int to) {
        if (to - from != Long.BYTES) return false;
        long version = in.getLong(from);
        return version >>> 24 == NAME_AND_SLASH
                && isDigit((byte) (version >>> 16))
                && (byte) (version >>> 8) == '.'
                && isDigit((byte) version);
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

    private static boolean isVisible(byte b) {
        return b > ' ' && b != 0x7f;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
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
