package swoole4j.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
import swoole4j.engine.link.ClientInfo;
import swoole4j.engine.link.FromMaster;
import swoole4j.engine.link.FromWorker;
import swoole4j.engine.link.shared.ConnectionRecords;
import swoole4j.engine.link.shared.SharedView;
import swoole4j.engine.link.shared.WorkerCells;
import swoole4j.engine.link.socket.ControlLink;
import swoole4j.engine.link.socket.LinkLoop;
import swoole4j.engine.link.socket.LinkTransit;
import swoole4j.engine.link.socket.MasterLinks;
import swoole4j.engine.process.Identity;
import swoole4j.engine.reactor.NettyLoopEngine;
import swoole4j.engine.task.TaskSystem;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.Datagrams;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.RequestLimit;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** A worker process's part of a server in {@code SWOOLE_PROCESS}: one worker, whose master has the sockets. Any thread. */
final class WorkerServer implements Running {
    private static final Logger log = LoggerFactory.getLogger(WorkerServer.class);

    private final Identity identity;
    private final ServerContext context;
    private final Services services;
    private final TaskSystem tasks;
    private final Scheduler scheduler;
    private final LinkLoop loop;
    private final MasterLinks links;
    private final ControlLink control;
    private final ProcessWorker worker;

    /**
     * Makes what {@link #begin} starts.
     *
     * @throws SwooleException when the master's files are not there
     */
    WorkerServer(
            Server facade,
            Identity identity,
            ServerSettings settings,
            List<ServerContext.Port> ports,
            Callbacks callbacks,
            TaskSettings taskSettings) {
        this.identity = identity;
        this.scheduler = Scheduler.create(identity.id(), settings.workers());
        scheduler.owner(this);
        scheduler.mostCoroutines(settings.maxCoroutines());
        StandaloneLoop standalone = new NettyLoopEngine().open(scheduler);
        Object io = Objects.requireNonNull(scheduler.io());
        WorkerCells cells = cells(settings);
        this.links = new MasterLinks(
                scheduler, io, cells, RunningServer::nowMicros, settings.reactors(), this::masterIsGone);
        OwnWorker workers = new OwnWorker(scheduler, settings.workers(), settings.dispatchMode());
        this.context = new ServerContext(
                facade,
                settings,
                List.copyOf(ports),
                new SharedView(
                        records(),
                        sides(ports),
                        settings.dispatchMode(),
                        new LinkTransit(cells, settings.reactors()),
                        links::arrivedMicros),
                links.all(),
                workers,
                new ServerLines(settings.serverSoftware()),
                RunningServer::nowMicros);
        this.services = new Services(context);
        services.watch(scheduler);
        LifeEvents events = new LifeEvents(callbacks, services);
        RequestLimit limit = new RequestLimit(settings, this::limitReached);
        Dispatcher dispatcher = new Dispatcher(context, scheduler, services, limit, links);
        links.worker(dispatcher);
        this.control = new ControlLink(io, this::told);
        this.loop = new LinkLoop(standalone, links, () -> turned(cells, dispatcher), this::ended);
        this.worker = new ProcessWorker(context, services, events, scheduler, dispatcher, links, loop);
        workers.put(worker);
        this.tasks = new TaskSystem(context, services, events, callbacks, taskSettings, List.of(), this);
    }

    private int incarnation() {
        return Math.toIntExact(identity.incarnation());
    }

    private WorkerCells cells(ServerSettings settings) {
        try {
            return WorkerCells.open(identity.folder().resolve(ProcessFiles.cells(incarnation())), settings.reactors());
        } catch (IOException e) {
            throw new SwooleException("the files of the master cannot be opened: " + e.getMessage(), 0, e);
        }
    }

    private ConnectionRecords records() {
        try {
            return ConnectionRecords.open(identity.folder().resolve(ProcessFiles.CONNECTIONS), incarnation());
        } catch (IOException e) {
            throw new SwooleException("the files of the master cannot be opened: " + e.getMessage(), 0, e);
        }
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

    @Override
    public void begin() {
        Signals.ofWorker(worker::stop);
        scheduler.run(loop);
        var hello = new FromWorker.Hello(identity.secret(), identity.id(), incarnation());
        CompletableFuture<Void> connected = CompletableFuture.allOf(
                control.connect(identity.folder(), hello),
                links.connect(identity.folder(), identity.secret(), identity.id(), incarnation()));
        var unused = connected.whenComplete((_, failure) -> connected(failure));
    }

    private void connected(@Nullable Throwable failure) {
        if (failure != null) {
            log.error("worker {} cannot reach its master", identity.id(), failure);
            masterIsGone();
            return;
        }
        scheduler.start(worker::begin);
        scheduler.start(() -> control.say(new FromWorker.Ready())); // workerStart has ended or waits for something
    }

    private void turned(WorkerCells cells, Dispatcher dispatcher) {
        cells.turn(RunningServer.nowMicros(), scheduler.isIdle(), scheduler.count(), dispatcher.requests());
    }

    private void told(FromMaster message) {
        switch (message) {
            case FromMaster.Retire _, FromMaster.End _ -> worker.stop();
        }
    }

    private void limitReached() {
        worker.pause();
        restart(identity.id());
    }

    /** Without its master it can do nothing for anybody. */
    private void masterIsGone() {
        if (!worker.isExiting()) Runtime.getRuntime().halt(1);
    }

    private void ended() {
        worker.end();
    }

    @Override
    public void await() {
        worker.ended().join();
    }

    @Override
    public boolean isOver() {
        return worker.isEnded();
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
        return tasks;
    }

    @Override
    public boolean isSingle() {
        return false;
    }

    @Override
    public boolean reload(boolean onlyTasks) {
        control.say(new FromWorker.Reload(onlyTasks));
        return true;
    }

    @Override
    public void restart(int id) {
        control.say(new FromWorker.Replace(id));
    }

    @Override
    public boolean shutdown() {
        control.say(new FromWorker.Shutdown());
        return true;
    }

    @Override
    public int status(int id) {
        return id == identity.id() ? worker.status() : EventWorker.BUSY;
    }

    @Override
    public int pid(int id) {
        return (int) ProcessHandle.current().pid();
    }

    @Override
    public int masterPid() {
        return Math.toIntExact(identity.masterPid());
    }

    @Override
    public Map<String, Object> socketOptions(int port) {
        return Map.of();
    }
}
