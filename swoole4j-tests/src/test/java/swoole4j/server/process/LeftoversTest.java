package swoole4j.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.testing.ChildServer;
import swoole4j.testing.RawClient;
import swoole4j.tests.Spec;

/** What a server leaves behind, however it ends: no process, and no file for longer than until the next start. */
class LeftoversTest {
    private static final int WORKERS = 2;
    private static final String OURS = "swoole4j-";

    @TempDir
    private Path temporary;

    /** A server whose processes are all there and ready, which is when it accepts. */
    private ChildServer start() throws Exception {
        ChildServer server = ChildServer.startWithTemporary(temporary, Sharing.class, "" + WORKERS);
        for (int worker = 0; worker < WORKERS; worker++) {
            String begins = "begins " + worker + " ";
            server.awaitLine(line -> line.startsWith(begins));
        }
        try (RawClient client = server.connect()) {
            assertEquals("1", client.sendText("count\r\n").readLine(), "a new memory");
        }
        return server;
    }

    private static List<ProcessHandle> workers(ChildServer server) {
        List<ProcessHandle> workers = ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        assertEquals(WORKERS, workers.size());
        return workers;
    }

    /** Returns the folders in which a server has files, as its workers are told. */
    private List<Path> folders(ProcessHandle worker) throws IOException {
        String environment =
                Files.readString(Path.of("/proc", "" + worker.pid(), "environ"), StandardCharsets.ISO_8859_1);
        String variable = Stream.of(environment.split("\0", -1))
                .filter(one -> one.startsWith("SWOOLE4J_SHARED="))
                .findFirst()
                .orElseThrow();
        List<Path> folders = Stream.concat(
                        Stream.of(variable.split(File.pathSeparator, -1))
                                .skip(1)
                                .map(Path::of),
                        list(OURS).stream())
                .toList();
        assertTrue(folders.size() >= 2, folders::toString);
        for (Path folder : folders) assertTrue(Files.isDirectory(folder), folder::toString);
        return folders;
    }

    /** Returns what is in the folder for temporary files and begins like that. */
    private List<Path> list(String beginning) throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().startsWith(beginning))
                    .toList();
        }
    }

    private static void mustEnd(List<ProcessHandle> processes) {
        for (ProcessHandle process : processes) {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    private static void mustBeGone(List<Path> folders) {
        for (Path folder : folders) assertFalse(Files.exists(folder), folder::toString);
    }

    private static void kill(ChildServer server) {
        ProcessHandle master = ProcessHandle.of(server.pid()).orElseThrow();
        CompletableFuture<ProcessHandle> end = master.onExit();
        assertTrue(master.destroyForcibly());
        end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    @Spec("server 227")
    void theEndOfAServerLeavesNeitherProcessesNorFiles() throws Exception {
        List<ProcessHandle> workers;
        List<Path> folders;
        try (ChildServer server = start()) {
            workers = workers(server);
            folders = folders(workers.getFirst());
        }
        mustEnd(workers);
        mustBeGone(folders);
        assertEquals(List.of(), list(""));
    }

    @Test
    void aMasterThatIsKilledLeavesFilesOnlyUntilTheNextStart() throws Exception {
        List<ProcessHandle> workers;
        List<Path> folders;
        try (ChildServer server = start()) {
            workers = workers(server);
            folders = folders(workers.getFirst());
            kill(server);
            mustEnd(workers);
        }
        try (ChildServer next = start()) {
            assertTrue(ProcessHandle.of(next.pid()).isPresent());
            mustBeGone(folders);
        }
        assertEquals(List.of(), list(OURS)); // what others unpack is theirs
    }

    @Test
    void aWorkerThatFindsNoMasterWhenItStartsEnds() throws Exception {
        try (ChildServer server = ChildServer.startWithTemporary(temporary, Sharing.class, "1", "slow")) {
            String line = server.awaitLine(one -> one.startsWith("waits "));
            ProcessHandle worker =
                    ProcessHandle.of(Long.parseLong(line.substring(6))).orElseThrow();
            kill(server);
            mustEnd(List.of(worker));
            assertEquals(0, server.count("begins "));
        }
    }
}
