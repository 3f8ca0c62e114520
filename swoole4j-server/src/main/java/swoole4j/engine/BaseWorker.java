package swoole4j.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import swoole4j.core.coroutine.Poller;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.worker.Dispatcher;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.LifeEvents;
import swoole4j.engine.worker.ServerContext;
import swoole4j.engine.worker.Services;

/** An event worker of {@code SWOOLE_BASE}, which is its own reactor: they share a thread and call each other. */
final class BaseWorker extends EventWorker {
    private final Reactor reactor;

    BaseWorker(
            ServerContext context,
            Services services,
            LifeEvents events,
            Scheduler scheduler,
            Dispatcher dispatcher,
            Reactor reactor) {
        super(context, services, events, scheduler, dispatcher);
        this.reactor = reactor;
        scheduler.io(reactor.io());
        scheduler.run(new Ending(reactor));
    }

    /** Tells when the worker has ended. */
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
            inner.around(loop);
        }

        @Override
        public void ended() {
            end();
        }
    }

    Reactor reactor() {
        return reactor;
    }

    /** Opens the listeners; connections are served from here on, after what is queued for the worker already. */
    void listen(List<ListenAddress> addresses, ServerTls tls, boolean shared) {
        Listening.open(reactor, context, addresses, tls, shared, this::isEnded);
    }

    @Override
    void begin() {
        scheduler.start(() -> events.call(EventKind.WORKER_START, id()));
        reactor.submit(reactor::beginAccepting);
    }

    /**
     * Begins anew: callbacks finish, then its connections are closed; workerStop, workerStart.
     *
     * @return completed when it has begun again
     */
    CompletableFuture<Void> recycle() {
        exiting(true);
        CompletableFuture<Void> begun = new CompletableFuture<>();
        reactor.submit(reactor::pause);
        startEnd(() -> {
            try {
                finish(deadline());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                bare(EventKind.WORKER_STOP);
                scheduler.timers().clearAll();
                scheduler.dismissOthers();
                exiting(false);
                begin();
                begun.complete(null);
            }
        });
        return begun;
    }

    @Override
    void stop() {
        exiting(true);
        reactor.submit(reactor::quiesce);
        startEnd(() -> {
            try {
                long deadline = deadline();
                finish(deadline);
                Drain.quiet(reactor, deadline);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                bare(EventKind.WORKER_STOP);
                reactor.submit(reactor::stop);
            }
        });
    }

    private void finish(long deadline) throws InterruptedException {
        awaitCoroutines(1, deadline);
        closeConnections();
        Drain.sent(reactor, deadline);
    }

    @Override
    void pause() {
        reactor.pause();
    }

    @Override
    void stopNow() {
        reactor.submit(reactor::stop);
    }

    @Override
    boolean isIdle() {
        return scheduler.isIdle();
    }

    @Override
    boolean hasEvents() {
        return false;
    }
}
