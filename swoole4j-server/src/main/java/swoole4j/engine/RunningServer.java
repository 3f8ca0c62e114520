package swoole4j.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Process;
import swoole4j.Server;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ServerLines;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.reactor.ConnectionTable;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Transport;
import swoole4j.engine.task.EventWorkers;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** A started server: its workers, and the order in which they begin and end. Any thread. */
final class RunningServer {
    private static final Logger log = LoggerFactory.getLogger(RunningServer.class);
    private static final LongSupplier CLOCK = RunningServer::nowMicros;
    /** What a forced end may still take. */
    private static final long GRACE_MILLIS = 500;

    private final ServerContext context;
    private final Services services;
    private final LifeEvents events;
    private final ServerTls tls;
    private final TaskSystem tasks;
    private final List<WorkerUnit> workers = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch shutdownRequested = new CountDownLatch(1);
    private volatile boolean over;

    private RunningServer(
            ServerContext context,
            ServerTls tls,
            Callbacks callbacks,
            TaskSettings taskSettings,
            List<Process> processes) {
        this.tls = tls;
        this.context = context;
        this.services = new Services(context);
        this.events = new LifeEvents(callbacks, services);
        this.tasks = new TaskSystem(context, services, events, callbacks, new Workers(), taskSettings, processes);
    }

    private static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    /**
     * Makes workers that listen.
     *
     * @throws swoole4j.SwooleException when a setting is not allowed or an address cannot be bound
     */
    static RunningServer start(
            Server facade,
            Options options,
            List<ServerContext.Port> ports,
            List<ListenAddress> addresses,
            ServerTls tls,
            Callbacks callbacks,
            List<Process> processes) {
        ServerSettings settings = ServerSettings.of(options);
        Transport transport = Transport.of(settings.transport());
        if (!Scheduler.isCarrierAvailable()) {
            log.warn("coroutines run on the JDK's scheduler, which is slower: start the JVM with"
                    + " --add-opens java.base/java.lang=ALL-UNNAMED (class path) or =swoole4j.api (module path)");
        }
        ConnectionTable table = new ConnectionTable(settings.startSessionId());
        List<Link<ToReactor>> reactors = new ArrayList<>();
        List<Scheduler> schedulers = new ArrayList<>();
        for (int id = 0; id < settings.workers(); id++) schedulers.add(Scheduler.create(id, settings.workers()));
        ServerContext context = new ServerContext(
                facade,
                settings,
                List.copyOf(ports),
                table,
                reactors,
                List.copyOf(schedulers),
                new ServerLines(settings.serverSoftware()),
                CLOCK);
        RunningServer server = new RunningServer(context, tls, callbacks, TaskSettings.of(options), processes);
        for (Scheduler scheduler : schedulers) {
            Dispatcher dispatcher = new Dispatcher(context, scheduler, server.services);
            WorkerUnit worker = new WorkerUnit(
                    context, server.services, server.events, scheduler, dispatcher, transport, table, CLOCK);
            reactors.add(worker.reactor());
            server.workers.add(worker);
        }
        server.listen(addresses);
        return server;
    }

    private void listen(List<ListenAddress> addresses) {
        try {
            for (WorkerUnit worker : workers) worker.listen(addresses, tls, workers.size() > 1);
            for (ListenAddress address : addresses) address.close();
        } catch (RuntimeException e) {
            for (WorkerUnit worker : workers) worker.stopNow();
            throw e;
        }
    }

    /** Lets the workers begin; {@code start} comes before anything else of worker 0. */
    void begin() {
        Signals.add(this);
        WorkerUnit first = workers.getFirst();
        first.scheduler().start(() -> events.call(EventKind.START, first.id()));
        for (WorkerUnit worker : workers) worker.begin();
        tasks.start();
    }

    ServerContext context() {
        return context;
    }

    /** Returns tasks, messages and user processes. */
    TaskSystem tasks() {
        return tasks;
    }

    /** Tells whether a scheduler is that of one of this server's workers. */
    boolean owns(Scheduler scheduler) {
        return context.schedulers().contains(scheduler) || tasks.owns(scheduler);
    }

    Services services() {
        return services;
    }

    boolean isOver() {
        return over;
    }

    /**
     * Reads certificates again, which new connections get.
     *
     * @param onlyTasks leaves all but task workers alone
     * @return false when a certificate cannot be used and the one before stays
     */
    boolean reload(boolean onlyTasks) {
        return onlyTasks || tls.reload();
    }

    /** Begins the graceful end; false when it has begun already. */
    boolean shutdown() {
        if (!stopping.compareAndSet(false, true)) return false;
        WorkerUnit first = workers.getFirst();
        first.scheduler().start(() -> {
            try {
                events.call(EventKind.BEFORE_SHUTDOWN, first.id());
            } finally {
                for (WorkerUnit worker : workers) worker.stop();
            }
        });
        shutdownRequested.countDown();
        return true;
    }

    /** Waits for the end, which takes no longer than {@code max_wait_time} once it was asked for. */
    void await() {
        try {
            shutdownRequested.await();
            joinWorkers();
            tasks.end(deadline());
        } catch (InterruptedException _) {
            shutdown();
            for (WorkerUnit worker : workers) worker.stopNow();
            tasks.endNow();
            Thread.currentThread().interrupt();
        }
        over = true;
        tls.close();
        Signals.remove(this);
        events.call(EventKind.SHUTDOWN, -1);
    }

    private void joinWorkers() throws InterruptedException {
        double seconds = context.settings().maxWaitSeconds();
        long deadline = deadline();
        for (WorkerUnit worker : workers) {
            if (worker.join(deadline)) continue;
            log.warn("worker {} did not end within max_wait_time {} s, forced termination", worker.id(), seconds);
            worker.stopNow();
            worker.join(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
        }
    }

    /** Returns until when workers that are told to end now may take, in nanoseconds. */
    private long deadline() {
        double seconds = context.settings().maxWaitSeconds();
        return seconds == 0
                ? Long.MAX_VALUE
                : System.nanoTime() + (long) (seconds * 1e9) + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    }

    /** The event workers, as tasks and messages reach them. */
    private final class Workers implements EventWorkers {
        @Override
        public int count() {
            return context.schedulers().size();
        }

        @Override
        public Scheduler scheduler(int id) {
            return context.schedulers().get(id);
        }

        @Override
        public Executor executor(int id) {
            return workers.get(id).executor();
        }
    }
}
