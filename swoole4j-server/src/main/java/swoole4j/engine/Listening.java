package swoole4j.engine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import swoole4j.SwooleException;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.reactor.Reactor;
import swoole4j.engine.worker.Datagrams;
import swoole4j.engine.worker.ServerContext;

/** Opens the listeners of a reactor from outside of its loop. */
final class Listening {
    private Listening() {}

    /**
     * Opens them; nothing is accepted yet.
     *
     * @param shared whether other reactors listen on the same addresses
     * @param ended whether the loop is over
     * @throws SwooleException when an address cannot be listened on
     */
    static void open(
            Reactor reactor,
            ServerContext context,
            List<ListenAddress> addresses,
            ServerTls tls,
            boolean shared,
            BooleanSupplier ended) {
        FutureTask<Void> opened = new FutureTask<>(() -> {
            for (int port = 0; port < addresses.size(); port++) {
                open(reactor, context.ports().get(port), port, addresses.get(port), tls, shared);
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
                    if (!ended.getAsBoolean() || opened.isDone()) continue;
                    throw new SwooleException("reactor " + reactor.id() + " ended while it started");
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SwooleException known) throw known;
            throw new SwooleException("failed to listen: " + e.getCause(), 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SwooleException("interrupted while starting", 0, e);
        }
    }

    private static void open(
            Reactor reactor, ServerContext.Port port, int index, ListenAddress address, ServerTls tls, boolean shared) {
        try {
            if (!port.kind().isDatagram()) {
                reactor.sockets().listen(index, address, port.settings(), tls.port(index), shared);
            } else if (reactor.id() == Datagrams.reactorOf(port.kind(), reactor.id())) {
                reactor.sockets().receive(index, address, port.settings(), port.room(), shared);
            }
        } catch (IOException e) {
            throw address.failed(e);
        }
    }
}
