package swoole4j.engine;

import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.reactor.ConnectionTable;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.reactor.Transport;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** One worker of {@code SWOOLE_BASE}: a reactor and a dispatcher that share a scheduler, linked by direct calls. */
final class WorkerUnit {
    private static final long LONGEST_CHECK_MILLIS = 20;
    /** How long the last bytes may take to be read by peers that do not close, once all is sent. */
    private static final long LINGER_MILLIS = 300;

    private final ServerContext context;
    private final Services services;
    private final LifeEvents events;
    private final Scheduler scheduler;
    private final Dispatcher dispatcher;
    private final Reactor reactor;
    private final CountDownLatch ended = new CountDownLatch(1);

    WorkerUnit(
            ServerContext context,
            Services services,
            LifeEvents events,
            Scheduler scheduler,
            Dispatcher dispatcher,
            Transport transport,
            ConnectionTable table,
            LongSupplier clock) {
        this.context = context;
        this.services = services;
        this.events = events;
        this.scheduler = scheduler;
        this.dispatcher = dispatcher;
        this.reactor =
                new Reactor(scheduler.workerId(), transport, context.settings(), scheduler, dispatcher, table, clock);
        scheduler.run(new Ending(reactor));
    }

    /** Tells when the loop has ended. */
    private final class Ending implements Poller {
        private final Poller inner;

        Ending(Poller inner) {
            this.inner = inner;
        }

        @Override
        public void flush() {
            inner.flush();
        }

        @Override
        public boolean turn(boolean mayWait) {
            return inner.turn(mayWait);
        }

        @Override
        public void wakeup() {
            inner.wakeup();
        }

        @Override
        public void around(Runnable loop) {
            try {
                inner.around(loop);
            } finally {
                ended.countDown();
            }
        }
    }

    int id() {
        return scheduler.workerId();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Returns what runs callbacks that belong to no connection. */
    Executor executor() {
        return dispatcher;
    }

    Reactor reactor() {
        return reactor;
    }

    /** Opens the listeners; connections are served from here on, after what is queued for the worker already. */
    void listen(List<ListenAddress> addresses, ServerTls tls, boolean shared) {
        FutureTask<Void> opened = new FutureTask<>(() -> {
            for (int port = 0; port < addresses.size(); port++) {
                reactor.listen(
                        port, addresses.get(port), context.ports().get(port).settings(), tls.port(port), shared);
            }
            return null;
        });
        reactor.submit(opened);
        try {
            while (true) {
                try {
                    opened.get(100, TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException _) {
                    if (ended.getCount() > 0 || opened.isDone()) continue;
                    throw new SwooleException("worker " + id() + " ended while it started");
                }
            }
        } catch (ExecutionException e) {
            throw new SwooleException("failed to listen: " + e.getCause(), 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwooleException("interrupted while starting", 0, e);
        }
    }

    void begin() {
        scheduler.start(() -> events.call(EventKind.WORKER_START, id()));
        reactor.submit(reactor::beginAccepting);
    }

    /** Ends in order: no more input, running coroutines finish, connections are closed, all is sent. */
    void stop() {
        scheduler.start(() -> {
            try {
                wind();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                events.call(EventKind.WORKER_STOP, id());
                reactor.submit(reactor::stop);
            }
        });
    }

    private void wind() throws InterruptedException {
        double seconds = context.settings().maxWaitSeconds();
        long deadline = seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
        reactor.submit(reactor::quiesce);
        long pause = 1;
        while (scheduler.count() > 1 && deadline - System.nanoTime() > 0) {
            events.call(EventKind.WORKER_EXIT, id());
            scheduler.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_CHECK_MILLIS);
        }
        closeConnections();
        pause = 1;
        while (!reactor.isSent() && deadline - System.nanoTime() > 0) {
            scheduler.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_CHECK_MILLIS);
        }
        long lingering = Math.min(deadline, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS));
        while (!reactor.isQuiet() && lingering - System.nanoTime() > 0) scheduler.sleep(LONGEST_CHECK_MILLIS / 4);
    }

    private void closeConnections() {
        for (PrimitiveIterator.OfInt fds = context.view().iterator(-1); fds.hasNext(); ) {
            ConnectionState connection = context.view().find(fds.nextInt());
            if (connection != null && connection.reactorId() == id())
                services.closer().shutDown(connection);
        }
    }

    /** Ends at once; what is left is cut. */
    void stopNow() {
        reactor.submit(reactor::stop);
    }

    /** Waits for the end until {@code deadline} in nanoseconds; false when it is not reached. */
    boolean join(long deadline) throws InterruptedException {
        if (deadline == Long.MAX_VALUE) {
            ended.await();
            return true;
        }
        return ended.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
