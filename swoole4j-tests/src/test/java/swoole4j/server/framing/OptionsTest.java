package swoole4j.server.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.tests.Spec;

/** What set() takes and refuses for framing. */
class OptionsTest {
    private final Server server = new Server("127.0.0.1");

    private void mustRefuse(String key, Object value, String text) {
        var refusal = assertThrows(SwooleException.class, () -> server.set(Map.of(key, value)));
        assertTrue(refusal.getMessage().contains("option " + key + ": "), refusal::getMessage);
        assertTrue(refusal.getMessage().contains(text), refusal::getMessage);
    }

    @Test
    @Spec("server 141")
    void anEofHasEightBytesAtMost() {
        assertTrue(server.set(Map.of("package_eof", "12345678")));
        mustRefuse("package_eof", "123456789", "expected 1 to 8 bytes");
        mustRefuse("package_eof", "\u00e4\u00e4\u00e4\u00e4\u00e4", "expected 1 to 8 bytes");
        mustRefuse("package_eof", new byte[9], "byte[9] is not allowed, expected 1 to 8 bytes");
    }

    @Test
    @Spec("server 142")
    void anEofIsNotEmpty() {
        mustRefuse("package_eof", "", "expected 1 to 8 bytes");
        mustRefuse("package_eof", new byte[0], "expected 1 to 8 bytes");
        mustRefuse("package_eof", 10, "expected 1 to 8 bytes");
    }

    @Test
    @Spec("server 151")
    void aLengthTypeIsALetterOfPack() {
        for (String letter : List.of("c", "C", "s", "S", "n", "v", "l", "L", "N", "V", "i", "I", "q", "Q", "J", "P")) {
            assertTrue(server.set(Map.of("package_length_type", letter)));
        }
        assertTrue(server.set(Map.of("package_length_type", 'n')));
        for (Object other : List.of("x", "", "NN", "a", 4)) {
            mustRefuse(
                    "package_length_type", other, "expected a letter of PHP's pack(): c C s S n v l L N V i I q Q J P");
        }
    }

    @Test
    void offsetsAreBounded() {
        for (String key : List.of("package_length_offset", "package_body_offset", "package_body_start")) {
            assertTrue(server.set(Map.of(key, 8152)));
            mustRefuse(key, 8153, "from 0 to 8152");
            mustRefuse(key, -1, "from 0 to 8152");
        }
    }

    @Test
    void aLengthFunctionTakesBytes() {
        IntUnaryOperator other = number -> number;
        mustRefuse("package_length_func", other, "expected a swoole4j.server.PackageLength");
        mustRefuse("package_length_func", "strlen", "expected a swoole4j.server.PackageLength");
    }

    @Test
    void settingsShowWhatWasGiven() {
        server.set(Map.of("open_eof_check", 1, "package_eof", "\r\n"));
        assertEquals(Map.of("open_eof_check", 1, "package_eof", "\r\n"), server.setting());
    }

    @Test
    void aFormThatComesBeforeHttpNeedsAReceiveCallback() {
        var http = new swoole4j.http.Server("127.0.0.1");
        http.set(Map.of("open_length_check", true));
        http.on("request", (swoole4j.http.Request request, swoole4j.http.Response response) -> response.end());
        assertEquals(
                "require onReceive callback",
                assertThrows(SwooleException.class, http::start).getMessage());
    }
}
