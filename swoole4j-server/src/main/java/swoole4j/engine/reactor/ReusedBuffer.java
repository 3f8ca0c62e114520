package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * A buffer outside of the heap that is used again and again, as long as nobody holds it when it is needed. Reactor-confined.
 */
final class ReusedBuffer {
    private final ByteBuf own;

    ReusedBuffer(int size) {
        this.own = new UnpooledByteBufAllocator(true, true).directBuffer(size, size);
    }

    /** Returns an empty buffer of at least that size, to be released. */
    ByteBuf take(ByteBufAllocator allocator, int size) {
        return own.refCnt() == 1 && size <= own.capacity() ? own.retain().clear() : allocator.directBuffer(size);
    }

    /** Gives the memory back, as soon as nobody holds it. */
    void close() {
        own.release();
    }
}
