package swoole4j.engine.reactor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import swoole4j.core.websocket.DeflateParameters;
import swoole4j.core.websocket.DeflatePool;
import swoole4j.core.websocket.MessageDeflater;
import swoole4j.core.websocket.Role;
import swoole4j.engine.Spec;

class SharedDeflateTest {
    private static final byte[] RESULT = {7, 8};

    private final SharedDeflate shared = new SharedDeflate();

    @Spec("framework 93")
    @Test
    void theSameMessageInAnotherArrayIsCompressedOnce() {
        MessageDeflater deflater = deflater();
        shared.put(new byte[] {1, 2, 3}, deflater, RESULT, 2);
        assertArrayEquals(RESULT, shared.get(new byte[] {1, 2, 3}, deflater));
    }

    @Test
    void anArrayThatWasChangedIsAnotherMessage() {
        MessageDeflater deflater = deflater();
        byte[] data = {1, 2, 3};
        shared.put(data, deflater, RESULT, 2);
        assertNotNull(shared.get(data, deflater));
        data[0] = 9;
        assertNull(shared.get(data, deflater));
    }

    @Test
    void anotherCompressorsResultIsNotUsed() {
        byte[] data = {1, 2, 3};
        shared.put(data, deflater(), RESULT, 2);
        assertNull(shared.get(data, deflater()));
    }

    @Test
    void withContextTakeoverTheSameMessageIsCompressedAnew() {
        byte[] data = {1, 2, 3};
        MessageDeflater deflater = deflater(false);
        shared.put(data, deflater, RESULT, 2);
        assertNull(shared.get(data, deflater));
    }

    private static MessageDeflater deflater() {
        return deflater(true);
    }

    private static MessageDeflater deflater(boolean noContextTakeover) {
        return new DeflatePool(1)
                .deflater(new DeflateParameters(15, 15, noContextTakeover, noContextTakeover), Role.SERVER);
    }
}
