package swoole4j.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scripts of {@code SWOOLE_PROCESS}: those that are written for it, and those for {@code SWOOLE_BASE} with the other word in it. */
final class ProcessScripts {
    private static final Path FOLDER = Path.of("target", "process-scenarios");

    private ProcessScripts() {}

    static boolean isWrittenForProcesses(Scenario scenario) {
        return text(scenario).contains("SWOOLE_PROCESS");
    }

    static boolean isWrittenForBase(Scenario scenario) {
        return text(scenario).contains("SWOOLE_BASE");
    }

    /** Compiles all scripts of an area, none of which says {@code SWOOLE_BASE} then, and returns the folder of the classes. */
    static Path compile(Path area) {
        Path copies = FOLDER.resolve(area.getFileName());
        try {
            Files.createDirectories(copies);
            for (Scenario scenario : Scenario.of(area)) {
                String text = text(scenario).replace("SWOOLE_BASE", "SWOOLE_PROCESS");
                Files.writeString(copies.resolve(scenario.name() + ".java"), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Compiler.compile(copies, copies.resolve("classes"));
    }

    private static String text(Scenario scenario) {
        try {
            return Files.readString(Scenario.FOLDER.resolve(scenario.area()).resolve(scenario.name() + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
