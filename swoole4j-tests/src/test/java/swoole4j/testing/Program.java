package swoole4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A program in a process of its own, which may print {@code port N} when it listens. Both of its streams are lines. Closing
 * it ends it with SIGTERM.
 */
public final class Program implements AutoCloseable {
    private static final int SECONDS = 20;

    private final Process process;
    /** Programs start programs, and all that on a machine that has other things to do. */
    private final Notes lines = new Notes(TimeUnit.SECONDS.toNanos(60));

    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private Program(Process process) {
        this.process = process;
    }

    /** Starts it; a program that is missing fails the test. */
    public static Program start(ProcessBuilder builder) {
        Program program = new Program(Shell.start(builder.redirectErrorStream(true)));
        Thread.ofPlatform().daemon().start(program::read);
        return program;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = reader.readLine()) != null; ) {
                lines.add(line);
                if (line.startsWith("port ")) port.complete(Integer.parseInt(line.substring(5)));
            }
        } catch (IOException e) {
            lines.add(e);
        }
        port.completeExceptionally(new AssertionError("the program ended: " + printed()));
    }

    /** Waits until it listens and returns its port. */
    public int port() throws Exception {
        return port.get(60, TimeUnit.SECONDS);
    }

    /** Returns its process. */
    public long pid() {
        return process.pid();
    }

    /** Returns the processes it has started. */
    List<Long> children() {
        try (Stream<ProcessHandle> children = process.children()) {
            return children.map(ProcessHandle::pid).toList();
        }
    }

    /** Returns the lines it has printed so far. */
    public List<String> printed() {
        return lines.await(0);
    }

    /** Waits for a line. */
    public String awaitLine(Predicate<String> wanted) {
        for (int seen = 0; ; ) {
            List<String> all = lines.await(seen + 1);
            for (String line : all.subList(seen, all.size())) {
                if (wanted.test(line)) return line;
            }
            seen = all.size();
        }
    }

    @Override
    public void close() {
        process.destroy();
        boolean ended = process.onExit()
                .thenApply(_ -> true)
                .completeOnTimeout(false, SECONDS, TimeUnit.SECONDS)
                .join();
        if (ended) return;
        process.destroyForcibly();
        throw new AssertionError("the program does not end");
    }
}
