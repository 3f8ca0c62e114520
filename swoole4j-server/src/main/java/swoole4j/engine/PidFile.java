package swoole4j.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;

/** The file that holds the process id while the server runs. */
final class PidFile {
    private static final Logger log = LoggerFactory.getLogger(PidFile.class);

    private final Path file;
    private final String own = Long.toString(ProcessHandle.current().pid());

    PidFile(Path file) {
        this.file = file;
    }

    /**
     * Writes it. One that is left of a process that ended otherwise is replaced, and one of a process that lives, too, since
     * that may be another program with an old number; then a warning is logged.
     *
     * @throws SwooleException when it cannot be written
     */
    void write() {
        try {
            if (Files.exists(file)) warnOf(Files.readString(file).strip());
            Files.writeString(file, own);
        } catch (IOException e) {
            throw new SwooleException("option pid_file: " + file + " cannot be written: " + e, 0, e);
        }
    }

    private void warnOf(String before) {
        if (before.equals(own) || !before.matches("[0-9]{1,18}")) return;
        boolean alive = ProcessHandle.of(Long.parseLong(before))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        if (alive) log.warn("pid_file {} names process {}, which is alive; it is replaced", file, before);
    }

    /** Deletes it, unless somebody else has written it since. */
    void remove() {
        try {
            if (Files.exists(file) && Files.readString(file).strip().equals(own)) Files.delete(file);
        } catch (IOException e) {
            log.warn("pid_file {} cannot be deleted: {}", file, e.toString());
        }
    }
}
