package swoole4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SwooleExceptionTest {
    @Test
    void carriesItsTextAndItsReason() {
        var cause = new IllegalStateException("port 80 is taken");
        var exception = new SwooleException("cannot listen on 0.0.0.0:80", 98, cause);
        assertEquals("cannot listen on 0.0.0.0:80", exception.getMessage());
        assertEquals(98, exception.code());
        assertSame(cause, exception.getCause());
    }
}
