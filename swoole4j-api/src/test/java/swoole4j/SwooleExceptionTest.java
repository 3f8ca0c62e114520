package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SwooleExceptionTest {
    @Test
    void carriesItsTextItsCodeAndItsReason() {
        var cause = new IllegalStateException("bind");
        var exception =
                new SwooleException("failed to listen server port[0.0.0.0:80], Error: Permission denied", 13, cause);
        assertEquals("failed to listen server port[0.0.0.0:80], Error: Permission denied", exception.getMessage());
        assertEquals(13, exception.code());
        assertSame(cause, exception.getCause());
    }

    @Test
    void hasCode0WhenNoneIsGiven() {
        assertEquals(0, new SwooleException("already started").code());
    }
}
