package swoole4j.engine;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.dispatch.WorkerLoads;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.worker.EventWorkers;

/** The workers of a server as the process of one of them sees them. Any thread. */
final class OwnWorker implements EventWorkers, WorkerLoads {
    private final Scheduler scheduler;
    private final int count;
    private final boolean stable;
    private final Dispatch dispatch;
    private @Nullable ProcessWorker worker;

    OwnWorker(Scheduler scheduler, int count, int dispatchMode) {
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

    // The master chooses where it matters who has how much to do; here that is known of nobody else.

    @Override
    public boolean isIdle(int id) {
        return isHere(id) && worker().isIdle();
    }

    @Override
    public int coroutines(int id) {
        return isHere(id) ? scheduler.count() : 0;
    }

    @Override
    public int requests(int id) {
        return isHere(id) ? worker().requests() : 0;
    }
}
