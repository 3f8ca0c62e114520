package swoole4j.server.admin;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** pid_file, log_file and signals. */
class OperationTest {
    @TempDir
    private Path folder;

    private final Server server = new Server("127.0.0.1", 0);

    private TestServer start(Map<String, ?> options) {
        server.set(options);
        server.on("receive", (Server it, int fd) -> it.send(fd, "x"));
        return TestServer.start(server);
    }

    private Path pidFile() {
        return folder.resolve("server.pid");
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Test
    @Spec("server 232")
    void thePidFileIsThereWhileTheServerRuns() throws Exception {
        try (var _ = start(Map.of("pid_file", pidFile().toString()))) {
            assertEquals(ownPid(), Files.readString(pidFile()));
        }
        assertFalse(Files.exists(pidFile()));
    }

    @Test
    void onesThatAreLeftAreReplaced() throws Exception {
        Files.writeString(pidFile(), "no number");
        try (var log = LogLines.open();
                var _ = start(Map.of("pid_file", pidFile().toString()))) {
            assertEquals(ownPid(), Files.readString(pidFile()));
            assertEquals(List.of(), log.texts(Level.WARN));
        }
    }

    @Test
    void oneOfAProcessThatLivesIsWarnedOf() throws Exception {
        Files.writeString(pidFile(), "1\n");
        try (var log = LogLines.open();
                var _ = start(Map.of("pid_file", pidFile().toString()))) {
            log.mustWarn("names process 1, which is alive");
        }
    }

    @Test
    void anotherServersPidFileIsLeftAlone() throws Exception {
        try (var _ = start(Map.of("pid_file", pidFile().toString()))) {
            Files.writeString(pidFile(), "1");
        }
        assertEquals("1", Files.readString(pidFile()));
    }

    @Test
    void onesThatCannotBeWrittenEndTheStart() {
        var thrown = assertThrows(
                SwooleException.class,
                () -> start(Map.of("pid_file", folder.resolve("no/such/folder").toString())));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith("option pid_file: "), thrown::getMessage);
    }

    @Test
    void anotherLoggingLibraryIsLeftAlone() throws Exception {
        try (var log = LogLines.open();
                var _ = start(Map.of("log_file", folder.resolve("server.log").toString()))) {
            log.mustWarn("are left to ch.qos.logback");
        }
        assertFalse(Files.exists(folder.resolve("server.log")));
    }

    @Test
    @Spec("server 229, 232, 274")
    void aProcessLogsToItsFileAndReopensIt() throws Exception {
        Path log = folder.resolve("server.log");
        Path old = folder.resolve("old.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dslf4j.provider=swoole4j.engine.log.LogProvider",
                        "-Dslf4j.internal.verbosity=WARN",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoggingServer.class.getName(),
                        log.toString(),
                        pidFile().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            int port = Integer.parseInt(out.readLine());
            assertEquals(Long.toString(process.pid()), Files.readString(pidFile()));
            try (RawClient client = RawClient.connect(port);
                    WatchService changes = folder.getFileSystem().newWatchService()) {
                log(client);
                assertTrue(
                        Files.readString(log).contains("session#999 does not exists"),
                        () -> process + " logged nothing");
                Files.move(log, old);
                folder.register(changes, ENTRY_CREATE);
                assertEquals(
                        0,
                        new ProcessBuilder("kill", "-WINCH", "" + process.pid())
                                .start()
                                .waitFor());
                long asked = System.nanoTime();
                while (!Files.exists(log)) { // the signal is on its way; a line after it begins the new file
                    assertTrue(System.nanoTime() - asked < TimeUnit.SECONDS.toNanos(20), "is not reopened");
                    log(client);
                    changes.poll(100, TimeUnit.MILLISECONDS);
                }
            }
            assertFalse(Files.readString(log).contains("\tINFO\t"), "log_level 4");
            process.toHandle().destroy(); // SIGTERM
            assertEquals("over", out.readLine());
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertFalse(Files.exists(pidFile()));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Has a line logged. */
    private static void log(RawClient client) throws Exception {
        assertEquals('x', client.sendText("?").readBytes(1)[0]);
    }
}
