package swoole4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.worker.ServerContext;

/** {@code SWOOLE_THREAD}: reactors and workers have threads of their own and talk through queues. */
final class ThreadTopology extends Topology {
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerContext context;
    private final IntFunction<ThreadWorker> factory;
    private final List<Reactor> reactors;
    private final List<ReactorThread> threads;
    /** Workers whose last callbacks are still to end. */
    private final Set<EventWorker> retiring = ConcurrentHashMap.newKeySet();

    ThreadTopology(
            ServerContext context,
            Workers workers,
            IntFunction<ThreadWorker> factory,
            List<Reactor> reactors,
            List<ReactorThread> threads) {
        super(workers);
        this.context = context;
        this.factory = factory;
        this.reactors = reactors;
        this.threads = threads;
        for (int id = 0; id < workers.count(); id++) workers.put(factory.apply(id));
        for (int id = 0; id < reactors.size(); id++) threads.get(id).start(reactors.get(id));
    }

    private ThreadWorker worker(int id) {
        return (ThreadWorker) workers.get(id);
    }

    /** The first reactor accepts for all. */
    @Override
    Reactor acceptor() {
        return reactors.getFirst();
    }

    @Override
    void listen(List<ListenAddress> addresses, ServerTls tls) {
        acceptor().share(slot -> reactors.get(slot % reactors.size()));
        Listening.open(acceptor(), context, addresses, tls, false, () -> false);
    }

    @Override
    void begin() {
        for (EventWorker worker : workers.all()) worker.begin();
        acceptor().submit(acceptor()::beginAccepting);
    }

    @Override
    Restart restart(int id) {
        ThreadWorker old = worker(id);
        ThreadWorker next = factory.apply(id);
        retiring.add(old);
        var unused = old.ended().thenRun(() -> retiring.remove(old));
        return new Restart(old.retire(next, () -> workers.put(next)), old.ended());
    }

    @Override
    void replace(int id) {
        ThreadWorker next = factory.apply(id);
        workers.put(next);
        next.begin();
    }

    @Override
    void quiesce() throws InterruptedException {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Reactor reactor : reactors) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            all.add(done);
            reactor.submit(() -> {
                reactor.quiesce();
                done.complete(null);
            });
        }
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void end(long deadline) throws InterruptedException {
        for (EventWorker worker : retiring) {
            if (!worker.join(deadline)) worker.stopNow();
        }
        for (Reactor reactor : reactors) Drain.sent(reactor, deadline);
        for (Reactor reactor : reactors) Drain.quiet(reactor, deadline);
        stopReactors();
        for (ReactorThread thread : threads) thread.join(System.nanoTime() + STOP_NANOS);
    }

    private void stopReactors() {
        for (Reactor reactor : reactors) reactor.submit(reactor::stop);
    }

    @Override
    void cut() {
        for (EventWorker worker : workers.all()) worker.stopNow();
        for (EventWorker worker : retiring) worker.stopNow();
        stopReactors();
    }
}
