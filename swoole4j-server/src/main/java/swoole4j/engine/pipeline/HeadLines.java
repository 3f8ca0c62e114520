package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;

/**
 * Refuses lines of a request head that a lenient parser reads in another way than the next one (RFC 9112 2.2, 5.1, 5.2):
 * folded lines, lines without a colon, line ends without a carriage return.
 */
final class HeadLines {
    private boolean firstSeen;
    private boolean over;

    /** Checks the complete lines at the front of {@code in}, which the parser takes next, and takes none of them. */
    void check(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        while (!over && from < to) {
            int end = in.indexOf(from, to, (byte) '\n');
            if (end < 0) return;
            line(in, from, end);
            from = end + 1;
        }
    }

    private void line(ByteBuf in, int from, int end) {
        if (end == from || in.getByte(end - 1) != '\r') throw new IllegalArgumentException("a line ends without CR");
        if (end == from + 1) {
            over = firstSeen; // empty lines before the request line are skipped (RFC 9112 2.2)
        } else if (firstSeen) {
            header(in, from, end);
        } else {
            firstSeen = true;
        }
    }

    private static void header(ByteBuf in, int from, int end) {
        byte first = in.getByte(from);
        if (first == ' ' || first == '\t') throw new IllegalArgumentException("a folded line");
        if (in.indexOf(from, end, (byte) ':') < 0) throw new IllegalArgumentException("a line without a colon");
    }

    /** The next request begins. */
    void reset() {
        firstSeen = false;
        over = false;
    }
}
