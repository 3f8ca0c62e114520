package swoole4j.scenario;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles the scripts of one area; their class names are the file names, so that areas stay apart. */
final class Compiler {
    private Compiler() {}

    /** Compiles without a single warning and returns the folder of the classes. */
    static Path compile(Path area) {
        return compile(area, Path.of("target", "scenarios", area.getFileName().toString()));
    }

    /** Compiles without a single warning into {@code classes}. */
    static Path compile(Path area, Path classes) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-proc:none",
                    "-Xlint:all,-path,-classfile",
                    "-Werror");
            Files.createDirectories(classes);
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources(area)))
                    .call();
            if (!done) throw new AssertionError("cannot compile " + area + "\n" + messages);
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(Path area) throws IOException {
        try (Stream<Path> files = Files.list(area)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
