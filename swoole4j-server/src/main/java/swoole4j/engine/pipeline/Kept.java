package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Bytes that are not used at once. */
final class Kept {
    private Kept() {}

    /** Returns the bytes in a buffer that is no more than twice as large; what they are in is for the next read, if not. */
    static ByteBuf of(ByteBuf bytes) {
        if (bytes.readableBytes() > bytes.capacity() / 2) return bytes;
        try {
            return Unpooled.buffer(bytes.readableBytes()).writeBytes(bytes);
        } finally {
            bytes.release();
        }
    }
}
