package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_BASE;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.ClientDefaults;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.core.coroutine.Suspension;
import swoole4j.core.http.ServerLines;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.engine.config.ClientSettings;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.config.TlsSettings;
import swoole4j.engine.link.DatagramRoom;
import swoole4j.engine.link.HeapRegister;
import swoole4j.engine.link.Inbox;
import swoole4j.engine.link.Link;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;
import swoole4j.engine.reactor.ConnectionTable;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.reactor.Transport;
import swoole4j.engine.tls.PortTls;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.Conversations;
import swoole4j.engine.worker.Routes;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/**
 * A coroutine server that runs: its reactor is a guest of the loop of whoever started it, or has a thread of its own where
 * that loop does no I/O. Coroutines of that scheduler, but for {@link #shutdown}.
 */
final class CoroutineSite {
    /** All coroutine servers have connections of different numbers, so that a script may keep them in one map. */
    private static final ConnectionTable CONNECTIONS = new ConnectionTable(0, new HeapRegister());

    private static final AtomicInteger THREADS = new AtomicInteger();
    /** More events waiting for the scheduler than this are too many. */
    private static final int MOST_WAITING = 8192;

    private final Scheduler scheduler;
    private final ServerSettings settings;
    private final ListenAddress address;
    private final @Nullable PortTls tls;
    private final Conversations conversations;
    private final Reactor reactor;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Thread starter;

    private CoroutineSite(
            Scheduler scheduler,
            ServerSettings settings,
            ListenAddress address,
            @Nullable PortTls tls,
            Conversations conversations,
            Reactor reactor) {
        this.scheduler = scheduler;
        this.settings = settings;
        this.address = address;
        this.tls = tls;
        this.conversations = conversations;
        this.reactor = reactor;
    }

    /**
     * Listens.
     *
     * @throws swoole4j.SwooleException when the address cannot be listened on or a certificate not be used
     */
    static CoroutineSite open(
            Scheduler scheduler, Options given, Routes routes, ListenAddress address, boolean ssl, boolean reusePort) {
        ClientDefaults limits = ClientSettings.of(given, ClientDefaults.current());
        Options options = given.ofCoroutines(limits);
        ServerSettings settings = ServerSettings.of(options, SWOOLE_BASE);
        PortSettings port = PortSettings.ofCoroutines(options);
        PortTls tls = ssl ? PortTls.open(TlsSettings.of(options), PortCore.applicationProtocols(port)) : null;
        Object io = scheduler.io();
        boolean guest = io != null && Reactor.canShare(io);
        AtomicReference<Link<ToReactor>> toReactor = new AtomicReference<>();
        ServerContext context = new ServerContext(
                null,
                settings,
                List.of(new ServerContext.Port(
                        port,
                        new Callbacks(null),
                        new WebSocketHandshake(port.subprotocols()),
                        address.port(),
                        address.kind(),
                        new DatagramRoom(port.sendBufferLimit()))),
                CONNECTIONS,
                List.of(event -> toReactor.get().offer(event)),
                new SoleWorker(scheduler, guest),
                new ServerLines(settings.serverSoftware()),
                RunningServer::nowMicros);
        Conversations conversations =
                new Conversations(context, new Services(context), scheduler, routes, limits.readSeconds());
        Reactor reactor = guest && io != null
                ? Reactor.guest(io, settings, scheduler::inLoop, conversations, CONNECTIONS, RunningServer::nowMicros)
                : apart(scheduler, settings, conversations);
        toReactor.set(reactor);
        CoroutineSite site = new CoroutineSite(scheduler, settings, address, tls, conversations, reactor);
        try {
            site.listen(port, guest, reusePort);
            return site;
        } catch (RuntimeException e) {
            site.leave();
            throw e;
        }
    }

    /** Makes a reactor with a thread of its own, whose events come as coroutines of the scheduler. */
    private static Reactor apart(Scheduler scheduler, ServerSettings settings, Conversations conversations) {
        Inbox<ToWorker> inbox = new Inbox<>(MOST_WAITING);
        ReactorThread thread = new ReactorThread(THREADS.getAndIncrement());
        Reactor reactor = new Reactor(
                0,
                Transport.of(settings.transport()),
                settings,
                thread.current(),
                inbox,
                CONNECTIONS,
                RunningServer::nowMicros);
        inbox.wakes(() -> scheduler.start(() -> inbox.drain(conversations::offer, () -> !scheduler.isEnded())));
        thread.start(new WhileRuns(scheduler, reactor));
        return reactor;
    }

    /** A loop that ends with the worker that it serves, should nobody have shut the server down. */
    private record WhileRuns(Scheduler scheduler, Reactor reactor) implements Poller {
        @Override
        public void around(Runnable loop) {
            reactor.around(loop);
        }

        @Override
        public void flush() {
            reactor.flush();
        }

        @Override
        public boolean turn(boolean mayWait) {
            return reactor.turn(mayWait) && !scheduler.isEnded();
        }

        @Override
        public void wakeup() {
            reactor.wakeup();
        }
    }

    private void listen(PortSettings port, boolean guest, boolean reusePort) {
        inLoop(() -> {
            if (guest) reactor.settle();
            try {
                reactor.sockets().listen(0, address, port, tls, reusePort);
            } catch (IOException e) {
                throw address.failed(e);
            }
            address.close();
            reactor.beginAccepting();
        });
    }

    /** Does something in the reactor's loop, which is no coroutine, and waits for it. */
    private void inLoop(Runnable task) {
        Thread self = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        reactor.submitLater(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                failure.set(e);
            } finally {
                done.set(true);
                LockSupport.unpark(self);
            }
        });
        scheduler.await(done::get, 0);
        RuntimeException thrown = failure.get();
        if (thrown != null) throw thrown;
    }

    /** Waits for the end; false when the caller was cancelled before. */
    boolean serve() {
        starter = Thread.currentThread();
        return Suspension.until(stopping::get, 0) != Suspension.CANCELED || stopping.get();
    }

    /** Begins the end. Any thread. */
    void shutdown() {
        if (!stopping.compareAndSet(false, true)) return;
        LockSupport.unpark(starter);
        scheduler.start(this::end);
    }

    /** Ends because {@link #serve} threw: at once when that is the end of the worker, where nobody can wait. */
    void abandon() {
        if (!CoroutineState.isDismissed()) {
            shutdown();
        } else if (stopping.compareAndSet(false, true)) {
            leave();
            address.release();
        }
    }

    private void end() {
        try {
            drain();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
            address.release();
        }
    }

    private void drain() throws InterruptedException {
        inLoop(reactor::stopListening);
        conversations.end();
        conversations.awaitRest();
        double seconds = settings.sendTimeoutSeconds();
        long deadline =
                seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        Drain.sent(reactor, deadline);
        Drain.quiet(reactor, deadline);
    }

    private void leave() {
        if (!reactor.submitLater(this::leaveNow)) leaveNow(); // its loop has ended, and with it all channels
    }

    private void leaveNow() {
        reactor.leave();
        if (tls != null) tls.close();
    }
}
