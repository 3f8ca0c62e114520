package swoole4j.client;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import swoole4j.client.net.Connection;
import swoole4j.client.net.Deadline;
import swoole4j.client.net.FailedException;
import swoole4j.client.net.Incoming;

/** The body of a response as it comes; whoever reads waits for it. */
final class BodyStream extends InputStream {
    private final Connection connection;
    private final Deadline deadline;
    private byte[] piece = {};
    private int at;
    private Incoming.@Nullable End end;

    BodyStream(Connection connection, Deadline deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /** Tells whether the connection can take another request; null before the end. */
    Incoming.@Nullable End end() {
        return end;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) return 0;
        if (!fill()) return -1;
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, from, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return piece.length - at;
    }

    /** Reads and forgets what is left. */
    void drain() throws IOException {
        while (fill()) at = piece.length;
    }

    private boolean fill() throws FailedException {
        while (at == piece.length && end == null) {
            switch (connection.take(deadline)) {
                case Incoming.Piece more -> {
                    piece = more.bytes();
                    at = 0;
                }
                case Incoming.End last -> end = last;
                case Incoming.Broken broken -> throw broken.why();
                case Incoming.Closed _, Incoming.Head _, Incoming.Message _ -> throw FailedException.reset();
            }
        }
        return at < piece.length;
    }
}
