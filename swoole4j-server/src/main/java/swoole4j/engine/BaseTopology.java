package swoole4j.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;

/** {@code SWOOLE_BASE}: each worker is its own reactor and listens for itself. */
final class BaseTopology extends Topology {
    private final IntFunction<BaseWorker> factory;
    private List<ListenAddress> addresses = List.of();
    private ServerTls tls = ServerTls.NONE;

    BaseTopology(Workers workers, IntFunction<BaseWorker> factory) {
        super(workers);
        this.factory = factory;
        for (int id = 0; id < workers.count(); id++) workers.put(factory.apply(id));
    }

    private BaseWorker worker(int id) {
        return (BaseWorker) workers.get(id);
    }

    @Override
    void listen(List<ListenAddress> claimed, ServerTls certificates) {
        addresses = claimed;
        tls = certificates;
        for (int id = 0; id < workers.count(); id++) listen(worker(id));
    }

    private void listen(BaseWorker worker) {
        worker.listen(addresses, tls, workers.count() > 1);
    }

    @Override
    Reactor acceptor() {
        return worker(0).reactor();
    }

    @Override
    void begin() {
        for (EventWorker worker : workers.all()) worker.begin();
    }

    @Override
    Restart restart(int id) {
        CompletableFuture<Void> begun = worker(id).recycle();
        return new Restart(begun, begun);
    }

    @Override
    void replace(int id) {
        BaseWorker next = factory.apply(id);
        workers.put(next);
        listen(next);
        next.begin();
    }

    @Override
    void quiesce() {} // each worker does it for itself

    @Override
    void end(long deadline) {} // so it is with this

    @Override
    void cut() {
        for (EventWorker worker : workers.all()) worker.stopNow();
    }
}
