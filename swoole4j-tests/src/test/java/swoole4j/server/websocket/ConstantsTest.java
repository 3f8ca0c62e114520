package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Constants;
import swoole4j.SwooleError;
import swoole4j.tests.Spec;

/** The constants have Swoole's names and numbers. */
@Spec("websocket 136")
class ConstantsTest {
    @ParameterizedTest
    @CsvSource({
        "WEBSOCKET_OPCODE_CONTINUATION, 0",
        "WEBSOCKET_OPCODE_TEXT, 1",
        "WEBSOCKET_OPCODE_BINARY, 2",
        "WEBSOCKET_OPCODE_CLOSE, 8",
        "WEBSOCKET_OPCODE_PING, 9",
        "WEBSOCKET_OPCODE_PONG, 10",
        "WEBSOCKET_STATUS_CONNECTION, 1",
        "WEBSOCKET_STATUS_HANDSHAKE, 2",
        "WEBSOCKET_STATUS_ACTIVE, 3",
        "WEBSOCKET_STATUS_CLOSING, 4",
        "WEBSOCKET_CLOSE_NORMAL, 1000",
        "WEBSOCKET_CLOSE_GOING_AWAY, 1001",
        "WEBSOCKET_CLOSE_PROTOCOL_ERROR, 1002",
        "WEBSOCKET_CLOSE_DATA_ERROR, 1003",
        "WEBSOCKET_CLOSE_STATUS_ERROR, 1005",
        "WEBSOCKET_CLOSE_ABNORMAL, 1006",
        "WEBSOCKET_CLOSE_MESSAGE_ERROR, 1007",
        "WEBSOCKET_CLOSE_POLICY_ERROR, 1008",
        "WEBSOCKET_CLOSE_MESSAGE_TOO_BIG, 1009",
        "WEBSOCKET_CLOSE_EXTENSION_MISSING, 1010",
        "WEBSOCKET_CLOSE_SERVER_ERROR, 1011",
        "WEBSOCKET_CLOSE_CLOSE_SERVICE_RESTART, 1012",
        "WEBSOCKET_CLOSE_SERVICE_RESTART, 1012",
        "WEBSOCKET_CLOSE_TRY_AGAIN_LATER, 1013",
        "WEBSOCKET_CLOSE_BAD_GATEWAY, 1014",
        "WEBSOCKET_CLOSE_TLS, 1015"
    })
    void withBothPrefixes(String name, int value) throws Exception {
        assertEquals(value, constant(name));
        assertEquals(value, constant("SWOOLE_" + name));
    }

    @ParameterizedTest
    @CsvSource({
        "WEBSOCKET_STATUS_FRAME, 3",
        "WEBSOCKET_STATUS_HANDSHAKE_FAILED, 5",
        "SWOOLE_WEBSOCKET_FLAG_FIN, 1",
        "SWOOLE_WEBSOCKET_FLAG_COMPRESS, 2",
        "SWOOLE_WEBSOCKET_FLAG_RSV1, 4",
        "SWOOLE_WEBSOCKET_FLAG_RSV2, 8",
        "SWOOLE_WEBSOCKET_FLAG_RSV3, 16",
        "SWOOLE_WEBSOCKET_FLAG_MASK, 32"
    })
    void withOnePrefix(String name, int value) throws Exception {
        assertEquals(value, constant(name));
    }

    @Test
    void ofErrors() throws Exception {
        Map<String, Integer> numbers = Map.ofEntries(
                Map.entry("PHP_FATAL_ERROR", 503),
                Map.entry("INVALID_PARAMS", 505),
                Map.entry("PROTOCOL_ERROR", 508),
                Map.entry("SESSION_CLOSED", 1004),
                Map.entry("SESSION_NOT_EXIST", 1005),
                Map.entry("SESSION_INVALID_ID", 1006),
                Map.entry("OUTPUT_BUFFER_OVERFLOW", 1009),
                Map.entry("OUTPUT_SEND_YIELD", 1010),
                Map.entry("PACKAGE_LENGTH_TOO_LARGE", 1201),
                Map.entry("DATA_LENGTH_TOO_LARGE", 1203),
                Map.entry("PACKAGE_MALFORMED_DATA", 1204),
                Map.entry("CLIENT_NO_CONNECTION", 5001),
                Map.entry("WEBSOCKET_BAD_CLIENT", 8501),
                Map.entry("WEBSOCKET_BAD_OPCODE", 8502),
                Map.entry("WEBSOCKET_UNCONNECTED", 8503),
                Map.entry("WEBSOCKET_HANDSHAKE_FAILED", 8504),
                Map.entry("WEBSOCKET_PACK_FAILED", 8505),
                Map.entry("WEBSOCKET_UNPACK_FAILED", 8506),
                Map.entry("WEBSOCKET_INCOMPLETE_PACKET", 8507));
        for (var entry : numbers.entrySet()) {
            int number = entry.getValue();
            assertEquals(number, constant("SWOOLE_ERROR_" + entry.getKey()));
            assertEquals(number, SwooleError.valueOf(entry.getKey()).number());
        }
    }

    private static int constant(String name) throws ReflectiveOperationException {
        return Constants.class.getField(name).getInt(null);
    }
}
