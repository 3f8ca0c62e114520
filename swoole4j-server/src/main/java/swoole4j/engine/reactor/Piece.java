package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import swoole4j.core.http.ByteSink;

/** A run of bytes in a connection's output. Reactor-confined. */
abstract sealed class Piece permits Piece.Bytes, FilePart {
    /** Returns how many bytes are left. */
    abstract long left();

    /**
     * Moves at most {@code most} bytes to {@code target}, and at least one.
     *
     * @throws IOException if they cannot be had any more
     */
    abstract int moveTo(ByteBuf target, int most) throws IOException;

    /** What is in memory. */
    static final class Bytes extends Piece {
        private final ByteSink bytes;
        private int from;

        Bytes(ByteSink bytes) {
            this.bytes = bytes;
        }

        @Override
        long left() {
            return (long) bytes.length() - from;
        }

        @Override
        int moveTo(ByteBuf target, int most) {
            int count = Math.min(most, bytes.length() - from);
            target.writeBytes(bytes.array(), from, count);
            from += count;
            return count;
        }
    }
}
