package swoole4j.engine.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes statistics to a file, in the form that its name asks for. A reader never sees half of them. Confined to the thread
 * that writes.
 */
final class StatsFile {
    private static final Logger log = LoggerFactory.getLogger(StatsFile.class);

    private final Path file;
    private final Path next;
    private boolean failing;

    StatsFile(Path file) {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".new");
    }

    /** Writes; what fails is logged once until it goes well again. */
    void write(Map<String, Long> stats) {
        try {
            Files.writeString(next, text(file.toString(), stats));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            failing = false;
        } catch (IOException e) {
            if (!failing) log.warn("stats_file {} cannot be written: {}", file, e.toString());
            failing = true;
        }
    }

    static String text(String name, Map<String, Long> stats) {
        if (name.endsWith(".json")) return JsonWriter.write(stats);
        StringBuilder text = new StringBuilder();
        if (name.endsWith(".php")) {
            text.append("<?php\nreturn array (\n");
            stats.forEach((key, value) ->
                    text.append("  '").append(key).append("' => ").append(value).append(",\n"));
            return text.append(");\n").toString();
        }
        stats.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : "\n").append(key).append(": ").append(value));
        return text.toString();
    }
}
