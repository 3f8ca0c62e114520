package swoole4j.engine.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. With rotation the time is part of its name, and each period has a file of its own. What
 * cannot be written goes to the console. Confined to whoever holds the log's lock.
 */
final class LogFile {
    /** By Swoole's numbers: never, monthly, daily, hourly, every minute. */
    private static final List<String> SUFFIXES = List.of("", ".%Y%m", ".%Y%m%d", ".%Y%m%d%H", ".%Y%m%d%H%M");

    private final Path base;
    private final DateFormat suffix;
    private Path name;
    private @Nullable OutputStream out;

    /**
     * Opens the file.
     *
     * @throws IOException when that is not possible
     */
    LogFile(Path base, int rotation, ZonedDateTime now) throws IOException {
        this.base = base;
        this.suffix = new DateFormat(SUFFIXES.get(rotation));
        this.name = name(now);
        this.out = open();
    }

    private Path name(ZonedDateTime now) {
        return base.resolveSibling(base.getFileName() + suffix.format(now));
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(name, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void write(String line, ZonedDateTime now) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            Path current = name(now);
            if (!current.equals(name)) {
                close();
                name = current;
            }
            if (out == null) out = open();
            out.write(bytes);
        } catch (IOException _) {
            close();
            System.err.print(line);
        }
    }

    /** The next line goes to a file of that name, even if this one was renamed. */
    void reopen() {
        close();
    }

    void close() {
        OutputStream closing = out;
        out = null;
        if (closing == null) return;
        try {
            closing.close();
        } catch (IOException _) {
            // nothing of it is kept back
        }
    }
}
