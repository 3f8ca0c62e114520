package swoole4j.server.admin;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Server;
import swoole4j.testing.LogLines;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** stats_file and its three forms. */
class StatsFileTest {
    @TempDir
    private Path folder;

    /** Returns what a running server writes to a file of that name. */
    private String written(String name) throws Exception {
        Path file = folder.resolve(name);
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of("stats_file", file.toString(), "stats_timer_interval", 5));
        server.on("receive", (Server it, int fd) -> {});
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            folder.register(changes, ENTRY_CREATE, ENTRY_MODIFY);
            try (var _ = TestServer.start(server)) {
                while (!Files.exists(file)) {
                    WatchKey key = changes.poll(10, TimeUnit.SECONDS);
                    assertNotNull(key, "nothing was written");
                    key.pollEvents();
                    key.reset();
                }
                return Files.readString(file);
            }
        }
    }

    @Test
    @Spec("server 270")
    void jsonByItsName() throws Exception {
        var stats = new ObjectMapper().readTree(written("stats.json"));
        assertEquals(1, stats.get("worker_num").asInt());
        assertTrue(stats.has("worker_request_count"), "as worker 0 sees it");
    }

    @Test
    @Spec("server 270")
    void phpByItsName() throws Exception {
        String text = written("stats.php");
        assertTrue(text.startsWith("<?php\nreturn array (\n  'start_time' => "), text);
        assertTrue(text.contains("  'worker_num' => 1,\n") && text.endsWith(",\n);\n"), text);
    }

    @Test
    @Spec("server 270")
    void linesOtherwise() throws Exception {
        String[] lines = written("stats.txt").split("\n", -1);
        assertTrue(lines[0].matches("start_time: [0-9]+"), lines[0]);
        assertEquals("worker_num: 1", lines[5]);
    }

    @Test
    void aFileThatCannotBeWrittenIsWarnedOfOnce() throws Exception {
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of(
                "stats_file", folder.resolve("no/such/folder/stats.json").toString(), "stats_timer_interval", 1));
        server.on("receive", (Server it, int fd) -> it.send(fd, "x"));
        try (var log = LogLines.open()) {
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                for (int n = 0; n < 20; n++) {
                    assertEquals('x', client.sendText("hi").readBytes(1)[0]);
                }
            }
            long warnings = log.texts(ch.qos.logback.classic.Level.WARN).stream()
                    .filter(line -> line.contains("stats_file"))
                    .count();
            assertTrue(warnings <= 1, "warnings: " + warnings);
        }
    }
}
