package swoole4j.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Process;
import swoole4j.core.coroutine.Scheduler;

/** All user processes of a server. One that ends is started again. Any thread. */
final class UserProcesses {
    private static final Logger log = LoggerFactory.getLogger(UserProcesses.class);

    private final int firstId;
    private final int workers;
    private final Callers callers;
    private final Consumer<Scheduler> watch;

    // Guarded by this.
    private final List<UserProcess> running = new ArrayList<>();
    private boolean closed;

    UserProcesses(int firstId, int workers, Callers callers, Consumer<Scheduler> watch) {
        this.watch = watch;
        this.firstId = firstId;
        this.workers = workers;
        this.callers = callers;
    }

    synchronized void start(List<Process> processes) {
        for (Process process : processes) {
            UserProcess first = make(firstId + running.size(), process);
            running.add(first);
            first.start();
        }
    }

    private UserProcess make(int id, Process process) {
        UserProcess made = new UserProcess(id, workers, process, callers, this::replace);
        watch.accept(made.scheduler());
        return made;
    }

    private synchronized void replace(UserProcess ended) {
        if (closed) return;
        UserProcess next = make(ended.id(), ended.process());
        running.set(ended.id() - firstId, next);
        next.start();
    }

    private synchronized List<UserProcess> close() {
        closed = true;
        return List.copyOf(running);
    }

    /** Tells all processes to end, and ends those that take too long. */
    void end(long deadline) throws InterruptedException {
        List<UserProcess> ending = close();
        ending.forEach(UserProcess::terminate);
        for (UserProcess process : ending) {
            if (process.join(deadline)) continue;
            log.warn("user process {} did not end within max_wait_time, forced termination", process.id());
            process.kill();
        }
    }

    void endNow() {
        for (UserProcess process : close()) {
            process.terminate();
            process.kill();
        }
    }

    synchronized int size() {
        return running.size();
    }
}
