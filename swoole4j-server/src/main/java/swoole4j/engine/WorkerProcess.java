package swoole4j.engine;

import java.util.concurrent.CompletableFuture;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.process.ChildJvm;
import swoole4j.engine.process.Exit;
import swoole4j.engine.process.Role;

/** One process that is or was a worker. Confined to the manager. */
final class WorkerProcess {
    final Role role;
    final int worker;
    final int incarnation;
    final ChildJvm jvm;
    final WorkerCells cells;
    /** Is completed when the process has ended. */
    final CompletableFuture<Void> gone = new CompletableFuture<>();

    boolean ready;
    /** Another one has taken its place. */
    boolean retired;

    WorkerProcess(Role role, int worker, int incarnation, ChildJvm jvm, WorkerCells cells) {
        this.role = role;
        this.worker = worker;
        this.incarnation = incarnation;
        this.jvm = jvm;
        this.cells = cells;
    }

    /**
     * Returns what a status means. As in Swoole, a callback that is a coroutine cannot end its process with a status of its
     * own: that is as good as an exception nobody catches.
     */
    Exit meant(Exit status) {
        return ready && status.signal() == 0 && !cells.statusCounts() ? Exit.UNCAUGHT : status;
    }

    @Override
    public String toString() {
        return role.word() + " worker " + worker + " (pid " + jvm.pid() + ")";
    }
}
