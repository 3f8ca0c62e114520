package swoole4j.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.dispatch.WorkerLoads;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.worker.EventWorkers;

/** The event workers of a server, of whom each id has one at any time. Any thread. */
final class Workers implements EventWorkers, WorkerLoads {
    /** A connection's worker is its reactor. */
    static final int BY_REACTOR = -1;

    private final AtomicReferenceArray<@Nullable EventWorker> byId;
    private final @Nullable Dispatch dispatch;
    private final boolean stable;

    /**
     * Creates the table, which is filled before the first event.
     *
     * @param dispatchMode how a connection's worker is chosen, or {@link #BY_REACTOR}
     */
    Workers(int count, int dispatchMode) {
        this.byId = new AtomicReferenceArray<>(count);
        this.stable = dispatchMode == BY_REACTOR || Dispatch.isStable(dispatchMode);
        this.dispatch = dispatchMode == BY_REACTOR ? null : Dispatch.of(dispatchMode, this, System::nanoTime);
    }

    /** Makes {@code worker} the one of its id. */
    void put(EventWorker worker) {
        byId.set(worker.id(), worker);
    }

    /** Returns the worker of that id. */
    EventWorker get(int id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** Returns all, by id. */
    List<EventWorker> all() {
        return IntStream.range(0, count()).mapToObj(this::get).toList();
    }

    /** Returns how a worker is chosen, or null when each reactor has its own. */
    @Nullable
    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public int count() {
        return byId.length();
    }

    @Override
    public Scheduler scheduler(int worker) {
        return get(worker).scheduler();
    }

    @Override
    public Executor executor(int worker) {
        return get(worker).executor();
    }

    @Override
    public int home(ConnectionState connection) {
        if (dispatch == null) return connection.reactorId();
        if (stable) return dispatch.worker(connection);
        Scheduler caller = Scheduler.current();
        return caller != null && contains(caller) ? caller.workerId() : dispatch.home(connection);
    }

    @Override
    public boolean areStable() {
        return stable;
    }

    @Override
    public boolean areReactors() {
        return dispatch == null;
    }

    @Override
    public boolean isIdle(int worker) {
        return get(worker).isIdle();
    }

    @Override
    public int coroutines(int worker) {
        return scheduler(worker).count();
    }

    @Override
    public int requests(int worker) {
        return get(worker).requests();
    }
}
