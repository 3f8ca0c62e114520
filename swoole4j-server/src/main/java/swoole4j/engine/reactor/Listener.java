package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.tls.PortTls;

/** One listening socket of one reactor; gives accepted connections to it. Reactor-confined. */
final class Listener extends ChannelInboundHandlerAdapter {
    private final Reactor reactor;
    private final int port;
    private final ListenAddress address;
    private final PortSettings settings;
    private final @Nullable PortTls tls;
    private @Nullable Channel channel;

    Listener(Reactor reactor, int port, ListenAddress address, PortSettings settings, @Nullable PortTls tls) {
        this.reactor = reactor;
        this.port = port;
        this.address = address;
        this.settings = settings;
        this.tls = tls;
    }

    /** Binds and listens; {@code shared} lets the other reactors listen on the same address. */
    void open(Transport transport, boolean shared) throws IOException {
        address.share();
        ServerChannel server = transport.listener();
        channel = server;
        server.config().setOption(ChannelOption.SO_BACKLOG, settings.backlog());
        server.config().setOption(ChannelOption.SO_REUSEADDR, true);
        server.config().setAutoRead(false);
        if (shared) share(transport, server);
        server.pipeline().addLast(this);
        reactor.register(server);
        server.bind(new InetSocketAddress(address.address(), address.port())).syncUninterruptibly();
    }

    private static void share(Transport transport, ServerChannel server) {
        if (transport == Transport.NIO) {
            server.config().setOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
        } else {
            server.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
        }
    }

    void beginAccepting() {
        Channel open = channel;
        if (open != null) open.config().setAutoRead(true);
    }

    void pauseAccepting() {
        Channel open = channel;
        if (open != null) open.config().setAutoRead(false);
    }

    void close() {
        Channel open = channel;
        if (open != null) open.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        reactor.accepted(this, (Channel) accepted);
    }

    int port() {
        return port;
    }

    int boundPort() {
        return address.port();
    }

    int type() {
        return address.type();
    }

    /** A stable number of this listener, shown as server_fd. */
    int number() {
        return port + 1;
    }

    @Nullable
    PortTls tls() {
        return tls;
    }

    PortSettings settings() {
        return settings;
    }
}
