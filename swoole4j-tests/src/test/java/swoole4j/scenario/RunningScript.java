package swoole4j.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A script inside this JVM, with its standard output. One that serves has a port of its own; closing is SIGTERM. */
public final class RunningScript implements AutoCloseable {
    private static final long TIMEOUT = 10_000;

    private final int port;
    private final TermSignal term;
    private final Console console;
    private final Script script;

    private RunningScript(Path classes, String name, int port, String... all) throws Exception {
        this.port = port;
        term = new TermSignal();
        console = Console.open();
        script = new Script(term, classes, name, all);
    }

    /** Compiles the scripts of a folder without a single warning. */
    public static Path compile(Path folder, Path classes) {
        return Compiler.compile(folder, classes);
    }

    /** Starts a script, whose last argument is the port, and waits until it listens. */
    public static RunningScript start(Path classes, String name, String... arguments) throws Exception {
        int port = ListeningPorts.free(1);
        String[] all = Stream.concat(Stream.of(arguments), Stream.of(Integer.toString(port)))
                .toArray(String[]::new);
        var running = new RunningScript(classes, name, port, all);
        try {
            running.awaitPort();
            return running;
        } catch (Throwable e) {
            running.close();
            throw e;
        }
    }

    /** Runs a script that does not serve to its end, and returns what it printed. */
    public static List<String> run(Path classes, String name, String... arguments) throws Exception {
        try (var running = new RunningScript(classes, name, 0, arguments)) {
            Integer exitCode = running.exitCode();
            if (exitCode == null) throw new AssertionError("does not end: " + running.script.stack());
            if (exitCode != 0) throw new AssertionError("failed", running.script.failure());
            return running.lines();
        }
    }

    /** Finds a port that nobody listens on. */
    public static int freePort() throws IOException {
        return ListeningPorts.free(1);
    }

    /** Tells whether somebody listens on the port, without connecting. */
    public static boolean isListening(int port) throws IOException {
        return ListeningPorts.contain(port);
    }

    public int port() {
        return port;
    }

    /** Waits until a line was printed; fails with what was. */
    public void awaitLine(String line) throws InterruptedException {
        if (console.await(lines -> lines.contains(line), Deadline.in(TIMEOUT))) return;
        throw new AssertionError("did not print \"" + line + "\" but " + console.lines());
    }

    /** Waits until a line was printed that matches; fails with what was. */
    public void awaitLineLike(String regex) throws InterruptedException {
        if (console.await(lines -> lines.stream().anyMatch(line -> line.matches(regex)), Deadline.in(TIMEOUT))) return;
        throw new AssertionError("printed nothing like \"" + regex + "\" but " + console.lines());
    }

    public List<String> lines() {
        return console.lines();
    }

    /** Sends SIGTERM. */
    public void terminate() throws ReflectiveOperationException {
        script.terminate();
    }

    /** Waits for the end; null when it does not come. */
    public @Nullable Integer exitCode() throws InterruptedException {
        return script.exitCode(Deadline.in(TIMEOUT));
    }

    @Override
    public void close() throws ReflectiveOperationException {
        try (term;
                console) {
            script.close();
        }
    }

    private void awaitPort() throws Exception {
        Deadline deadline = Deadline.in(TIMEOUT);
        while (!ListeningPorts.contain(port) && !ListeningPorts.containUdp(port)) {
            if (!script.runs()) throw new AssertionError("ended before it listened", script.failure());
            if (deadline.passed()) throw new AssertionError("does not listen on " + port + ": " + script.stack());
            script.pause();
        }
    }
}
