package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.SwooleException;
import swoole4j.testing.LogLines;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** set(): what is not known and what is not allowed. */
class SettingsTest {
    private final Server server = new Server("127.0.0.1");

    @Test
    @Spec("websocket 166")
    void anUnknownOptionIsWarnedOfAndKept() throws Exception {
        assertNull(server.setting());
        try (var log = LogLines.open()) {
            assertTrue(server.set(Map.of("nonexist_option", 1)));
            log.mustWarn("unsupported option [nonexist_option]");
        }
        assertEquals(Map.of("nonexist_option", 1), server.setting());
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), frame.data()));
        try (var running = TestServer.start(server);
                var client = running.websocket()) {
            client.text("x").mustReceive(0x81, "x").mustCloseCleanly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "worker_num, many",
        "websocket_compression, perhaps",
        "package_max_length, 2X",
        "http2_max_frame_size, 1",
        "transport, pigeon",
        "task_ipc_mode, 2",
        "slow_callback_ms, -1"
    })
    void aValueThatIsNotAllowedIsNamed(String key, String value) {
        var thrown = assertThrows(SwooleException.class, () -> server.set(Map.of(key, value)));
        assertTrue(thrown.getMessage().startsWith("option " + key + ": " + value + " is not allowed"));
        assertNull(server.setting());
    }

    @Test
    void ofSeveralCallsAddUp() {
        server.set(Map.of("worker_num", 1));
        server.set(Map.of("enable_coroutine", true));
        assertEquals(Map.of("worker_num", 1, "enable_coroutine", true), server.setting());
    }
}
