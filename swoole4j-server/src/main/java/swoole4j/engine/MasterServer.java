package swoole4j.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.LoopEngine.StandaloneLoop;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ServerLines;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.config.WatchSettings;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.shared.ConnectionRecords;
import swoole4j.engine.link.shared.PostBook;
import swoole4j.engine.link.shared.StaffRecords;
import swoole4j.engine.link.socket.ControlServer;
import swoole4j.engine.process.CommandLine;
import swoole4j.engine.process.Exit;
import swoole4j.engine.process.Identity;
import swoole4j.engine.process.Manifest;
import swoole4j.engine.process.PrivateFolder;
import swoole4j.engine.process.Role;
import swoole4j.engine.process.SocketsFile;
import swoole4j.engine.reactor.ConnectionTable;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.NettyLoopEngine;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.task.DistantTasks;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** The master of a server in {@code SWOOLE_PROCESS}: it has the sockets and looks after the worker processes. Any thread. */
final class MasterServer implements Running {
    private static final Logger log = LoggerFactory.getLogger(MasterServer.class);
    /** The master is no worker. */
    private static final int NO_WORKER = -1;

    private static final int NO_INCARNATION = 0;
    /** Slots below are never given out. */
    private static final int SLOTS_BELOW = 32;

    private static final long GRACE_MILLIS = 1500;

    private final ServerSettings settings;
    private final ServerTls tls;
    private final List<ListenAddress> addresses;
    private final PrivateFolder folder = PrivateFolder.create();
    private final StaffRecords staff;
    private final DistantWorkers workers;
    private final MasterReactors reactors;
    private final ServerContext context;
    private final Services services;
    private final LifeEvents events;
    private final TaskSystem tasks;
    private final Scheduler scheduler;
    private final StandaloneLoop loop;
    private final Manager manager = new Manager();
    private final Supervisor supervisor;
    private final ControlServer control;
    private final int eventAndTaskWorkers;

    private final Questions questions = new Questions();
    /** Events that were being handled when their worker died. */
    private final LongAdder lost = new LongAdder();

    private final AtomicBoolean reloading = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch shutdownRequested = new CountDownLatch(1);
    private final CompletableFuture<Void> workersGone = new CompletableFuture<>();
    private volatile @Nullable String failure;
    private volatile boolean over;

    /**
     * Makes what {@link #begin} starts, and listens.
     *
     * @throws SwooleException when something cannot be had
     */
    MasterServer(
            Server facade,
            ServerSettings settings,
            List<ServerContext.Port> ports,
            ServerTls tls,
            Callbacks callbacks,
            TaskSettings taskSettings,
            int userProcesses,
            CommandLine command,
            Manifest manifest,
            List<ListenAddress> addresses) {
        this.settings = settings;
        this.tls = tls;
        this.addresses = addresses;
        List<Role> roles = roles(settings.workers(), taskSettings.workers(), userProcesses);
        this.eventAndTaskWorkers = roles.size() - userProcesses;
        try {
            this.staff = StaffRecords.create(
                    folder.path().resolve(ProcessFiles.STAFF), roles.size(), RunningServer.nowMicros() / 1_000_000);
            this.workers = new DistantWorkers(settings.workers(), settings.dispatchMode(), staff, true);
            manifest.write(folder.path().resolve(ProcessFiles.MANIFEST));
            ConnectionRecords records = ConnectionRecords.create(
                    folder.path().resolve(ProcessFiles.CONNECTIONS), settings.maxConnections() + SLOTS_BELOW);
            PostBook book = PostBook.create(folder.path().resolve(ProcessFiles.POST), roles.size());
            ConnectionTable table = new ConnectionTable(settings.startSessionId(), records);
            List<Link<ToReactor>> links = new ArrayList<>();
            this.context = new ServerContext(
                    facade,
                    settings,
                    List.copyOf(ports),
                    table,
                    links,
                    workers,
                    new ServerLines(settings.serverSoftware()),
                    RunningServer::nowMicros);
            this.services = new Services(context, staff);
            this.events = new LifeEvents(callbacks, services);
            String secret = Identity.newSecret();
            this.control = new ControlServer(
                    folder.path(),
                    secret,
                    settings.workers(),
                    taskSettings.workers(),
                    book,
                    settings.reactors(),
                    (incarnation, message) -> manager.run(() -> said(incarnation, message)));
            this.tasks = new DistantTasks(
                            context,
                            services,
                            events,
                            callbacks,
                            taskSettings,
                            userProcesses,
                            this,
                            control,
                            book,
                            NO_INCARNATION)
                    .system();
            this.scheduler = Scheduler.create(NO_WORKER, settings.workers());
            scheduler.owner(this);
            services.watch(scheduler);
            this.loop = new NettyLoopEngine().open(scheduler);
            scheduler.run(loop);
            this.reactors = new MasterReactors(facade, settings, table, workers, secret, links, lost::increment);
            reactors.start();
            Listening.open(reactors.acceptor(), context, addresses, tls, false, () -> false);
            for (ListenAddress address : addresses) address.close();
            new SocketsFile(folder.path().resolve(ProcessFiles.SOCKETS))
                    .write(IntStream.range(0, addresses.size())
                            .mapToObj(this::socketOptions)
                            .toList());
            WorkerStarter starter = new WorkerStarter(folder.path(), secret, command, settings.reactors() + 1);
            this.supervisor = new Supervisor(
                    manager,
                    starter,
                    reactors.docks(),
                    control,
                    workers,
                    roles,
                    settings.maxWaitSeconds(),
                    new Observed());
        } catch (IOException e) {
            folder.close();
            throw new SwooleException("the server cannot start: " + e.getMessage(), 0, e);
        }
    }

