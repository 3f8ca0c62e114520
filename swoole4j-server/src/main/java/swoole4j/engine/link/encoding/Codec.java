package swoole4j.engine.link.encoding;

import java.nio.ByteBuffer;

/**
 * The messages of one direction as frames and back. Any thread. A frame is the length of what follows in four bytes, the
 * type of the message in one, and its components in their order.
 *
 * @param <T> the messages
 */
public interface Codec<T> {
    /** Appends a message. Its larger arrays are referred to: they must stay as they are until they are written. */
    void encode(T message, FrameSink out);

    /**
     * Returns the message of a frame as {@link FrameReader} cuts it, type first. Nothing of it refers to {@code frame}.
     *
     * @throws MalformedFrameException when it is no message, the whole of it
     */
    T decode(ByteBuffer frame) throws MalformedFrameException;
}
