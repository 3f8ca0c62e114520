package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import swoole4j.core.framing.Framing;

/**
 * Reads as many bytes at once as Swoole does, so that what came together stays together where there is no framing, or one by
 * eof. The connections of a reactor are read one after the other and share a buffer, which whoever keeps bytes copies from.
 */
final class LargeReads extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SIZE = Framing.Raw.MAX_PIECE;
    private static final int MOST_IN_A_ROW = 16;

    private final ReusedBuffer buffer = new ReusedBuffer(SIZE);

    LargeReads() {
        super(MOST_IN_A_ROW);
    }

    @Override
    @SuppressWarnings("deprecation") // the type that the method of Netty returns
    public RecvByteBufAllocator.Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return SIZE;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return buffer.take(allocator, SIZE);
            }
        };
    }

    /** Gives the memory back. */
    void close() {
        buffer.close();
    }
}
