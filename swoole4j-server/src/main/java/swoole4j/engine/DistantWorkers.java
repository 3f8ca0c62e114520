package swoole4j.engine;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.dispatch.WorkerLoads;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.shared.StaffRecords;
import swoole4j.engine.worker.EventWorkers;

/** The event workers of a server as processes see them that are none: the master, task workers, user processes. Any thread. */
final class DistantWorkers implements EventWorkers, WorkerLoads {
    private final int count;
    private final StaffRecords staff;
    private final boolean master;
    private final boolean stable;
    private final Dispatch dispatch;

    /** Creates it; {@code master} says whether this is the process that has the sockets. */
    DistantWorkers(int count, int dispatchMode, StaffRecords staff, boolean master) {
        this.master = master;
        this.count = count;
        this.staff = staff;
        this.stable = Dispatch.isStable(dispatchMode);
        this.dispatch = Dispatch.of(dispatchMode, this, System::nanoTime);
    }

    /** That process is the worker from now on. */
    void seat(WorkerProcess process) {
        staff.seat(process.worker, process.incarnation, process.jvm.pid());
    }

    /** That process has ended. */
    void vacate(WorkerProcess process) {
        staff.vacate(process.worker, process.incarnation);
    }

    /** Returns how a connection's worker is chosen. */
    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Scheduler scheduler(int id) {
        throw new IllegalStateException("worker " + id + " is another process");
    }

    @Override
    public Executor executor(int id) {
        throw new IllegalStateException("worker " + id + " is another process");
    }

    @Override
    public boolean areServed() {
        return master;
    }

    @Override
    public boolean isHere(int id) {
        return false;
    }

    @Override
    public boolean contains(@Nullable Scheduler scheduler) {
        return false;
    }

    @Override
    public int home(ConnectionState connection) {
        return stable ? dispatch.worker(connection) : dispatch.home(connection);
    }

    @Override
    public boolean areStable() {
        return stable;
    }

    @Override
    public boolean areReactors() {
        return false;
    }

    @Override
    public boolean isIdle(int id) {
        return staff.isIdle(id);
    }

    @Override
    public int coroutines(int id) {
        return staff.coroutines(id);
    }

    @Override
    public int coroutinesAtMost(int id) {
        return staff.coroutinesAtMost(id);
    }

    @Override
    public int requests(int id) {
        return staff.requests(id);
    }
}
