package swoole4j.core.framing;

import java.nio.ByteBuffer;

/** A message ends behind the first eof. */
final class EofSplitScanner implements Scanner {
    private final Eof eof;
    private int scanned;
    private long last;

    EofSplitScanner(Eof eof) {
        this.eof = eof;
    }

    @Override
    public int size(ByteBuffer bytes, int start, int available) {
        long seen = last;
        for (int at = scanned; at < available; ) {
            seen = Eof.push(seen, bytes.get(start + at));
            at++;
            if (eof.ends(seen) && at >= eof.size()) {
                scanned = 0;
                return at;
            }
        }
        last = seen;
        scanned = available;
        return UNKNOWN;
    }
}
