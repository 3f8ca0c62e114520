package swoole4j.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.process.ChildJvm;
import swoole4j.engine.process.CommandLine;
import swoole4j.engine.process.Identity;
import swoole4j.engine.process.Role;
import swoole4j.internal.shared.SharedMemory;

/**
 * Starts the processes of workers. Confined to the manager.
 *
 * @param folder what the master shares with them
 * @param secret by which they know each other
 * @param command what is run
 * @param rows how many loops of the master send to a worker
 */
record WorkerStarter(Path folder, String secret, CommandLine command, int rows) {
    private static final Logger log = LoggerFactory.getLogger(WorkerStarter.class);

    /**
     * Makes what master and process share.
     *
     * @throws IOException when that is not possible
     */
    WorkerCells cells(int incarnation) throws IOException {
        return WorkerCells.create(file(incarnation), incarnation, rows);
    }

    private Path file(int incarnation) {
        return folder.resolve(ProcessFiles.cells(incarnation));
    }

    /**
     * Starts a process.
     *
     * @throws swoole4j.SwooleException when that is not possible
     */
    ChildJvm start(Role role, int worker, int incarnation) {
        long self = ProcessHandle.current().pid();
        Identity identity = new Identity(role, worker, incarnation, folder, secret, self);
        Map<String, String> environment = new HashMap<>(SharedMemory.environmentForChildren());
        environment.putAll(identity.environment());
        return ChildJvm.start(command, environment);
    }

    /** Forgets a process that has ended. */
    void delete(int incarnation) {
        try {
            Files.deleteIfExists(file(incarnation));
        } catch (IOException e) {
            log.debug("a file of an ended worker cannot be deleted", e);
        }
    }
}