    private static List<Role> roles(int eventWorkers, int taskWorkers, int userProcesses) {
        List<Role> roles = new ArrayList<>();
        roles.addAll(Collections.nCopies(eventWorkers, Role.EVENT));
        roles.addAll(Collections.nCopies(taskWorkers, Role.TASK));
        roles.addAll(Collections.nCopies(userProcesses, Role.USER));
        return roles;
    }

    @Override
    public void begin() {
        Signals.add(this);
        manager.begin();
        scheduler.start(() -> events.call(EventKind.START, NO_WORKER));
        manager.run(() -> events.call(EventKind.MANAGER_START, NO_WORKER));
        manager.run(() -> {
            listen();
            var unused = supervisor.begin().thenRun(this::accept);
        });
    }

    @Override
    public void watch(WatchSettings watching, ScheduledExecutorService thread) {
        if (watching.warnNanos() == 0) return;
        long period = WatchSettings.period(watching.warnNanos());
        Standstill standstill =
                new Standstill(watching.warnNanos() + period, period, supervisor::processes, System::nanoTime);
        var unused = thread.scheduleWithFixedDelay(standstill::look, period, period, TimeUnit.NANOSECONDS);
    }

    private void listen() {
        try {
            reactors.docks().listen(folder.path());
        } catch (IOException e) {
            failure = "workers cannot connect: " + e.getMessage();
            shutdown();
        }
    }

    private void accept() {
        if (stopping.get()) return;
        Reactor acceptor = reactors.acceptor();
        acceptor.submit(acceptor::beginAccepting);
    }

    private final class Observed implements Supervisor.Observer {
        @Override
        public void failed(int worker, long pid, Exit exit) {
            log.warn(
                    "worker {} (pid {}) ended with exit code {}, signal {}; {} events were being handled",
                    worker,
                    pid,
                    exit.code(),
                    exit.signal(),
                    lost.sumThenReset());
            events.failed(worker, (int) pid, exit.code(), exit.signal());
        }

        @Override
        public void ended(int worker, long pid) {
            long events = lost.sumThenReset();
            if (events == 0) return;
            log.warn("worker {} (pid {}) ended; {} events were being handled", worker, pid, events);
        }

        @Override
        public void gone(int incarnation) {
            questions.forget(incarnation);
        }

        @Override
        public void givenUp(int worker) {
            failure = "worker " + worker + " could not be started";
            shutdown();
        }
    }

    /** A worker process said something; in the manager. */
    private void said(int incarnation, FromWorker message) {
        WorkerProcess process = supervisor.process(incarnation);
        if (process == null) return;
        switch (message) {
            case FromWorker.Hello _ -> {}
            case FromWorker.Ready _ -> supervisor.ready(process);
            case FromWorker.Reload(boolean onlyTasks) -> reload(onlyTasks);
            case FromWorker.Shutdown _ -> shutdown();
            case FromWorker.Replace(int worker) -> restart(worker);
            case FromWorker.Posted _, FromWorker.Begun _, FromWorker.Settled _, FromWorker.Left _ -> {}
            case FromWorker.Answered(long ticket, String json) -> questions.answer(ticket, json);
        }
    }

