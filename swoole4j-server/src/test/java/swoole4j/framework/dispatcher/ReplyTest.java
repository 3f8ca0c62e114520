package swoole4j.framework.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Constants;
import swoole4j.engine.Spec;

/** What a reply may say. */
class ReplyTest {
    private final Reply reply = new Reply();

    @Test
    void isAtFirstATextThatIsNotThere() {
        assertNull(reply.message());
        assertEquals(Reply.Status.OK, reply.status());
        assertEquals(Constants.WEBSOCKET_OPCODE_TEXT, reply.opcode());
        assertTrue(reply.finish());
        assertEquals(1000, reply.code());
        assertEquals("", reply.reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, -1})
    @Spec("framework 87")
    void refusesACodeThatNoCloseFrameMayHave(int code) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> reply.close(code, ""));
        assertEquals("close code " + code + " is not 1000-1003, 1007-1014 or 3000-4999", thrown.getMessage());
        assertEquals(Reply.Status.OK, reply.status());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1003, 1007, 1011, 1014, 3000, 4999})
    void takesTheOthers(int code) {
        assertEquals(code, reply.respondAndClose(code, "bye").code());
        assertEquals(Reply.Status.RESPONSE_AND_CLOSE, reply.status());
    }

    @Test
    @Spec("framework 87")
    void refusesAReasonThatDoesNotFit() {
        assertEquals(
                "é".repeat(61) + "x", reply.close(1000, "é".repeat(61) + "x").reason());
        var thrown = assertThrows(IllegalArgumentException.class, () -> reply.close(1000, "é".repeat(62)));
        assertEquals("a close reason of 124 bytes of UTF-8; at most 123 fit", thrown.getMessage());
    }
}
