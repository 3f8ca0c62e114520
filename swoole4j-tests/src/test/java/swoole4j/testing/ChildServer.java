package swoole4j.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A server in a JVM of its own, whose program prints {@code port N} when it listens. Closing it ends it with SIGTERM. */
public final class ChildServer implements AutoCloseable {
    private static final String CLASSES =
            Path.of("target", "test-classes").toAbsolutePath().toString();

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

    /** Starts a program of the tests with a heap and a log as a script has them; it reads {@link Arguments}. */
    public static ChildServer startQuickly(Class<?> program, Map<String, ?> options) {
        List<String> command = QuickJvm.command(CLASSES, program.getName(), List.of(Arguments.of(options)));
        return new ChildServer(Program.start(new ProcessBuilder(command)));
    }

    private static ChildServer start(String before, Class<?> program, String... arguments) {
        List<String> flags =
                List.of("-Xmx256m", "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"));
        List<String> words = new ArrayList<>(List.of("bash", "-c", before + "exec \"$0\" \"$@\""));
        words.addAll(QuickJvm.command(flags, CLASSES, program.getName(), List.of(arguments)));
        return new ChildServer(Program.start(new ProcessBuilder(words)));
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
