package swoole4j.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Server;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** slow_callback_ms and request_slowlog_file: who holds a worker is named. */
class SlowCallbackTest {
    private static final String HOLDER = "SlowCallbackTest.holdTheWorkerUntil";
    private static final long LIMIT_NANOS = 10_000_000_000L;

    @TempDir
    private Path folder;

    private final Server server = new Server("127.0.0.1", 0);

    /** Holds the worker, without ever giving way, until it was noticed. */
    private static void holdTheWorkerUntil(BooleanSupplier noticed) {
        long start = System.nanoTime();
        while (!noticed.getAsBoolean() && System.nanoTime() - start < LIMIT_NANOS) Thread.onSpinWait();
    }

    /** On a busy machine others may be slow, too: only what this test holds counts. */
    private static List<String> held(LogLines log) {
        return log.texts(Level.WARN).stream()
                .filter(line -> line.contains("SlowCallbackTest"))
                .toList();
    }

    private static boolean names(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).contains(HOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCallbackThatHoldsItsWorkerIsNamedOnce() throws Exception {
        server.set(Map.of("slow_callback_ms", 20));
        try (var log = LogLines.open()) {
            server.on("receive", (Server it, int fd) -> {
                holdTheWorkerUntil(() -> !held(log).isEmpty());
                it.send(fd, "x");
            });
            try (var running = TestServer.start(server);
                    RawClient client = running.connect()) {
                client.sendText("?").readBytes(1);
            }
            List<String> lines = held(log);
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.getFirst().startsWith("worker 0 has been held for "), lines::toString);
            assertTrue(lines.getFirst().contains(HOLDER), lines::toString);
        }
    }

    @Test
    void theSlowLogSaysTheSame() throws Exception {
        Path file = folder.resolve("slow.log");
        server.set(Map.of(
                "slow_callback_ms", 0, "request_slowlog_file", file.toString(), "request_slowlog_timeout", 0.02));
        server.on("receive", (Server it, int fd) -> {
            holdTheWorkerUntil(() -> names(file));
            it.send(fd, "x");
        });
        try (var log = LogLines.open();
                var running = TestServer.start(server)) {
            try (RawClient client = running.connect()) {
                client.sendText("?").readBytes(1);
            }
            assertEquals(List.of(), held(log), "the log itself is off");
        }
        String text = Files.readString(file);
        assertTrue(
                text.matches("(?s)\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] worker 0 has been held for .*"), text);
        assertTrue(text.contains(HOLDER), text);
    }

    @Test
    void whoWaitsHoldsNothing() throws Exception {
        server.set(Map.of("slow_callback_ms", 20));
        server.on("receive", (Server it, int fd) -> {
            Thread.sleep(200); // ten times the limit
            it.send(fd, "x");
        });
        try (var log = LogLines.open()) {
            try (var running = TestServer.start(server);
                    RawClient client = running.connect()) {
                client.sendText("?").readBytes(1);
            }
            assertFalse(held(log).stream().anyMatch(line -> line.contains("Thread.sleep")), () -> "" + held(log));
        }
    }
}
