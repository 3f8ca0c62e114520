package swoole4j.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.dispatch.WorkerLoads;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.worker.EventWorkers;

/** The worker processes of a server as their master sees them. Any thread. */
final class MasterWorkers implements EventWorkers, WorkerLoads {
    private final AtomicReferenceArray<@Nullable WorkerCells> cells;
    private final boolean stable;
    private final Dispatch dispatch;

    MasterWorkers(int count, int dispatchMode) {
        this.cells = new AtomicReferenceArray<>(count);
        this.stable = Dispatch.isStable(dispatchMode);
        this.dispatch = Dispatch.of(dispatchMode, this, System::nanoTime);
    }

    /** Names the process that has the events of a worker now. */
    void put(int id, WorkerCells ofProcess) {
        cells.set(id, ofProcess);
    }

    /** Returns how a connection's worker is chosen. */
    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public int count() {
        return cells.length();
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
        WorkerCells known = cells.get(id);
        return known != null && known.isIdle();
    }

    @Override
    public int coroutines(int id) {
        WorkerCells known = cells.get(id);
        return known == null ? 0 : known.coroutines();
    }

    @Override
    public int requests(int id) {
        WorkerCells known = cells.get(id);
        return known == null ? 0 : known.requests();
    }
}
