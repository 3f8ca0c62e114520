package swoole4j.framework.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls of what peers have sent. */
class CallTest {
    @Test
    void looksIntoArgumentsThatAreAMap() {
        Call call = Call.of("chat", "say", Map.of("text", "hello"));
        assertEquals("chat", call.controller());
        assertEquals("say", call.action());
        assertEquals("hello", call.arg("text"));
        assertNull(call.arg("missing"));
        assertNull(Call.of("chat", "say", List.of("text")).arg("text"));
        assertNull(Call.of("chat", "say").arg("text"));
        assertEquals(List.of("text"), Call.of("chat", "say", List.of("text")).args());
    }

    @Test
    void anAbsentNameIsEmpty() {
        assertEquals("", Call.of(null, null).controller());
        assertEquals("", Call.of(null, null).action());
    }

    @Test
    void refusesNamesThatAreNone() {
        assertEquals("the name of the controller is a Integer, not a string", refusal(5, "say"));
        assertEquals("the name of the action is a ListN, not a string", refusal("chat", List.of()));
        assertEquals(
                "the name of the action has 257 characters; at most 256 are allowed", refusal("chat", "x".repeat(257)));
    }

    private static String refusal(Object controller, Object action) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Call.of(controller, action))
                .getMessage());
    }

    @Test
    void hasNoConnectionBeforeADispatcherBegunIt() {
        Call call = Call.of("chat", "say");
        assertThrows(IllegalStateException.class, call::reply);
        assertThrows(IllegalStateException.class, call::server);
        assertThrows(IllegalStateException.class, call::fd);
    }

    @Test
    void aControllerThatIsNotThereIsNamedOnOneLine() {
        assertEquals("no controller is named 'a?b'", new NoSuchControllerException("a\nb").getMessage());
    }
}
