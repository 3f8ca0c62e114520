package swoole4j.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.testing.QuickJvm;

/**
 * A compiled script in a JVM of its own, whose workers are processes. It has ended when the last process that prints has, so
 * that a worker which outlives its master is found.
 */
final class ChildScript implements RunningProgram {
    private static final long SECONDS_TO_END = 30;

    private final Process process;
    private final PrintedLines printed = new PrintedLines();
    private final PrintedLines log = new PrintedLines();
    private final Thread printing;

    /** Starts the script {@code name}. */
    ChildScript(Path classes, String name, String... arguments) throws IOException {
        List<String> command = QuickJvm.command(classes.toAbsolutePath().toString(), name, List.of(arguments));
        process = new ProcessBuilder(command).start();
        printing = copy(process.getInputStream(), printed);
        copy(process.getErrorStream(), log);
    }

    PrintedLines printed() {
        return printed;
    }

    /** Returns what was logged so far. */
    List<String> log() {
        return log.lines();
    }

    @Override
    public boolean runs() {
        return process.isAlive() || printing.isAlive();
    }

    @Override
    public void pause() throws InterruptedException {
        process.waitFor(10, TimeUnit.MILLISECONDS);
    }

    @Override
    public @Nullable Integer exitCode(Deadline deadline) throws InterruptedException {
        if (!process.waitFor(deadline.millisLeft(), TimeUnit.MILLISECONDS)) return null;
        if (!deadline.passed()) printing.join(deadline.millisLeft());
        return printing.isAlive() ? null : process.exitValue();
    }

    /** Not with {@code Process.destroy()}, which would also close what it prints to. */
    @Override
    public void terminate() {
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        terminate();
        try {
            if (exitCode(Deadline.in(TimeUnit.SECONDS.toMillis(SECONDS_TO_END))) != null) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String what = stack();
        process.toHandle().destroyForcibly(); // its workers see that and end
        throw new AssertionError(what);
    }

    @Override
    public @Nullable Throwable failure() {
        boolean failed = !process.isAlive() && process.exitValue() != 0;
        return failed ? new AssertionError("exit code " + process.exitValue() + ", log " + log()) : null;
    }

    @Override
    public String stack() {
        String which = process.isAlive() ? "its process " + process.pid() : "a worker without its master";
        return which + " runs on, log " + log();
    }

    private static Thread copy(InputStream from, OutputStream to) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (from) {
                from.transferTo(to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
