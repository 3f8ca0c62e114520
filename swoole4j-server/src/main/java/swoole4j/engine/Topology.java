package swoole4j.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;

/** How reactors and workers of a server are made of threads. Its methods are called by one thread at a time. */
abstract sealed class Topology permits BaseTopology, ThreadTopology {
    final Workers workers;

    Topology(Workers workers) {
        this.workers = workers;
    }

    /**
     * A worker that ends and its successor.
     *
     * @param begun completed when the successor has begun
     * @param gone completed when the worker before is over
     */
    record Restart(CompletableFuture<Void> begun, CompletableFuture<Void> gone) {}

    /** Listens; nothing is accepted yet. */
    abstract void listen(List<ListenAddress> addresses, ServerTls tls);

    /** Returns a reactor that listens on all addresses. */
    abstract Reactor acceptor();

    /** Lets the workers begin and accepts connections. */
    abstract void begin();

    /** Ends a worker in order and lets another begin in its place. */
    abstract Restart restart(int worker);

    /** Lets a worker begin in the place of one whose loop has failed. */
    abstract void replace(int worker);

    /** Reads no more from any connection; returns when nothing more comes to the workers. */
    abstract void quiesce() throws InterruptedException;

    /** Ends what is left when the workers are over. */
    abstract void end(long deadline) throws InterruptedException;

    /** Ends everything at once. */
    abstract void cut();
}
