package swoole4j.engine.reactor;

import java.net.SocketAddress;
import java.util.function.BiConsumer;
import swoole4j.engine.link.SocketKind;

/** An address that another process has: who describes it does not listen. */
final class DescribedAddress extends ListenAddress {
    private final int port;

    DescribedAddress(String host, int port, SocketKind kind) {
        super(host, kind);
        this.port = port;
    }

    private static IllegalStateException elsewhere() {
        return new IllegalStateException("the sockets are another process's");
    }

    @Override
    void share() {
        throw elsewhere();
    }

    @Override
    SocketAddress local(Transport transport) {
        throw elsewhere();
    }

    @Override
    void bound() {
        throw elsewhere();
    }

    @Override
    void early(BiConsumer<SocketAddress, byte[]> taker) {
        throw elsewhere();
    }

    @Override
    boolean join(Listener listener) {
        throw elsewhere();
    }

    @Override
    void leave(Listener listener) {
        throw elsewhere();
    }

    @Override
    Listener turn(Listener listener) {
        throw elsewhere();
    }

    @Override
    public void close() {}

    @Override
    public void release() {}

    @Override
    public int port() {
        return port;
    }
}
