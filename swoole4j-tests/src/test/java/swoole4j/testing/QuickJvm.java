package swoole4j.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The JVM of a server that is a program of its own, many of which start in a row: what is published lies in jars, for which
 * a rehearsal makes a start-up cache (JEP 514), and the compiler does only what pays within seconds.
 */
public final class QuickJvm {
    private static final Path FOLDER = Path.of("target", "quick-jvm").toAbsolutePath();
    private static final Path CACHE = FOLDER.resolve("cache.aot");

    /** What the cache was made with and wants again. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:aot*=off,cds*=off",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    private static final List<String> SERVER_FLAGS = List.of(
            "-Xmx128m",
            "-Dio.netty.leakDetection.level=paranoid",
            "-Dslf4j.provider=swoole4j.engine.log.LogProvider",
            "-Dslf4j.internal.verbosity=WARN");

    private QuickJvm() {}

    /**
     * Returns the words that run a program.
     *
     * @param classes where it is; beside it there is what is published, and what that needs
     */
    public static List<String> command(String classes, String main, List<String> arguments) {
        return command(SERVER_FLAGS, classes, main, arguments);
    }

    /** Returns the words that run a program with more flags; see {@link #command(String, String, List)}. */
    static List<String> command(List<String> flags, String classes, String main, List<String> arguments) {
        String path = Jars.PATH + File.pathSeparator + classes;
        List<String> words = java(flags);
        if (Files.exists(CACHE)) words.add("-XX:AOTCache=" + CACHE);
        words.addAll(List.of("-cp", path, main));
        words.addAll(arguments);
        return words;
    }

    private static List<String> java(List<String> flags) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.addAll(flags);
        return words;
    }

    /** Made when the first one is started. */
    private static final class Jars {
        static final String PATH = make();

        private static String make() {
            try {
                Files.createDirectories(FOLDER);
                List<String> all = new ArrayList<>();
                for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                    Path path = Path.of(entry).toAbsolutePath();
                    if (Files.isRegularFile(path)) all.add(path.toString());
                    else if (path.endsWith("classes") && Files.isDirectory(path))
                        all.add(jar(path).toString());
                }
                String jars = String.join(File.pathSeparator, all);
                Path next = FOLDER.resolve("cache.new");
                if (rehearse(jars, next)) replace(CACHE, next);
                else Files.deleteIfExists(CACHE);
                return jars;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Makes a cache; false when it fails or takes too long, and all is just slower. */
        private static boolean rehearse(String jars, Path cache) throws IOException {
            List<String> words = java(SERVER_FLAGS);
            words.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-cp", jars, "swoole4j.engine.Rehearsal"));
            Process rehearsal = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            try {
                if (rehearsal.waitFor(1, TimeUnit.MINUTES)) return rehearsal.exitValue() == 0 && Files.exists(cache);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            rehearsal.destroyForcibly();
            return false;
        }

        /** A cache is for jars alone. The folder is {@code MODULE/target/classes}. */
        private static Path jar(Path classes) throws IOException {
            Path jar = FOLDER.resolve(classes.getName(classes.getNameCount() - 3) + ".jar");
            Path next = FOLDER.resolve("jar.new");
            try (OutputStream file = Files.newOutputStream(next);
                    var entries = new JarOutputStream(file);
                    Stream<Path> all = Files.walk(classes)) {
                for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                    entries.putNextEntry(new JarEntry(classes.relativize(path).toString()));
                    Files.copy(path, entries);
                }
            }
            replace(jar, next);
            return jar;
        }

        /** Never new bytes in the old file: a server that outlived its test may have it mapped. */
        private static void replace(Path file, Path next) throws IOException {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
