package swoole4j.engine.reactor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.BiConsumer;
import swoole4j.SwooleError;
import swoole4j.engine.link.HostAddress;
import swoole4j.engine.link.SocketKind;

/** A claimed address of TCP or UDP. Each reactor has a socket of its own there. */
final class InternetAddress extends ListenAddress {
    private static final int MOST = 65535;
    private static final SocketOption<Boolean> REUSE = StandardSocketOptions.SO_REUSEADDR;

    private final InetSocketAddress bound;
    private final NetworkChannel claim;

    private InternetAddress(String host, SocketKind kind, NetworkChannel claim) throws IOException {
        super(host, kind);
        this.claim = claim;
        this.bound = (InetSocketAddress) claim.getLocalAddress();
    }

    static InternetAddress claim(String host, int port, SocketKind kind, boolean shared) {
        if (port < 0 || port > MOST) {
            SwooleError error = SwooleError.SERVER_INVALID_LISTEN_PORT;
            throw failed(host, port, error.text(), error.number(), null);
        }
        InetAddress address;
        try {
            address = HostAddress.of(host, kind);
        } catch (UnknownHostException e) {
            String text = "Name or service not known (" + kind.constant() + ")";
            throw failed(host, port, text, Errno.ADDRESS_NOT_AVAILABLE.number(), e);
        }
        try {
            return new InternetAddress(host, kind, bind(new InetSocketAddress(address, port), kind, shared));
        } catch (IOException e) {
            throw failed(host, port, e);
        }
    }

    /**
     * Binds. Two sockets that allow it may hold an address together, so this one does not allow it; unless connections of
     * an earlier server linger there, which would keep it away for a minute.
     */
    private static NetworkChannel bind(InetSocketAddress address, SocketKind kind, boolean shared) throws IOException {
        if (shared) return bind(SocketChannel.open(family(kind)), address, StandardSocketOptions.SO_REUSEPORT, true);
        if (kind.isDatagram()) return bind(DatagramChannel.open(family(kind)), address, REUSE, false);
        try {
            return bind(SocketChannel.open(family(kind)), address, REUSE, false);
        } catch (BindException _) {
            return bind(SocketChannel.open(family(kind)), address, REUSE, true);
        }
    }

    private static StandardProtocolFamily family(SocketKind kind) {
        return kind.isIpv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    private static NetworkChannel bind(
            NetworkChannel claim, InetSocketAddress address, SocketOption<Boolean> option, boolean sharing)
            throws IOException {
        try {
            claim.setOption(option, sharing);
            return claim.bind(address);
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    /** Lets listeners bind beside the claim, so that the address is never free in between. */
    @Override
    void share() throws IOException {
        if (claim.isOpen()) claim.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }

    @Override
    SocketAddress local(Transport transport) {
        return bound;
    }

    @Override
    void bound() {}

    /** Nothing more comes here: the kernel prefers the socket that was bound last. */
    @Override
    void early(BiConsumer<SocketAddress, byte[]> taker) throws IOException {
        if (!(claim instanceof DatagramChannel udp) || !claim.isOpen()) return;
        ByteBuffer buffer = ByteBuffer.allocate(MOST);
        udp.configureBlocking(false);
        for (SocketAddress sender; (sender = udp.receive(buffer)) != null; buffer.clear()) {
            taker.accept(sender, Arrays.copyOf(buffer.array(), buffer.position()));
        }
    }

    @Override
    boolean join(Listener listener) {
        return true;
    }

    @Override
    void leave(Listener listener) {}

    @Override
    Listener turn(Listener listener) {
        return listener;
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException _) {
            // nothing was ever connected
        }
    }

    @Override
    public void release() {
        // nothing is left of it
    }

    @Override
    public int port() {
        return bound.getPort();
    }
}
