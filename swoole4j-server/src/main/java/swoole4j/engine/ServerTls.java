package swoole4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.Options;
import swoole4j.engine.tls.PortTls;
import swoole4j.engine.worker.ServerContext;

/** TLS of a started server's ports, by their index. Any thread. */
final class ServerTls {
    private final List<@Nullable PortTls> ports = new ArrayList<>();

    /** No port has TLS. */
    static final ServerTls NONE = new ServerTls();

    private ServerTls() {}

    /** Tells whether no port has TLS. */
    boolean isEmpty() {
        return ports.stream().allMatch(Objects::isNull);
    }

    /**
     * Reads the certificates of all ports.
     *
     * @throws swoole4j.SwooleException naming what cannot be used
     */
    static ServerTls open(List<PortCore> ports, List<ServerContext.Port> contexts, Options ofServer) {
        ServerTls tls = new ServerTls();
        try {
            for (int port = 0; port < ports.size(); port++) {
                tls.ports.add(ports.get(port).tls(ofServer, contexts.get(port).settings()));
            }
            return tls;
        } catch (RuntimeException e) {
            tls.close();
            throw e;
        }
    }

    /** Returns that of a port, or null when it has none. */
    @Nullable
    PortTls port(int index) {
        return ports.get(index);
    }

    /**
     * Reads the certificates of all ports again, on a thread of its own: a coroutine waits, its worker does not.
     *
     * @return false when those of a port cannot be used and stay as they were
     */
    boolean reload() {
        FutureTask<Boolean> reading = new FutureTask<>(this::readAgain);
        Thread.ofPlatform().daemon().name("swoole4j-certificates").start(reading);
        try {
            return reading.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean readAgain() {
        boolean all = true;
        for (PortTls port : ports) {
            if (port != null) all &= port.reload();
        }
        return all;
    }

    /** Gives back what BoringSSL keeps. */
    void close() {
        for (PortTls port : ports) {
            if (port != null) port.close();
        }
    }
}
