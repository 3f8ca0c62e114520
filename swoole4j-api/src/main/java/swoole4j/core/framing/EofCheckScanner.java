package swoole4j.core.framing;

import java.nio.ByteBuffer;

/** A message is all there is, when it ends with the eof; others in the middle do not matter. */
final class EofCheckScanner implements Scanner {
    private final Eof eof;

    EofCheckScanner(Eof eof) {
        this.eof = eof;
    }

    @Override
    public int size(ByteBuffer bytes, int start, int available) {
        if (available < eof.size()) return UNKNOWN;
        long last = 0;
        int end = start + available;
        for (int at = end - eof.size(); at < end; at++) last = Eof.push(last, bytes.get(at));
        return eof.ends(last) ? available : UNKNOWN;
    }
}
