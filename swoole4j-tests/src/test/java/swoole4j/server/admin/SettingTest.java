package swoole4j.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.server.Callback;
import swoole4j.server.Port;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** set(), on() and start() of the plain server, and what is told when they are misused. */
class SettingTest {
    private final Server server = new Server("127.0.0.1", 0);
    private final Notes notes = new Notes();

    @Test
    @Spec("server 10")
    void anUnknownOptionIsWarnedOfAndKept() throws Exception {
        try (var log = LogLines.open()) {
            assertTrue(server.set(Map.of("worker_nun", 3)));
            log.mustWarn("unsupported option [worker_nun], did you mean worker_num?");
        }
        assertEquals(Map.of("worker_nun", 3), server.setting());
    }

    @Test
    @Spec("server 11")
    void setIsRefusedAfterTheStart() throws Exception {
        server.on("receive", (Server it, int fd) -> {});
        try (var log = LogLines.open();
                var running = TestServer.start(server)) {
            assertFalse(running.server().set(Map.of("worker_num", 2)));
            log.mustWarn("server is running");
        }
    }

    @Test
    @Spec("server 12")
    void onIsRefusedAfterTheStart() throws Exception {
        server.on("receive", (Server it, int fd) -> {});
        try (var log = LogLines.open();
                var running = TestServer.start(server)) {
            assertFalse(running.server().on("receive", (Server it, int fd) -> {}));
            log.mustWarn("server is running");
        }
    }

    @Test
    @Spec("server 13")
    void anEventThatDoesNotExistIsRefused() throws Exception {
        try (var log = LogLines.open()) {
            assertFalse(server.on("recieve", (Server it, int fd) -> {}));
            log.mustWarn("recieve");
        }
    }

    @Test
    @Spec("server 14, 15")
    void namesHaveNoCaseAndTheLastCallbackCounts() {
        assertNull(server.getCallback("receive"));
        Callback.OnId<Server> first = (it, fd) -> {};
        Callback.OnId<Server> second = (it, fd) -> {};
        assertTrue(server.on("Receive", first));
        assertTrue(server.on("RECEIVE", second));
        assertEquals(second, server.getCallback("receive"));
    }

    @Test
    @Spec("server 17")
    void aPortThatIsNoneIsRefused() throws Exception {
        try (var log = LogLines.open()) {
            assertNull(server.listen("127.0.0.1", 70000, SWOOLE_SOCK_TCP));
            assertEquals(9004, server.getLastError());
            assertEquals(1, log.texts(Level.WARN).size());
        }
    }

    @Test
    @Spec("server 18")
    void aStreamPortNeedsAReceiveCallback() {
        var thrown = assertThrows(SwooleException.class, server::start);
        assertEquals("require onReceive callback", thrown.getMessage());
    }

    @Test
    @Spec("server 22, 23")
    void aServerStartsOnce() throws Exception {
        server.on("receive", (Server it, int fd) -> {});
        server.on("start", (Server it) -> {
            notes.add(it.start());
            it.shutdown();
        });
        try (var log = LogLines.open()) {
            assertTrue(server.start());
            log.mustWarn("unable to execute start");
        }
        notes.mustBe("false");
    }

    @Test
    @Spec("server 24")
    void settingShowsWhatTheStartDecided() {
        server.set(Map.of("max_connection", 77));
        server.on("receive", (Server it, int fd) -> {});
        try (var running = TestServer.start(server)) {
            Map<String, Object> setting = running.server().setting();
            assertNotNull(setting);
            assertEquals(
                    List.of(1, 0, 4_294_967_295L, 77),
                    List.of(
                            setting.get("worker_num"),
                            setting.get("task_worker_num"),
                            setting.get("output_buffer_size"),
                            setting.get("max_connection")));
        }
    }

    @Test
    void settingShowsTheProtocolsOfAnHttpServer() {
        var http = new swoole4j.http.Server("127.0.0.1", 0);
        http.on("request", (swoole4j.http.Request request, swoole4j.http.Response response) -> response.end("x"));
        try (var running = TestServer.start(http)) {
            assertEquals(true, running.server().setting().get("open_http_protocol"));
        }
    }

    @Test
    @Spec("server 277")
    void anErrorStaysUntilTheNextOne() throws Exception {
        server.on("receive", (Server it, int fd) -> {
            notes.add(it.send(999, "x"), it.getLastError());
            notes.add(it.send(fd, "x"), it.getLastError());
        });
        try (var _ = LogLines.open();
                var running = TestServer.start(server);
                var client = running.connect()) {
            assertEquals('x', client.sendText("?").readBytes(1)[0]);
            notes.mustBe("false 1005", "true 1005");
        }
    }

    @Test
    void whatDoesNothingIsWarnedOfOnce() throws Exception {
        try (var log = LogLines.open()) {
            server.set(Map.of("task_tmpdir", "/tmp"));
            server.set(Map.of("task_tmpdir", "/var/tmp"));
            assertEquals(
                    List.of("option task_tmpdir has no effect: tasks stay in memory, whatever their size"),
                    log.texts(Level.WARN));
        }
    }

    @Test
    void whatCannotBeHadIsRefusedAndTheReasonGiven() {
        var thrown = assertThrows(SwooleException.class, () -> server.set(Map.of("chroot", "/srv")));
        assertEquals(
                "option chroot is not supported: a JVM cannot do it; use a container or systemd's RootDirectory",
                thrown.getMessage());
        assertTrue(server.set(Map.of("chroot", "")), "switched off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl_method", "websocket_mask", "trace_event_worker"})
    void whatSwooleNoLongerHasIsUnsupported(String key) throws Exception {
        try (var log = LogLines.open()) {
            assertTrue(server.set(Map.of(key, 1)));
            log.mustWarn("unsupported option [" + key + "]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "backlog, 70000, 65535",
        "backlog, -1, 0",
        "heartbeat_idle_time, -1, 0",
        "http_compression_level, 256, 255",
        "max_connection, 0, 1"
    })
    void aNumberOutOfRangeBecomesTheNearest(String key, int given, int used) throws Exception {
        try (var log = LogLines.open()) {
            assertTrue(server.set(Map.of(key, given)));
            String warning = log.texts(Level.WARN).getFirst();
            assertTrue(warning.startsWith("option " + key + ": " + given), warning);
            assertTrue(warning.endsWith(", " + used + " is used"), warning);
        }
    }

    @Test
    void valuesAreCoerced() {
        assertTrue(server.set(
                Map.of("worker_num", "1", "open_tcp_nodelay", 0, "package_max_length", "1M", "max_wait_time", "0.5")));
    }

    @Test
    void optionsOfTheServerMeanNothingToAnotherPort() throws Exception {
        Port port = server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP);
        assertNotNull(port);
        try (var log = LogLines.open()) {
            assertTrue(port.set(Map.of("worker_num", "many", "task_tmpdir", "/tmp", "chroot", "/")));
            assertEquals(List.of(), log.texts(Level.WARN));
        }
    }
}
