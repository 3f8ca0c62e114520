package swoole4j.engine;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.dispatch.WorkerLoads;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.shared.StaffRecords;
import swoole4j.engine.worker.EventWorkers;

/** The workers of a server as the process of one of them sees them. Any thread. */
final class OwnWorker implements EventWorkers, WorkerLoads {
    private final Scheduler scheduler;
    private final int count;
    private final boolean stable;
    private final Dispatch dispatch;
    private final StaffRecords staff;
    private @Nullable ProcessWorker worker;

    OwnWorker(Scheduler scheduler, int count, int dispatchMode, StaffRecords staff) {
        this.staff = staff;
        this.scheduler = scheduler;
        this.count = count;
        this.stable = Dispatch.isStable(dispatchMode);
        this.dispatch = Dispatch.of(dispatchMode, this, System::nanoTime);
    }

    /** Names the worker; before anything else. */
    void put(ProcessWorker own) {
        worker = own;
    }

    private ProcessWorker worker() {
        return Objects.requireNonNull(worker);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Scheduler scheduler(int id) {
        if (isHere(id)) return scheduler;
        throw new IllegalStateException("worker " + id + " is another process");
    }

    @Override
    public Executor executor(int id) {
        if (isHere(id)) return worker().executor();
        throw new IllegalStateException("worker " + id + " is another process");
    }

    @Override
    public boolean isHere(int id) {
        return id == scheduler.workerId();
    }

    @Override
    public boolean contains(@Nullable Scheduler other) {
        return other == scheduler;
    }

    @Override
    public int home(ConnectionState connection) {
        if (stable) return dispatch.worker(connection);
        Scheduler caller = Scheduler.current();
        return caller == scheduler ? scheduler.workerId() : dispatch.home(connection);
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
        return isHere(id) ? worker().isIdle() : staff.isIdle(id);
    }

    @Override
    public int coroutines(int id) {
        return isHere(id) ? scheduler.count() : staff.coroutines(id);
    }

    @Override
    public int coroutinesAtMost(int id) {
        return isHere(id) ? scheduler.peak() : staff.coroutinesAtMost(id);
    }

    @Override
    public int requests(int id) {
        return isHere(id) ? worker().requests() : staff.requests(id);
    }
}
