package swoole4j.engine.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class ReusedBufferTest {
    private static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true);

    private final ReusedBuffer buffers = new ReusedBuffer(64);

    @Test
    void whatWasReleasedIsUsedAgainAndEmpty() {
        ByteBuf first = buffers.take(ALLOCATOR, 10);
        first.writeInt(1);
        first.release();
        ByteBuf second = buffers.take(ALLOCATOR, 64);
        assertSame(first, second);
        assertEquals(0, second.readableBytes());
    }

    @Test
    void whileSomebodyHoldsItOthersGetOneOfTheirOwn() {
        ByteBuf held = buffers.take(ALLOCATOR, 10);
        held.writeInt(7);
        ByteBuf other = buffers.take(ALLOCATOR, 10);
        other.writeInt(8);
        assertNotSame(held, other);
        assertEquals(7, held.readInt());
        assertEquals(0, release(other));
    }

    @Test
    void whatDoesNotFitIsAllocated() {
        ByteBuf large = buffers.take(ALLOCATOR, 65);
        assertTrue(large.writableBytes() >= 65);
        assertEquals(0, release(large));
    }

    @Test
    void theMemoryIsGivenBackWhenTheLastOneHasReleasedIt() {
        ByteBuf held = buffers.take(ALLOCATOR, 10);
        buffers.close();
        assertEquals(1, held.refCnt());
        assertEquals(0, release(held));
    }

    private static int release(ByteBuf buffer) {
        buffer.release();
        return buffer.refCnt();
    }
}
