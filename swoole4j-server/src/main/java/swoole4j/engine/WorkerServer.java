package swoole4j.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.LoopEngine.StandaloneLoop;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ServerLines;
import swoole4j.engine.config.WatchSettings;
import swoole4j.engine.link.ClientInfo;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.shared.ConnectionRecords;
import swoole4j.engine.link.shared.PostBook;
import swoole4j.engine.link.shared.SharedView;
import swoole4j.engine.link.shared.StaffRecords;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.link.socket.ControlLink;
import swoole4j.engine.link.socket.LinkLoop;
import swoole4j.engine.link.socket.LinkTransit;
import swoole4j.engine.link.socket.MasterLinks;
import swoole4j.engine.process.Identity;
import swoole4j.engine.process.SocketsFile;
import swoole4j.engine.reactor.NettyLoopEngine;
import swoole4j.engine.task.DistantTasks;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.worker.Datagrams;
import swoole4j.engine.worker.EventWorkers;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** A worker process's part of a server in {@code SWOOLE_PROCESS}, whose master has the sockets. Any thread. */
abstract sealed class WorkerServer implements Running, ControlLink.Receiver
        permits EventWorkerServer, TaskWorkerServer, UserProcessServer {
    private static final Logger log = LoggerFactory.getLogger(WorkerServer.class);
    private static final long CHECK_MILLIS = 1;

    final WorkerSetup setup;
    final Identity identity;
    final ServerContext context;
    final Services services;
    final LifeEvents events;
    final Scheduler scheduler;
    final WorkerCells cells;
    final StaffRecords staff;
    final MasterLinks links;
    final ControlLink control;
    final DistantTasks tasks;
    final LinkLoop loop;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile BinaryOperator<@Nullable String> commands = (_, _) -> null;
    private volatile boolean exiting;

    /**
     * Makes what {@link #begin} starts.
     *
     * @param schedulerId what the scheduler is called that runs the links to the master
     * @param workers makes, for that scheduler and what is known of all workers, the view of event workers
     * @throws SwooleException when the master's files are not there
     */
    WorkerServer(WorkerSetup setup, int schedulerId, BiFunction<Scheduler, StaffRecords, EventWorkers> workers) {
        this.setup = setup;
        this.identity = setup.identity();
        this.scheduler = Scheduler.create(schedulerId, setup.settings().workers());
        scheduler.owner(this);
        StandaloneLoop standalone = new NettyLoopEngine().open(scheduler);
        Object io = Objects.requireNonNull(scheduler.io());
        int reactors = setup.settings().reactors();
        try {
            this.cells =
                    WorkerCells.open(file(ProcessFiles.cells(setup.incarnation())), setup.incarnation(), reactors + 1);
            this.staff = StaffRecords.open(file(ProcessFiles.STAFF), identity.id(), setup.incarnation());
            this.links = new MasterLinks(scheduler, io, cells, RunningServer::nowMicros, reactors, this::masterIsGone);
            this.control = new ControlLink(io, cells, reactors, this);
            this.context = new ServerContext(
                    setup.facade(),
                    setup.settings(),
                    List.copyOf(setup.ports()),
                    new SharedView(
                            ConnectionRecords.open(file(ProcessFiles.CONNECTIONS), setup.incarnation()),
                            sides(setup.ports()),
                            setup.settings().dispatchMode(),
                            new LinkTransit(cells, reactors),
                            links::arrivedMicros),
                    links.all(),
                    workers.apply(scheduler, staff),
                    new ServerLines(setup.settings().serverSoftware()),
                    RunningServer::nowMicros);
            this.services = new Services(context, staff);
            services.watch(scheduler);
            this.events = new LifeEvents(setup.callbacks(), services);
            this.tasks = new DistantTasks(
                    context,
                    services,
                    events,
                    setup.callbacks(),
                    setup.tasks(),
                    setup.processes().size(),
                    this,
                    control,
                    PostBook.open(file(ProcessFiles.POST), setup.firstUserProcess()),
                    setup.incarnation());
        } catch (IOException e) {
            throw new SwooleException("the files of the master cannot be opened: " + e.getMessage(), 0, e);
        }
        this.loop = new LinkLoop(standalone, links, this::turned, this::waited, this::loopEnded);
    }

    /**
     * Makes what this process is.
     *
     * @throws SwooleException when the program has not set up what the master expects
     */
    static WorkerServer of(WorkerSetup setup) {
        return switch (setup.identity().role()) {
            case EVENT -> new EventWorkerServer(setup);
            case TASK -> new TaskWorkerServer(setup);
            case USER -> new UserProcessServer(setup);
        };
    }

    private Path file(String name) {
        return identity.folder().resolve(name);
    }

    private static List<ClientInfo.Side> sides(List<ServerContext.Port> ports) {
        return IntStream.range(0, ports.size())
                .mapToObj(index -> {
                    ServerContext.Port port = ports.get(index);
                    return new ClientInfo.Side(
                            port.settings().websocket(),
                            port.number(),
                            Datagrams.socket(index),
                            port.kind().number());
                })
                .toList();
    }

    /** It is connected: begins, and says when it is ready. */
    abstract void connected();

    /** Ends in order. */
    abstract void stop();

    /** The loop turned. */
    abstract void turned();

    /** The loop waits no more: something has come, which may keep it from its next turn. */
    void waited() {}

    /** The loop is over; the links with it. */
    void loopEnded() {}

    @Override
    public final void begin() {
        Signals.ofWorker(this::end);
        scheduler.run(loop);
        var hello = new FromWorker.Hello(identity.secret(), identity.id(), setup.incarnation());
        CompletableFuture<Void> all = CompletableFuture.allOf(
                control.connect(identity.folder(), hello),
                links.connect(identity.folder(), identity.secret(), identity.id(), setup.incarnation()));
        var unused = all.whenComplete((_, failure) -> connected(failure));
    }

    @Override
    public final void watch(WatchSettings watching, ScheduledExecutorService thread) {
        if (watching.warnNanos() == 0) return;
        long period = WatchSettings.period(watching.warnNanos());
        var unused = thread.scheduleWithFixedDelay(cells::beat, 0, period, TimeUnit.NANOSECONDS);
    }

    private void connected(@Nullable Throwable failure) {
        if (failure == null) {
            connected();
            return;
        }
        log.error("{} cannot reach its master", identity, failure);
        masterIsGone();
    }

    @Override
    public void told(FromMaster message) {
        switch (message) {
            case FromMaster.Retire _, FromMaster.End _ -> end();
            case FromMaster.Ask(long ticket, String command, String json) -> asked(ticket, command, json);
            case FromMaster.Leave _, FromMaster.Returned _ -> {}
        }
    }

    /** Returns what runs commands. */
    Scheduler commanded() {
        return scheduler;
    }

    private void asked(long ticket, String command, String json) {
        commanded().start(() -> control.say(new FromWorker.Answered(ticket, commands.apply(command, json))));
    }

    @Override
    public final void obey(BinaryOperator<@Nullable String> known) {
        commands = known;
    }

    /** Only the master's coroutines may give commands. */
    @Override
    public final @Nullable Scheduler master() {
        return null;
    }

    private void end() {
        exiting = true;
        stop();
    }

    /** Without its master it can do nothing for anybody. */
    private void masterIsGone() {
        if (!exiting) Runtime.getRuntime().halt(1);
    }

    /** The worker is over; waits until the master has what it told. */
    final void flushAndEnd(int status) {
        exiting = true;
        scheduler.start(() -> {
            try {
                do { // for as long as the master lets it
                    scheduler.sleep(CHECK_MILLIS);
                } while (links.pending() + control.pending() > 0);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                loop.stop();
                ended(status);
            }
        });
    }

    /** All is over, and the process ends. */
    final void ended(int status) {
        cells.countStatus();
        ended.complete(status);
    }

    @Override
    public final void await() {
        ended.join();
    }

    @Override
    public final int exitStatus() {
        return ended.getNow(0);
    }

    @Override
    public final boolean isOver() {
        return ended.isDone();
    }

    @Override
    public final ServerContext context() {
        return context;
    }

    @Override
    public final Services services() {
        return services;
    }

    @Override
    public final TaskSystem tasks() {
        return tasks.system();
    }

    @Override
    public final boolean isSingle() {
        return false;
    }

    @Override
    public final boolean reload(boolean onlyTasks) {
        control.say(new FromWorker.Reload(onlyTasks));
        return true;
    }

    @Override
    public final void restart(int id) {
        control.say(new FromWorker.Replace(id));
    }

    @Override
    public final boolean shutdown() {
        control.say(new FromWorker.Shutdown());
        return true;
    }

    @Override
    public int status(int id) {
        return staff.status(id);
    }

    @Override
    public final int pid(int id) {
        return id == identity.id() ? (int) ProcessHandle.current().pid() : staff.pid(id);
    }

    @Override
    public final int masterPid() {
        return Math.toIntExact(identity.masterPid());
    }

    @Override
    public final Map<String, Object> socketOptions(int port) {
        return new SocketsFile(file(ProcessFiles.SOCKETS)).read(port);
    }
}
