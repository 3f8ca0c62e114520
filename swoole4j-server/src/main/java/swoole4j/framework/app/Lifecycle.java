package swoole4j.framework.app;

import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Atomic;
import swoole4j.Server;
import swoole4j.engine.framework.callback.AppCallback;
import swoole4j.engine.framework.callback.Calls;
import swoole4j.framework.AppEvent;
import swoole4j.server.Callback;

/**
 * Tells listeners of an application what its server and its workers do, and calls what it was given for that. Any thread; where
 * workers are processes, each has one, and the numbers are shared.
 */
final class Lifecycle {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private static final int SWEEP_MILLIS = 10_000;

    private final Wiring main;
    private final Listeners listeners;
    private final AppRuntime runtime;
    private final @Nullable Membership membership;
    private final WorkerGates gates = new WorkerGates();
    private final Atomic stopping = new Atomic();
    /** How many workers have started so far, those in the place of others included. */
    private final Atomic started = new Atomic();

    private final Atomic failures = new Atomic();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Lifecycle(Wiring main, Listeners listeners, AppRuntime runtime, @Nullable Membership membership) {
        this.membership = membership;
        this.main = main;
        this.listeners = listeners;
        this.runtime = runtime;
    }

    /** Tells whether no new connections are wanted any more. */
    boolean isStopping() {
        return stopping.get() != 0;
    }

    /** Returns when the calling worker has started. */
    void awaitWorkerStart() {
        try {
            gates.await(runtime.server().getWorkerId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the worker had started", e);
        }
    }

    /** Throws what a listener threw before the workers had started. */
    void check() {
        RuntimeException thrown = failure.get();
        if (thrown != null) throw thrown;
        if (failures.get() != 0)
            throw new IllegalStateException("a listener failed while a worker started; the log tells which");
    }

    /** Registers at the server what listeners want to know. */
    void register(Server server) {
        for (AppCallback event : main.ofServer()) {
            Callback callback = main.given(event);
            if (callback != null) server.on(event.swooleName(), callback);
        }
        server.on("start", (Server it) -> begin(new AppEvent.OnStart(it), AppCallback.START));
        server.on("managerStart", (Server it) -> begin(new AppEvent.OnManagerStart(it), AppCallback.MANAGER_START));
        server.on("workerStart", this::workerStart);
        server.on("workerExit", (Server it, int worker) -> {
            tell(new AppEvent.OnWorkerExit(it, worker));
            Calls.server(main.given(AppCallback.WORKER_EXIT), it, worker);
        });
        server.on("workerStop", (Server it, int worker) -> {
            tell(new AppEvent.OnWorkerStop(it, worker));
            // A process of a worker ends here; one that is replaced leaves its place in the cluster to the next.
            if (membership != null && isStopping() && it.mode() == SWOOLE_PROCESS) membership.end();
            Calls.server(main.given(AppCallback.WORKER_STOP), it, worker);
        });
        server.on("beforeShutdown", (Server it) -> {
            stopping.set(1);
            Calls.server(main.given(AppCallback.BEFORE_SHUTDOWN), it, 0);
        });
        server.on("managerStop", (Server it) -> end(new AppEvent.OnManagerStop(it), AppCallback.MANAGER_STOP));
        server.on("shutdown", (Server it) -> end(new AppEvent.OnShutdown(it), AppCallback.SHUTDOWN));
    }

    private void workerStart(Server server, int worker) throws Exception {
        gates.close(worker);
        if (!server.taskworker()) workerBegins(server, worker);
        if (!must(new AppEvent.BeforeWorkerStart(server, worker))) return;
        try {
            Calls.server(main.given(AppCallback.WORKER_START), server, worker);
        } finally {
            AppEvent which = worker == 0
                    ? new AppEvent.MainWorkerStart(server, worker)
                    : new AppEvent.OtherWorkerStart(server, worker);
            if (must(which) && must(new AppEvent.AfterWorkerStart(server, worker))) {
                started.add();
                gates.open(worker);
            }
        }
    }

    private void workerBegins(Server server, int worker) {
        runtime.registry().workerStart(worker);
        if (membership != null) membership.workerStart(server, worker);
        // What a worker process left when it was killed nobody else would clean up.
        if (worker == 0 && server.mode() == SWOOLE_PROCESS)
            server.tick(SWEEP_MILLIS, _ -> runtime.registry().sweep(fd -> server.getClientInfo(fd) != null));
    }

    private void begin(AppEvent event, AppCallback callback) throws Exception {
        if (must(event)) Calls.server(main.given(callback), runtime.server(), 0);
    }

    private void end(AppEvent event, AppCallback callback) throws Exception {
        tell(event);
        Calls.server(main.given(callback), runtime.server(), 0);
    }

    void tell(AppEvent event) {
        runtime.scope(0).run(() -> listeners.tellAll(event));
    }

    /** What a listener throws ends the server that has not started yet; a worker in the place of another starts all the same. */
    private boolean must(AppEvent event) {
        try {
            runtime.scope(0).run(() -> listeners.tell(event));
            return true;
        } catch (RuntimeException e) {
            log.error("a listener of {} failed", event.getClass().getSimpleName(), e);
            if (started.get() >= workers()) return true;
            failure.compareAndSet(null, e);
            failures.add();
            runtime.server().shutdown();
            return false;
        }
    }

    private long workers() {
        var setting = runtime.server().setting();
        long all = 0;
        if (setting == null) return all;
        for (String key : new String[] {"worker_num", "task_worker_num"}) {
            if (setting.get(key) instanceof Number number) all += number.longValue();
        }
        return all;
    }
}
