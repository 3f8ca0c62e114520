package swoole4j.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import swoole4j.SwooleException;
import swoole4j.server.PackageLength;

/** Options as text for another process. */
class OptionTextTest {
    private final Options masters = new Options();
    private final Options workers = new Options();

    private static Map<String, Object> oneOfEachKind() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("enable_coroutine", false);
        options.put("worker_num", 3);
        options.put("max_queued_bytes", "6G");
        options.put("max_wait_time", 0.1);
        options.put("server_software", " a\\nb\n'ä ");
        options.put("message_order", "serial");
        options.put("http_index_files", List.of("", "a b", "c\\nd\\\n\ne", "\\"));
        options.put("websocket_subprotocol", List.of());
        options.put("worker_jvm_options", "-Xmx64m -ea");
        options.put("url_rewrite_rules", Map.of("/a\nb", "", "~^/x\\d~", "/c"));
        options.put("package_eof", new byte[] {0, -1, '\r', '\n'});
        options.put("package_length_type", 'n');
        return options;
    }

    @Test
    void anotherProcessUnderstandsEachKind() {
        masters.set(oneOfEachKind(), false);
        workers.adopt(masters.texts());
        assertEquals(masters.values(), workers.values());
        assertEquals(masters.texts(), workers.texts());
        assertEquals(3, workers.given().get("worker_num"), "as a script would have given it");
        assertEquals(6L << 30, workers.given().get("max_queued_bytes"));
    }

    @ParameterizedTest
    @EnumSource
    void defaultsOfAllOptionsComeThrough(Option option) {
        Object value = option.defaultValue;
        String text = value == null ? null : OptionText.write(option, value);
        if (text == null) return;
        assertEquals(value, OptionValue.parse(option, option.key(), OptionText.read(option, text)));
    }

    @Test
    void callbacksAndSecretsStayWhereTheyAre() {
        PackageLength length = _ -> 1;
        masters.set(
                Map.of(
                        "package_length_func",
                        length,
                        "ssl_passphrase",
                        "p",
                        "admin_server",
                        "u:s@127.0.0.1:1",
                        "backlog",
                        7),
                false);
        assertEquals(Map.of("backlog", "7"), masters.texts());
        workers.set(Map.of("package_length_func", length, "backlog", 8), false);
        workers.adopt(masters.texts());
        assertTrue(workers.has(Option.PACKAGE_LENGTH_FUNC));
        assertEquals(7, workers.number(Option.BACKLOG));
    }

    @Test
    void whatTheOtherDoesNotHaveIsTakenBack() {
        masters.set(Map.of("backlog", 7), false);
        workers.set(Map.of("backlog", 7, "max_conn", 8), false);
        workers.adopt(masters.texts());
        assertFalse(workers.has(Option.MAX_CONNECTION));
        assertEquals(Map.of("backlog", 7), workers.given());
    }

    @Test
    void whatIsTheSameStaysAsItWasGiven() {
        masters.set(Map.of("max_conn", 7, "heartbeat_idle_time", 2), false);
        workers.set(Map.of("max_conn", "7", "heartbeat_idle_time", 1), false);
        workers.adopt(masters.texts());
        assertEquals(Map.of("max_conn", "7", "heartbeat_idle_time", 2.0), workers.given());
    }

    @Test
    void nothingGivenIsNothingGiven() {
        assertNull(masters.texts());
        workers.set(Map.of("backlog", 7), false);
        workers.adopt(null);
        assertNull(workers.given());
        assertFalse(workers.has(Option.BACKLOG));
        masters.set(Map.of(), false);
        workers.adopt(masters.texts());
        assertEquals(Map.of(), workers.given());
    }

    @ParameterizedTest
    @CsvSource({"worker_num, x", "max_wait_time, ''", "package_eof, 0", "message_order, x", "no_option, 1"})
    void damageIsNamed(String key, String text) {
        String message = assertThrows(SwooleException.class, () -> workers.adopt(Map.of(key, text)))
                .getMessage();
        assertTrue(message.contains(key), message);
    }
}
