package swoole4j.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A server in a JVM of its own, whose program prints {@code port N} when it listens. Closing it ends it with SIGTERM. */
public final class ChildServer implements AutoCloseable {
    private final Program program;

    private ChildServer(Program program) {
        this.program = program;
    }

    /** Starts a program that may have as many descriptors as this JVM. */
    public static ChildServer start(Class<?> program, String... arguments) {
        return start("", program, arguments);
    }

    /** Starts a program that may have so many descriptors, which must not be more than this JVM may have. */
    public static ChildServer startWithDescriptors(int limit, Class<?> program, String... arguments) {
        return start("ulimit -n " + limit + " && ", program, arguments);
    }

    /** Starts a program whose folder for temporary files is that. */
    public static ChildServer startWithTemporary(Path folder, Class<?> program, String... arguments) {
        return start("JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + folder + " ", program, arguments);
    }

    /** Starts a program of the tests in a JVM that is ready soon, as are its workers; it reads {@link Arguments}. */
    public static ChildServer startQuickly(Class<?> program, Map<String, ?> options) {
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        List<String> command = QuickJvm.command(classes, program.getName(), List.of(Arguments.of(options)));
        return new ChildServer(Program.start(new ProcessBuilder(command)));
    }

    private static ChildServer start(String before, Class<?> program, String... arguments) {
        // What lives for a few seconds only is not worth the optimizing compiler.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = before + "exec " + java
                + " -Xmx256m -XX:TieredStopAtLevel=1 --add-opens java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED"
                + " -Dlogback.configurationFile=" + System.getProperty("logback.configurationFile")
                + " -cp \"$0\" " + program.getName() + " " + String.join(" ", arguments);
        return new ChildServer(
                Program.start(new ProcessBuilder("bash", "-c", command, System.getProperty("java.class.path"))));
    }

    /** Waits until it listens and returns its port. */
    public int port() throws Exception {
        return program.port();
    }

    /** Returns its process. */
    public long pid() {
        return program.pid();
    }

    /** Connects when it listens. */
    public RawClient connect() throws Exception {
        return RawClient.connect(port());
    }

    /** Returns the lines it has printed so far. */
    public List<String> printed() {
        return program.printed();
    }

    /** Counts the lines so far that contain {@code part}. */
    public long count(String part) {
        return printed().stream().filter(line -> line.contains(part)).count();
    }

    /** Returns the warnings and errors it has logged so far, but for those that contain {@code allowed}. */
    public List<String> complaints(String allowed) {
        return printed().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.contains(allowed))
                .toList();
    }

    /** Waits for a line and returns it. */
    public String awaitLine(Predicate<String> wanted) {
        return program.awaitLine(wanted);
    }

    @Override
    public void close() {
        program.close();
    }
}
