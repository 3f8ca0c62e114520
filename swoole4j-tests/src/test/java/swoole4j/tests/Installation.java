package swoole4j.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** {@code bin/swoole4j} in an installation made of the class path of a test. */
final class Installation {
    private static final Pattern RUNTIME_JAR = Pattern.compile("(swoole4j-\\w+|netty-|slf4j-api-|jspecify-).*");

    private Installation() {}

    /** Makes one in an empty folder. */
    static void make(Path folder) throws IOException {
        Path launcher = Path.of("..", "bin", "swoole4j");
        Files.createDirectories(folder.resolve("bin"));
        Files.copy(launcher, folder.resolve("bin/swoole4j"));
        assertTrue(folder.resolve("bin/swoole4j").toFile().setExecutable(true));
        Path lib = Files.createDirectories(folder.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && path.endsWith("target/classes")) {
                pack(path, lib.resolve(path.getParent().getParent().getFileName() + "-classes.jar"));
            } else if (RUNTIME_JAR.matcher(path.getFileName().toString()).matches()) {
                Files.copy(path, lib.resolve(path.getFileName()));
            }
        }
    }

    /** Makes a jar of a folder with classes. */
    static void pack(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertEquals(0, tool.run(System.out, System.err, "--create", "--file", "" + jar, "-C", "" + classes, "."));
    }

    /** Returns what runs a script in the folder of an installation. */
    static ProcessBuilder command(Path folder, String script, String... arguments) {
        var builder = new ProcessBuilder(folder.resolve("bin/swoole4j").toString());
        builder.command().add(folder.resolve(script).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("SWOOLE4J_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().put("SWOOLE4J_AOT", "off");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }
}
