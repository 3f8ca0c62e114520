package swoole4j.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.Spec;
import swoole4j.SwooleException;

@Spec("server 272")
class FormatTest {
    private static String format(int type) {
        return new String(Server.format(type), ISO_8859_1);
    }

    private static String format(int type, Object value) {
        return new String(Server.format(type, value), ISO_8859_1);
    }

    private static void mustRefuse(String text, int type, Object value) {
        var refusal = assertThrows(SwooleException.class, () -> Server.format(type, value));
        assertTrue(refusal.getMessage().contains(text), refusal::getMessage);
    }

    @Test
    void theTypesHaveSwoolesNumbers() {
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6),
                List.of(Server.ERROR, Server.NIL, Server.STATUS, Server.INT, Server.STRING, Server.SET, Server.MAP));
    }

    @Test
    void errors() {
        assertEquals("-ERR\r\n", format(Server.ERROR));
        assertEquals("-ERR wrong number of arguments\r\n", format(Server.ERROR, "ERR wrong number of arguments"));
        assertEquals("-\r\n", format(Server.ERROR, ""));
    }

    @Test
    void statuses() {
        assertEquals("+OK\r\n", format(Server.STATUS));
        assertEquals("+PONG\r\n", format(Server.STATUS, "PONG"));
    }

    @Test
    void lineEndsInALineAreBlanks() {
        assertEquals("-ERR unknown 'a  +OK'\r\n", format(Server.ERROR, "ERR unknown 'a\r\n+OK'"));
        assertEquals("+a b\r\n", format(Server.STATUS, "a\nb"));
    }

    @Test
    void nil() {
        assertEquals("$-1\r\n", format(Server.NIL));
        assertEquals("$-1\r\n", format(Server.NIL, "whatever"));
    }

    @Test
    void integers() {
        assertEquals(":1000\r\n", format(Server.INT, 1000));
        assertEquals(":-9223372036854775808\r\n", format(Server.INT, Long.MIN_VALUE));
        assertEquals(":42\r\n", format(Server.INT, "42"));
        assertEquals(":1\r\n", format(Server.INT, true));
        mustRefuse("whole number", Server.INT, "many");
        mustRefuse("require more parameters", Server.INT, null);
    }

    @Test
    void strings() {
        assertEquals("$5\r\nhello\r\n", format(Server.STRING, "hello"));
        assertEquals("$2\r\n\u00c3\u00a4\r\n", format(Server.STRING, "\u00e4"));
        assertEquals("$4\r\n\0\377\r\n\r\n", format(Server.STRING, new byte[] {0, (byte) 0xff, '\r', '\n'}));
        assertEquals("$0\r\n\r\n", format(Server.STRING, ""));
        assertEquals("$2\r\n42\r\n", format(Server.STRING, 42));
        mustRefuse("require more parameters", Server.STRING, null);
    }

    @Test
    void sets() {
        assertEquals("*0\r\n", format(Server.SET, List.of()));
        assertEquals("*3\r\n$1\r\na\r\n:2\r\n$3\r\n1.5\r\n", format(Server.SET, List.of("a", 2, 1.5)));
        assertEquals("*2\r\n$-1\r\n*1\r\n:1\r\n", format(Server.SET, Arrays.asList(null, List.of(1L))));
        mustRefuse("should be a Collection", Server.SET, "a");
        mustRefuse("require more parameters", Server.SET, null);
    }

    @Test
    void maps() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key1", "a");
        map.put("key2", 7);
        assertEquals("*4\r\n$4\r\nkey1\r\n$1\r\na\r\n$4\r\nkey2\r\n:7\r\n", format(Server.MAP, map));
        mustRefuse("should be a Map", Server.MAP, List.of());
        mustRefuse("require more parameters", Server.MAP, null);
    }

    @Test
    void otherTypesAreRefused() {
        mustRefuse("Unknown type[7]", 7, "a");
        mustRefuse("Unknown type[-1]", -1, "a");
    }
}
