package swoole4j.engine.task;

import java.util.concurrent.CompletableFuture;
import swoole4j.Process;

/** A user process that is a process of its own: one run of its code. Any thread. */
public final class LoneProcess {
    private final UserProcess process;
    private final CompletableFuture<Integer> gone = new CompletableFuture<>();

    /**
     * Makes what {@link #start} starts.
     *
     * @param id among all workers
     */
    public LoneProcess(int id, Process process, DistantTasks tasks) {
        this.process =
                new UserProcess(id, tasks.workers, process, tasks.callers, ended -> gone.complete(ended.status()));
        tasks.watch.accept(this.process.scheduler());
    }

    /** Starts it. */
    public void start() {
        process.start();
    }

    /** Tells it to end, as SIGTERM does. */
    public void terminate() {
        process.terminate();
    }

    /** Is completed when it has ended, with what is to be the status of the process. */
    public CompletableFuture<Integer> gone() {
        return gone;
    }
}
