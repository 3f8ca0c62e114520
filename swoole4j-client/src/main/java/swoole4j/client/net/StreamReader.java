package swoole4j.client.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.Framing;
import swoole4j.core.framing.FramingException;
import swoole4j.core.framing.PackageReader;

/** Takes bytes or messages out of what a connection has received. For one caller at a time. */
public final class StreamReader {
    private static final byte[] END = {};

    private final StreamConnection connection;
    private final @Nullable PackageReader packages;
    private ByteBuffer rest = ByteBuffer.wrap(END);
    private byte @Nullable [] found;

    /**
     * Begins to read.
     *
     * @param limit the size of the largest message
     */
    public StreamReader(StreamConnection connection, Framing framing, int limit) {
        this.connection = connection;
        this.packages = framing instanceof Framing.Raw ? null : new PackageReader(framing, limit);
    }

    /**
     * Returns the next message, or without framing what is there, 64 KiB at most.
     *
     * @return nothing at the end, which drops a message that has only begun
     * @throws FailedException when it does not come in time, and when the connection was lost
     * @throws FramingException when the peer sent what is no message
     */
    public byte[] next(Deadline deadline) throws FailedException, FramingException {
        return packages == null ? some(Framing.Raw.MAX_PIECE, deadline) : message(packages, deadline);
    }

    private byte[] message(PackageReader reader, Deadline deadline) throws FailedException, FramingException {
        do {
            reader.read(rest, this::found);
            byte[] message = found;
            found = null;
            if (message != null) return message;
        } while (fill(deadline));
        return END;
    }

    private boolean found(byte[] message) {
        found = message;
        return false;
    }

    /** Returns what is there, up to {@code most} bytes of it; nothing at the end. */
    public byte[] some(int most, Deadline deadline) throws FailedException {
        if (!rest.hasRemaining() && !fill(deadline)) return END;
        byte[] taken = new byte[Math.min(most, rest.remaining())];
        rest.get(taken);
        return taken;
    }

    /** Returns what is there without taking it, up to {@code most} bytes of it; nothing at the end, null when nothing has come. */
    public byte @Nullable [] peek(int most) throws FailedException {
        if (!rest.hasRemaining()) {
            Arrived item = connection.poll();
            if (item == null) return null;
            if (!accept(item)) return END;
        }
        byte[] seen = new byte[Math.min(most, rest.remaining())];
        rest.get(rest.position(), seen);
        return seen;
    }

    /** Takes more; false at the end. */
    private boolean fill(Deadline deadline) throws FailedException {
        return accept(connection.take(deadline));
    }

    private boolean accept(Arrived item) throws FailedException {
        return switch (item) {
            case Arrived.Bytes some -> {
                rest = ByteBuffer.wrap(some.bytes());
                yield true;
            }
            case Arrived.End end -> {
                if (end.why() != null) throw FailedException.connecting(end.why());
                yield false;
            }
            case Arrived.Datagram _, Arrived.Fault _ -> throw new IllegalStateException(item + " in a stream");
        };
    }
}
