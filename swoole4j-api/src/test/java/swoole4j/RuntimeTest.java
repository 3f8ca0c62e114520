package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RuntimeTest {
    @Test
    @Spec("coroutine 150")
    void flagsAreKept() {
        assertTrue(Runtime.setHookFlags(Constants.SWOOLE_HOOK_TCP | Constants.SWOOLE_HOOK_SLEEP));
        assertEquals(2 | 512, Runtime.getHookFlags());
        assertTrue(Runtime.enableCoroutine());
        assertEquals(2143285247, Runtime.getHookFlags());
        assertTrue(Runtime.setHookFlags(0));
        assertEquals(0, Runtime.getHookFlags());
    }
}
