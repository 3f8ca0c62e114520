package swoole4j.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What several calls of set() come to. */
class OptionsTest {
    private final Options options = new Options();

    @Test
    void threeOptionsAreTakenBackByACallWithoutThem() {
        options.set(Map.of("enable_coroutine", false, "send_yield", false, "open_tcp_nodelay", false), false);
        assertFalse(options.truth(Option.ENABLE_COROUTINE));
        options.set(Map.of("backlog", 7), false);
        assertTrue(options.truth(Option.ENABLE_COROUTINE));
        assertTrue(options.truth(Option.OPEN_TCP_NODELAY));
        assertFalse(options.has(Option.SEND_YIELD));
        assertEquals(false, options.given().get("enable_coroutine"), "setting() shows it still");
    }

    @Test
    void allOthersStay() {
        options.set(Map.of("backlog", 7), false);
        options.set(Map.of("max_conn", 8), false);
        assertEquals(7, options.number(Option.BACKLOG));
        assertEquals(8, options.number(Option.MAX_CONNECTION), "by its alias");
    }

    @Test
    void valuesAreCoerced() {
        options.set(
                Map.of("backlog", "9", "open_tcp_keepalive", "1", "package_max_length", "3M", "max_wait_time", "0.5"),
                false);
        assertEquals(9, options.number(Option.BACKLOG));
        assertTrue(options.truth(Option.OPEN_TCP_KEEPALIVE));
        assertEquals(3 << 20, options.number(Option.PACKAGE_MAX_LENGTH));
        assertEquals(0.5, options.seconds(Option.MAX_WAIT_TIME));
    }
}
