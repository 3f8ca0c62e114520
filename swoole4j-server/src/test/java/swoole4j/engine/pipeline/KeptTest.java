package swoole4j.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class KeptTest {
    @Test
    void aFewBytesDoNotKeepALargeBuffer() {
        ByteBuf large = Unpooled.directBuffer(65_536, 65_536).writeInt(7);
        ByteBuf kept = Kept.of(large);
        assertEquals(0, large.refCnt());
        assertTrue(kept.capacity() <= 8);
        assertEquals(7, kept.readInt());
        kept.release();
    }

    @Test
    void aBufferThatIsHalfFullIsKeptAsItIs() {
        ByteBuf bytes = Unpooled.buffer(6, 6).writeInt(7);
        assertSame(bytes, Kept.of(bytes));
        bytes.release();
    }
}
