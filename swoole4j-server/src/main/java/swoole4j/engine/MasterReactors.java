package swoole4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.dispatch.Chooser;
import swoole4j.engine.dispatch.Router;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.link.socket.Dock;
import swoole4j.engine.link.socket.Outlet;
import swoole4j.engine.reactor.ConnectionTable;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.reactor.Transport;
import swoole4j.engine.reactor.WorkerHost;

/** The reactors of a master, each with its dock for worker processes. Any thread but those of reactors. */
final class MasterReactors {
    private static final Logger log = LoggerFactory.getLogger(MasterReactors.class);
    /** A worker with more events waiting for a process than this is behind. */
    private static final int MOST_WAITING = 8192;

    private static final long MOST_WAITING_BYTES = 64L << 20;
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Reactor> reactors = new ArrayList<>();
    private final List<ReactorThread> threads = new ArrayList<>();
    private final Docks docks;

    /**
     * Makes reactors, which do not run.
     *
     * @param links gets them, as workers tell them something
     * @param lost counts events that were being handled when their worker died
     */
    MasterReactors(
            Server facade,
            ServerSettings settings,
            ConnectionTable table,
            DistantWorkers workers,
            String secret,
            List<Link<ToReactor>> links,
            Runnable lost) {
        Transport transport = Transport.of(settings.transport());
        boolean tellsConnect = workers.areStable() || settings.unsafeEvents();
        List<Dock> all = new ArrayList<>();
        for (int id = 0; id < settings.reactors(); id++) {
            List<Outlet<ToWorker>> outlets = new ArrayList<>();
            for (int worker = 0; worker < settings.workers(); worker++) {
                outlets.add(Outlet.ofEvents(MOST_WAITING, MOST_WAITING_BYTES));
            }
            Chooser chooser = settings.dispatchFunction() == null
                    ? null
                    : new Chooser(facade, settings.dispatchFunction(), settings.workers());
            Router router = new Router(table, List.copyOf(outlets), workers.dispatch(), tellsConnect, chooser, links);
            ReactorThread thread = new ReactorThread(id);
            Reactor reactor =
                    new Reactor(id, transport, settings, thread.current(), router, table, RunningServer::nowMicros);
            threads.add(thread);
            reactors.add(reactor);
            links.add(reactor);
            all.add(new Dock(new WorkerHost(reactor, _ -> lost.run()), secret, outlets));
        }
        this.docks = new Docks(reactors, all);
    }

    Docks docks() {
        return docks;
    }

    /** Returns the one that accepts connections. */
    Reactor acceptor() {
        return reactors.getFirst();
    }

    void start() {
        for (int id = 0; id < reactors.size(); id++) threads.get(id).start(reactors.get(id));
        acceptor().share(slot -> reactors.get(slot % reactors.size()));
    }

    /** Reads no more and closes all connections. */
    void sayGoodbye() {
        for (Reactor reactor : reactors) {
            reactor.submit(() -> {
                reactor.quiesce();
                reactor.sayGoodbye();
            });
        }
    }

    /** Waits, until {@code deadline} in nanoseconds, for what is to be sent. */
    void drain(long deadline) throws InterruptedException {
        for (Reactor reactor : reactors) Drain.sent(reactor, deadline);
        for (Reactor reactor : reactors) Drain.quiet(reactor, deadline);
    }

    /** Ends everything. */
    void end() {
        docks.close();
        for (Reactor reactor : reactors) reactor.submit(reactor::stop);
        for (ReactorThread thread : threads) joined(thread);
    }

    private static void joined(ReactorThread thread) {
        try {
            if (!thread.join(System.nanoTime() + STOP_NANOS)) log.warn("a reactor does not end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
