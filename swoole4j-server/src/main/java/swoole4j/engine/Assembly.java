package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Coroutine;
import swoole4j.Process;
import swoole4j.Server;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.http.ServerLines;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.dispatch.Chooser;
import swoole4j.engine.dispatch.Dispatch;
import swoole4j.engine.dispatch.Router;
import swoole4j.engine.link.HeapRegister;
import swoole4j.engine.link.Inbox;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.Receipts;
import swoole4j.engine.link.Seam;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.reactor.ConnectionTable;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.reactor.Transport;
import swoole4j.engine.task.TaskThreads;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.RequestLimit;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;
import swoole4j.server.DispatchFunction;

/** Puts the parts of a server together. Confined to the thread that starts it. */
final class Assembly {
    private static final Logger log = LoggerFactory.getLogger(Assembly.class);
    private static final LongSupplier CLOCK = RunningServer::nowMicros;
    /** A worker with more events waiting than this is behind. */
    private static final int MOST_WAITING = 8192;

    private final Server facade;
    private final ServerSettings settings;
    private final boolean base;
    private final Seam seam;
    private final Transport transport;
    private final ConnectionTable table;
    private final List<Link<ToReactor>> reactors = new ArrayList<>();
    private final Workers workers;
    private final ServerContext context;
    private final Services services;
    private final LifeEvents events;
    private final ServerTls tls;
    private final Callbacks callbacks;
    private final TaskSettings taskSettings;
    private final List<Process> processes;

    /**
     * Makes what all parts share.
     *
     * @throws swoole4j.SwooleException when the machine does not offer what a setting asks for
     */
    Assembly(
            Server facade,
            int mode,
            Seam seam,
            ServerSettings settings,
            List<ServerContext.Port> ports,
            ServerTls tls,
            Callbacks callbacks,
            TaskSettings taskSettings,
            List<Process> processes) {
        if (!Scheduler.isCarrierAvailable()) {
            log.warn("coroutines run on the JDK's scheduler, which is slower: start the JVM with"
                    + " --add-opens java.base/java.lang=ALL-UNNAMED (class path) or =swoole4j.api (module path)");
        }
        this.facade = facade;
        this.settings = settings;
        this.base = mode == SWOOLE_BASE;
        this.seam = seam;
        this.transport = Transport.of(settings.transport());
        this.table = new ConnectionTable(settings.startSessionId(), new HeapRegister());
        this.workers = new Workers(settings.workers(), base ? Workers.BY_REACTOR : settings.dispatchMode());
        this.context = new ServerContext(
                facade,
                settings,
                List.copyOf(ports),
                table,
                reactors,
                workers,
                new ServerLines(settings.serverSoftware()),
                CLOCK);
        this.services = new Services(context);
        this.events = new LifeEvents(callbacks, services);
        this.tls = tls;
        this.callbacks = callbacks;
        this.taskSettings = taskSettings;
        this.processes = processes;
    }

    ServerContext context() {
        return context;
    }

    Services services() {
        return services;
    }

    LifeEvents events() {
        return events;
    }

    ServerTls tls() {
        return tls;
    }

    /** Tells whether there is one worker and nothing that could be replaced. */
    boolean isSingle() {
        return base
                && settings.workers() == 1
                && settings.maxRequest() == 0
                && taskSettings.workers() == 0
                && processes.isEmpty();
    }

    /**
     * Makes task workers and user processes, which do not run yet.
     *
     * @throws swoole4j.SwooleException when the event task has no callback
     */
    TaskThreads tasks(RunningServer server) {
        return new TaskThreads(context, services, events, callbacks, taskSettings, processes, server);
    }

    /** Makes reactors and workers, whose threads run from here on. */
    Topology topology(RunningServer server) {
        return base ? base(server) : threads(server);
    }

    private Topology base(RunningServer server) {
        return new BaseTopology(workers, id -> {
            Scheduler scheduler = scheduler(id, server);
            Dispatcher dispatcher = dispatcher(scheduler, server);
            Reactor reactor = new Reactor(id, transport, settings, scheduler::inLoop, dispatcher, table, CLOCK);
            put(id, reactor);
            return watched(new BaseWorker(context, services, events, scheduler, dispatcher, reactor), server);
        });
    }

    private void put(int id, Link<ToReactor> reactor) {
        if (id < reactors.size()) {
            reactors.set(id, reactor);
        } else {
            reactors.add(reactor);
        }
    }

    private Topology threads(RunningServer server) {
        List<Inbox<ToWorker>> inboxes = new ArrayList<>();
        for (int id = 0; id < settings.workers(); id++) inboxes.add(new Inbox<>(MOST_WAITING));
        Dispatch dispatch = workers.dispatch();
        if (dispatch == null) throw new IllegalStateException("no dispatch");
        List<Link<ToWorker>> links = new ArrayList<>();
        for (Inbox<ToWorker> inbox : inboxes) links.add(seam.toWorker().apply(inbox));
        Router router =
                new Router(table, links, dispatch, workers.areStable() || settings.unsafeEvents(), chooser(), reactors);
        List<Reactor> loops = new ArrayList<>();
        List<ReactorThread> threads = new ArrayList<>();
        for (int id = 0; id < settings.reactors(); id++) {
            ReactorThread thread = new ReactorThread(id);
            BooleanSupplier inLoop = thread.current();
            Reactor reactor = new Reactor(id, transport, settings, inLoop, router, table, CLOCK);
            threads.add(thread);
            loops.add(reactor);
            reactors.add(seam.toReactor().apply(reactor));
        }
        return new ThreadTopology(context, workers, id -> thread(id, inboxes.get(id), server), loops, threads);
    }

    private ThreadWorker thread(int id, Inbox<ToWorker> inbox, RunningServer server) {
        Scheduler scheduler = scheduler(id, server);
        Dispatcher dispatcher = dispatcher(scheduler, server);
        return watched(new ThreadWorker(context, services, events, scheduler, dispatcher, inbox), server);
    }

    private Dispatcher dispatcher(Scheduler scheduler, RunningServer server) {
        RequestLimit limit = new RequestLimit(settings, () -> server.limitReached(scheduler.workerId()));
        return new Dispatcher(context, scheduler, services, limit, Receipts.NONE);
    }

    private @Nullable Chooser chooser() {
        DispatchFunction function = settings.dispatchFunction();
        return function == null ? null : new Chooser(facade, function, settings.workers());
    }

    private Scheduler scheduler(int id, RunningServer server) {
        Scheduler scheduler = Scheduler.create(id, settings.workers());
        scheduler.owner(server);
        scheduler.mostCoroutines(settings.maxCoroutines());
        if (settings.deadlockCheck()) scheduler.onDismissal(Coroutine::deadlockCheck);
        services.watch(scheduler);
        return scheduler;
    }

    private static <W extends EventWorker> W watched(W worker, RunningServer server) {
        var unused = worker.ended().thenRun(() -> {
            server.taskThreads().eventWorkerEnded(worker.scheduler());
            if (!worker.isExiting()) server.failed(worker.id());
        });
        return worker;
    }
}
