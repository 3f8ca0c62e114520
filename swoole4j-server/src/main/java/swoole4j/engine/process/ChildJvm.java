package swoole4j.engine.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import swoole4j.SwooleException;

/**
 * A child that runs: it writes where its parent writes, and reads from a pipe that stays open and empty for as long as its
 * parent lives, however that ends. Any thread.
 */
public final class ChildJvm {
    private final Process process;
    /** The parent's end of that pipe. Nothing is written to it, and only the system closes it. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"})
    private final OutputStream lifeline;

    private final CompletableFuture<Exit> exited;

    private ChildJvm(Process process) {
        this.process = process;
        this.lifeline = process.getOutputStream();
        this.exited = process.onExit().thenApply(ended -> Exit.of(ended.exitValue()));
    }

    /**
     * Starts a child.
     *
     * @param environment what it gets beside the environment of this process
     * @throws SwooleException when the system refuses
     */
    public static ChildJvm start(CommandLine command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .redirectInput(Redirect.PIPE)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        SoleOptions.dropFrom(builder.environment());
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(builder.start());
        } catch (IOException e) {
            throw new SwooleException("a worker cannot be started: " + e.getMessage(), 0, e);
        }
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns what completes when it has ended, on a thread of the JDK's. */
    public CompletableFuture<Exit> exited() {
        return exited.copy();
    }

    /** Tells whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM; {@code Process.destroy()} would also close the pipe, and the child would take its parent for dead. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }
}