    // ---- replacing workers

    @Override
    public boolean reload(boolean onlyTasks) {
        if (onlyTasks && tasks.taskWorkers() == 0) {
            log.warn("cannot reload task workers, there are none");
            return true;
        }
        if (!onlyTasks && !tls.reload()) return false;
        int first = onlyTasks ? settings.workers() : 0;
        if (reloading.compareAndSet(false, true)) manager.run(() -> replaceFrom(first));
        return true;
    }

    /** User processes are never replaced. */
    private void replaceFrom(int first) {
        if (stopping.get()) return;
        services.statistics().reload();
        events.call(EventKind.BEFORE_RELOAD, NO_WORKER);
        List<CompletableFuture<Void>> gone = new ArrayList<>();
        for (int worker = first; worker < eventAndTaskWorkers; worker++) {
            gone.add(supervisor.renew(worker));
        }
        CompletableFuture.allOf(gone.toArray(CompletableFuture[]::new))
                .thenRun(() -> manager.run(() -> {
                    reloading.set(false);
                    events.call(EventKind.AFTER_RELOAD, NO_WORKER);
                }));
    }

    @Override
    public void restart(int worker) {
        manager.run(() -> {
            if (!stopping.get() && worker >= 0 && worker < eventAndTaskWorkers) supervisor.restart(worker);
        });
    }

    // ---- the end

    @Override
    public boolean shutdown() {
        if (!stopping.compareAndSet(false, true)) return false;
        shutdownRequested.countDown();
        scheduler.start(() -> {
            try {
                events.call(EventKind.BEFORE_SHUTDOWN, NO_WORKER);
            } finally {
                manager.run(this::stop);
            }
        });
        return true;
    }

    /** As Swoole does here, connections are closed first, without a close event. */
    private void stop() {
        reactors.sayGoodbye();
        var unused = supervisor.end().thenRun(() -> workersGone.complete(null));
    }

    @Override
    public void await() {
        try {
            shutdownRequested.await();
            long deadline = deadline();
            if (deadline == Long.MAX_VALUE) {
                workersGone.join();
            } else {
                long left = Math.max(0, deadline - System.nanoTime());
                workersGone.completeOnTimeout(null, left, TimeUnit.NANOSECONDS).join();
            }
            manager.run(supervisor::cut);
            manager.run(() -> events.call(EventKind.MANAGER_STOP, NO_WORKER));
            manager.end();
            reactors.drain(deadline);
        } catch (InterruptedException _) {
            manager.run(supervisor::cut);
            manager.end();
            Thread.currentThread().interrupt();
        }
        end();
        String reason = failure;
        if (reason != null) throw new SwooleException(reason);
    }

    private void end() {
        control.close();
        reactors.end();
        over = true;
        for (ListenAddress address : addresses) address.release();
        tls.close();
        Signals.remove(this);
        events.call(EventKind.SHUTDOWN, NO_WORKER);
        loop.stop();
        folder.close();
    }

    /** Event workers end first, then all others. */
    private long deadline() {
        double seconds = settings.maxWaitSeconds();
        return seconds == 0
                ? Long.MAX_VALUE
                : System.nanoTime() + (long) (2 * seconds * 1e9) + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    }

    // ---- facts

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
        return tasks;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public Scheduler master() {
        return scheduler;
    }

    @Override
    public boolean ask(int worker, String command, String json, Consumer<@Nullable String> reply) {
        manager.run(() -> {
            WorkerProcess process = supervisor.current(worker);
            if (process == null) {
                reply.accept(null);
            } else {
                control.say(process.incarnation, questions.ask(process.incarnation, command, json, reply));
            }
        });
        return true;
    }

    @Override
    public boolean isSingle() {
        return false;
    }

    @Override
    public int status(int worker) {
        return staff.status(worker);
    }

    @Override
    public int pid(int worker) {
        return staff.pid(worker);
    }

    @Override
    public int masterPid() {
        return (int) ProcessHandle.current().pid();
    }

    @Override
    public Map<String, Object> socketOptions(int port) {
        return reactors.acceptor().sockets().options(port);
    }
}
