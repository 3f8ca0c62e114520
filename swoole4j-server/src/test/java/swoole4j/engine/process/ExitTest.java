package swoole4j.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status means. */
class ExitTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 1, 0",
        "128, 128, 0",
        "129, 0, 1",
        "137, 0, 9",
        "143, 0, 15",
        "159, 0, 31",
        "160, 160, 0",
        "255, 255, 0"
    })
    void signalsAreAbove128(int status, int code, int signal) {
        assertEquals(new Exit(code, signal), Exit.of(status));
        assertEquals(status == 0, Exit.of(status).isClean());
    }
}
