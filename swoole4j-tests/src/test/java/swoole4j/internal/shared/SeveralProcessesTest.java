package swoole4j.internal.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import swoole4j.tests.Spec;

/**
 * What {@link SharedProgram} finds out: a master with nine children, all of them real processes, two of which are killed while they
 * hold locks or write. It runs once, and each test looks at what it said.
 */
class SeveralProcessesTest {
    private static final long LIMIT_SECONDS = 240;

    private static List<String> said = List.of();
    private static Process master;

    @BeforeAll
    static void run() throws Exception {
        master = new ProcessBuilder(SharedProgram.command("master"))
                .redirectErrorStream(true)
                .start();
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> {
            try {
                return master.getInputStream().readAllBytes();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        byte[] bytes = output.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        said = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        assertTrue(master.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, master.exitValue(), () -> String.join("\n", said));
    }

    @AfterAll
    static void end() {
        if (master != null) master.destroyForcibly();
    }

    private static void mustSay(String line) {
        assertTrue(said.contains(line), () -> "no '" + line + "' in:\n" + String.join("\n", said));
    }

    @Test
    @Spec("coroutine 129")
    void rowsCountExactly() {
        mustSay("rows 80000");
    }

    @Test
    @Spec("coroutine 137")
    void atomicsCountExactly() {
        mustSay("atomic 80000, long -240000");
    }

    @Test
    @Spec("coroutine 123")
    void ofThoseWhoRemoveARowOneWins() {
        mustSay("removed 2000, left 0");
    }

    @Test
    @Spec("coroutine 140")
    void aWakeupReachesWaitersInOtherProcesses() {
        mustSay("woken 4");
    }

    @Test
    @Spec("coroutine 146")
    void locksExcludeOtherProcesses() {
        mustSay("behind locks 2000");
    }

    @Test
    @Spec("coroutine 79")
    void coroutineLocksExcludeOtherProcesses() {
        mustSay("behind coroutine locks 400");
    }

    @Test
    @Spec("coroutine 131")
    void aRowWhoseWriterWasKilledInTheMiddleIsAsBefore() {
        mustSay("row {id=1, twice=2, text=1}, new row null, free slices 12");
        mustSay("taken over in time");
    }

    @Test
    @Spec("coroutine 131")
    void aRowIsNeverHalfWrittenAndNoLockStaysWithAWriterThatWasKilled() {
        mustSay("writers go on");
        mustSay("consistent");
    }

    @Test
    @Spec("coroutine 148")
    void locksOfAKilledProcessAreRecovered() {
        mustSay("recovered mutex, readers and coroutine lock");
    }

    @Test
    void nothingIsLeftBehind() {
        List<String> folders = said.stream()
                .filter(line -> line.startsWith("folder "))
                .map(line -> line.substring("folder ".length()))
                .toList();
        assertFalse(folders.isEmpty());
        for (String folder : folders) assertFalse(Files.exists(Path.of(folder)), folder);
    }
}
