package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;
import java.util.List;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

/** The two directions of the seam, each with its messages and its codec. */
record Direction<T>(Class<T> messages, Codec<T> codec) {
    static List<Direction<?>> both() {
        return List.of(
                new Direction<>(ToWorker.class, new ToWorkerCodec()),
                new Direction<>(ToReactor.class, new ToReactorCodec()));
    }

    /** Makes a message and encodes it. */
    Encoded<T> random(Class<?> type, RandomMessages random) throws ReflectiveOperationException {
        T message = messages.cast(random.of(type));
        FrameSink sink = new FrameSink();
        codec.encode(message, sink);
        return new Encoded<>(message, all(sink));
    }

    /**
     * A message and its frame.
     *
     * @param frame with its length
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Encoded<T>(T message, byte[] frame) {
        /** Returns what {@link FrameReader} hands on. */
        ByteBuffer body() {
            return ByteBuffer.wrap(frame, 4, frame.length - 4);
        }

        int length() {
            return frame.length - 4;
        }
    }

    static byte[] all(FrameSink sink) {
        List<ByteBuffer> buffers = sink.buffers();
        ByteBuffer all = ByteBuffer.allocate(
                buffers.stream().mapToInt(ByteBuffer::remaining).sum());
        buffers.forEach(all::put);
        return all.array();
    }
}
