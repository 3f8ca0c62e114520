package swoole4j.scenario;

import org.jspecify.annotations.Nullable;

/** A script that runs, in this JVM or in one of its own. Closing it is SIGTERM, after which it has to end. */
sealed interface RunningProgram extends AutoCloseable permits Script, ChildScript {
    boolean runs();

    /** Waits a moment, less when it ends meanwhile. */
    void pause() throws InterruptedException;

    /** Waits for the end; returns the exit code, or null when it still runs. */
    @Nullable
    Integer exitCode(Deadline deadline) throws InterruptedException;

    /** Sends SIGTERM. */
    void terminate() throws ReflectiveOperationException;

    /** Returns what its failure left to read; null when it has not failed. */
    @Nullable
    Throwable failure();

    /** Returns what it is at, for the message about one that does not end. */
    String stack();

    @Override
    void close() throws ReflectiveOperationException;
}
