package swoole4j.client.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import swoole4j.core.framing.Framing;
import swoole4j.core.framing.FramingException;
import swoole4j.core.framing.PackageReader;

/** Takes bytes or messages out of what a connection has received. For one caller at a time. */
public final class StreamReader {
    private static final byte[] END = {};

    private final StreamConnection connection;
    private @Nullable PackageReader packages;
    private ByteBuffer rest = ByteBuffer.wrap(END);
    private byte @Nullable [] found;

    /**
     * Begins to read.
     *
     * @param limit the size of the largest message
     */
    public StreamReader(StreamConnection connection, Framing framing, int limit) {
        this.connection = connection;
        frame(framing, limit);
    }

    /** Cuts what follows in another way; what has come of a message is dropped. */
    public void frame(Framing framing, int limit) {
        packages = framing instanceof Framing.Raw ? null : new PackageReader(framing, limit);
    }

    /**
     * Returns the next message, or without framing what is there, 64 KiB at most.
     *
     * @return nothing at the end, which drops a message that has only begun
     * @throws FailedException when it does not come in time, and when the connection was lost
     * @throws FramingException when the peer sent what is no message
     */
    public byte[] next(Deadline deadline) throws FailedException, FramingException {
        PackageReader cutter = packages;
        return cutter == null ? some(Framing.Raw.MAX_PIECE, deadline) : message(cutter, deadline);
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

    /**
     * Returns so many bytes, fewer at the end, and also after a failure that some bytes came before, of which {@code failed} is
     * told.
     */
    public byte[] all(int length, Deadline deadline, Consumer<FailedException> failed) throws FailedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            while (all.size() < length && (rest.hasRemaining() || fill(deadline))) move(length - all.size(), all);
        } catch (FailedException e) {
            if (all.size() == 0) throw e;
            failed.accept(e);
        }
        return all.toByteArray();
    }

    /** Returns what comes up to the end of a line, which belongs to it, {@code most} bytes at most; less at the end. */
    public byte[] line(int most, Deadline deadline) throws FailedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean complete = false;
        boolean returned = false;
        try {
            while (!complete && line.size() < most && (rest.hasRemaining() || fill(deadline))) {
                int size = lineSize();
                complete = size > 0 && size <= most - line.size();
                move(Math.min(size > 0 ? size : rest.remaining(), most - line.size()), line);
            }
            returned = true;
            return line.toByteArray();
        } finally {
            if (!returned) rest = ByteBuffer.wrap(line.toByteArray()); // for the next call
        }
    }

    /** Returns how much of what is there belongs to a line, 0 when its end is not there. */
    private int lineSize() {
        for (int at = rest.position(); at < rest.limit(); at++) {
            byte each = rest.get(at);
            if (each == '\n' || each == '\r') return at + 1 - rest.position();
        }
        return 0;
    }

    private void move(int most, ByteArrayOutputStream to) {
        int count = Math.min(most, rest.remaining());
        to.write(rest.array(), rest.arrayOffset() + rest.position(), count);
        rest.position(rest.position() + count);
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
