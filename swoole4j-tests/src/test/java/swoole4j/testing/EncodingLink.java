package swoole4j.testing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.Seam;
import swoole4j.engine.link.encoding.Codec;
import swoole4j.engine.link.encoding.FrameReader;
import swoole4j.engine.link.encoding.FrameSink;
import swoole4j.engine.link.encoding.MalformedFrameException;
import swoole4j.engine.link.encoding.ToReactorCodec;
import swoole4j.engine.link.encoding.ToWorkerCodec;

/**
 * A link that hands on what comes out of a message's bytes, as a link between processes does: nothing of the message itself
 * arrives. Any thread.
 */
final class EncodingLink<T> implements Link<T> {
    /** How many messages crossed so far. */
    static final LongAdder TO_WORKERS = new LongAdder();

    static final LongAdder TO_REACTORS = new LongAdder();
    private static final int LARGEST = 1 << 30;

    private final Codec<T> codec;
    private final LongAdder crossed;
    private final Link<T> end;

    private EncodingLink(Codec<T> codec, LongAdder crossed, Link<T> end) {
        this.codec = codec;
        this.crossed = crossed;
        this.end = end;
    }

    /** Puts one in front of each end. */
    static Seam seam() {
        return new Seam(
                end -> new EncodingLink<>(new ToWorkerCodec(), TO_WORKERS, end),
                end -> new EncodingLink<>(new ToReactorCodec(), TO_REACTORS, end));
    }

    @Override
    public boolean offer(T event) {
        crossed.increment();
        FrameSink sink = new FrameSink();
        codec.encode(event, sink);
        try {
            return end.offer(codec.decode(frame(sink.buffers())));
        } catch (MalformedFrameException e) {
            throw new IllegalStateException(event + " cannot be read again", e);
        }
    }

    /** Reads the frame buffer by buffer. */
    private static ByteBuffer frame(List<ByteBuffer> buffers) throws MalformedFrameException {
        FrameReader reader = new FrameReader(LARGEST);
        @Nullable ByteBuffer frame = null;
        for (ByteBuffer buffer : buffers) frame = reader.read(buffer);
        if (frame == null) throw new IllegalStateException("a frame is not complete");
        return frame;
    }
}
