package swoole4j.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms in which a marker names lines. */
class SpecLineTest {
    @Test
    void oneNumberARangeOrAList() {
        assertEquals("[websocket 17]", SpecLine.parse("websocket 17").toString());
        assertEquals("[http 17, http 18, http 19]", SpecLine.parse("http 17-19").toString());
        assertEquals(
                "[websocket 17, websocket 21, websocket 22]",
                SpecLine.parse("websocket 17, 21-22").toString());
    }

    @Test
    void anythingElseIsRefused() {
        for (String marker : List.of("websocket", "17", "websocket 17 and 18", "websocket 17,", "WebSocket 17")) {
            assertThrows(IllegalArgumentException.class, () -> SpecLine.parse(marker), marker);
        }
    }
}
