package swoole4j.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.core.coroutine.LastError;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.task.TaskThreads;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** A started server: the order in which its workers begin, are replaced and end. Any thread. */
final class RunningServer implements Running {
    private static final Logger log = LoggerFactory.getLogger(RunningServer.class);
    /** What a forced end may still take. */
    private static final long GRACE_MILLIS = 500;

    private final ServerContext context;
    private final Services services;
    private final LifeEvents events;
    private final ServerTls tls;
    private List<ListenAddress> addresses = List.of();
    private final TaskThreads tasks;
    private final Topology topology;
    private final Manager manager = new Manager();
    /** Nothing is there that could be replaced: Swoole has no manager then. */
    private final boolean single;

    private final AtomicBoolean reloading = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch shutdownRequested = new CountDownLatch(1);
    private volatile boolean over;

    RunningServer(Assembly assembly) {
        this.context = assembly.context();
        this.services = assembly.services();
        this.events = assembly.events();
        this.tls = assembly.tls();
        this.tasks = assembly.tasks(this);
        this.topology = assembly.topology(this);
        this.single = assembly.isSingle();
    }

    static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    /** Listens; whoever connects waits. */
    void listen(List<ListenAddress> claimed) {
        addresses = claimed;
        try {
            topology.listen(addresses, tls);
            for (ListenAddress address : addresses) address.close();
        } catch (RuntimeException e) {
            topology.cut();
            manager.end();
            for (ListenAddress address : addresses) address.release();
            throw e;
        }
    }

    /** Lets the workers begin; {@code start} comes before anything else of worker 0. */
    @Override
    public void begin() {
        Signals.add(this);
        if (!single) manager.run(() -> events.call(EventKind.MANAGER_START, -1));
        EventWorker first = workers().get(0);
        first.scheduler().start(() -> events.call(EventKind.START, first.id()));
        topology.begin();
        tasks.start();
        manager.begin();
    }

    @Override
    public Map<String, Object> socketOptions(int port) {
        return topology.acceptor().sockets().options(port);
    }

    @Override
    public ServerContext context() {
        return context;
    }

    @Override
    public Services services() {
        return services;
    }

    @Override
    public TaskSystem tasks() {
        return tasks.system();
    }

    /** Returns task workers and user processes. */
    TaskThreads taskThreads() {
        return tasks;
    }

    Workers workers() {
        return topology.workers;
    }

    @Override
    public boolean isSingle() {
        return single;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public int status(int worker) {
        return workers().get(worker).status();
    }

    @Override
    public int pid(int worker) {
        return masterPid();
    }

    @Override
    public int masterPid() {
        return (int) ProcessHandle.current().pid();
    }

    // ---- replacing workers

    /**
     * Reads certificates again, which new connections get, and begins to replace the workers.
     *
     * @param onlyTasks leaves all but task workers alone
     * @return false when a certificate cannot be used, so that nothing changes, or when there is nothing to replace
     */
    @Override
    public boolean reload(boolean onlyTasks) {
        if (onlyTasks) return reloadTaskWorkers();
        if (!tls.reload()) return false;
        if (single) {
            if (!tls.isEmpty()) return true;
            log.warn("reload is not supported by a server of one single worker (ERRNO 507)");
            LastError.set(SwooleError.OPERATION_NOT_SUPPORT.number());
            return false;
        }
        if (reloading.compareAndSet(false, true)) manager.run(this::replaceAll);
        return true;
    }

    private boolean reloadTaskWorkers() {
        if (tasks.system().taskWorkers() == 0) {
            log.warn("cannot reload task workers, there are none");
        } else if (reloading.compareAndSet(false, true)) {
            manager.run(() -> {
                if (stopping.get()) return;
                beginReload();
                awaitReload(tasks.restart());
            });
        }
        return true;
    }

    private void beginReload() {
        services.statistics().reload();
        events.call(EventKind.BEFORE_RELOAD, -1);
    }

    private void replaceAll() {
        if (stopping.get()) return;
        beginReload();
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        List<CompletableFuture<Void>> gone = new ArrayList<>(tasks.restart());
        for (EventWorker worker : workers().all()) {
            Topology.Restart restart = topology.restart(worker.id());
            begun.add(restart.begun());
            gone.add(restart.gone());
            if (!context.settings().reloadAsync())
                all(List.of(restart.begun(), restart.gone())).join();
        }
        all(begun).join();
        awaitReload(gone);
    }

    private void awaitReload(List<CompletableFuture<Void>> gone) {
        all(gone)
                .thenRun(() -> manager.run(() -> {
                    reloading.set(false);
                    events.call(EventKind.AFTER_RELOAD, -1);
                }));
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture[]::new));
    }

    /** Replaces one worker, in order. */
    @Override
    public void restart(int worker) {
        if (worker >= workers().count()) {
            tasks.restart(worker);
            return;
        }
        manager.run(() -> {
            if (!stopping.get()) topology.restart(worker).begun().join();
        });
    }

    /** A worker has served its {@code max_request}; in its loop. */
    void limitReached(int worker) {
        workers().get(worker).pause();
        restart(worker);
    }

    /** A worker's loop is over although nobody asked for that. */
    void failed(int worker) {
        manager.run(() -> {
            if (stopping.get()) return;
            log.error("worker {} failed and is replaced", worker);
            events.failed(worker, 255);
            topology.replace(worker);
        });
    }

    // ---- the end

    /** Begins the graceful end; false when it has begun already. */
    @Override
    public boolean shutdown() {
        if (!stopping.compareAndSet(false, true)) return false;
        shutdownRequested.countDown();
        manager.run(() -> {
            EventWorker first = workers().get(0);
            first.scheduler().start(() -> {
                try {
                    events.call(EventKind.BEFORE_SHUTDOWN, first.id());
                } finally {
                    manager.run(this::stopWorkers);
                }
            });
        });
        return true;
    }

    private void stopWorkers() {
        try {
            topology.quiesce();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (EventWorker worker : workers().all()) worker.stop();
    }

    /** Waits for the end, which takes no longer than {@code max_wait_time} once it was asked for. */
    @Override
    public void await() {
        try {
            shutdownRequested.await();
            long deadline = deadline();
            for (EventWorker worker : workers().all()) join(worker, deadline);
            tasks.end(deadline());
            topology.end(deadline);
        } catch (InterruptedException _) {
            shutdown();
            topology.cut();
            tasks.endNow();
            Thread.currentThread().interrupt();
        }
        if (!single) manager.run(() -> events.call(EventKind.MANAGER_STOP, -1));
        manager.end();
        over = true;
        for (ListenAddress address : addresses) address.release();
        tls.close();
        Signals.remove(this);
        events.call(EventKind.SHUTDOWN, -1);
    }

    private long deadline() {
        double seconds = context.settings().maxWaitSeconds();
        return seconds == 0
                ? Long.MAX_VALUE
                : System.nanoTime() + (long) (seconds * 1e9) + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    }

    private void join(EventWorker worker, long deadline) throws InterruptedException {
        if (worker.join(deadline)) return;
        log.warn(
                "worker {} did not end within max_wait_time {} s, forced termination",
                worker.id(),
                context.settings().maxWaitSeconds());
        worker.stopNow();
        worker.join(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
    }
}
