package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.ClientInfo;
import swoole4j.engine.link.SocketKind;
import swoole4j.engine.tls.PortTls;

/** One listening socket of one reactor; gives accepted connections to it. Reactor-confined. */
final class Listener extends ChannelInboundHandlerAdapter {
    private static final long PAUSE_MILLIS = 1000;

    private final Reactor reactor;
    private final int port;
    private final ListenAddress address;
    private final PortSettings settings;
    private final SocketOptions options;
    private final @Nullable PortTls tls;
    private @Nullable Channel channel;
    private boolean wanted;
    private boolean pausing;

    Listener(
            Reactor reactor,
            int port,
            ListenAddress address,
            PortSettings settings,
            SocketOptions options,
            @Nullable PortTls tls) {
        this.reactor = reactor;
        this.port = port;
        this.address = address;
        this.settings = settings;
        this.options = options;
        this.tls = tls;
    }

    /** Binds and listens; {@code shared} lets the other reactors listen on the same address. */
    void open(Transport transport, boolean shared) throws IOException {
        if (!address.join(this)) return;
        address.share();
        ServerChannel server = transport.listener(address.kind());
        channel = server;
        server.config().setAutoRead(false);
        options.listening(server);
        if (shared && !address.kind().isUnix()) server.config().setOption(transport.sharing(), true);
        server.pipeline().addLast(this);
        reactor.register(server);
        server.bind(address.local(transport)).syncUninterruptibly();
        address.bound();
    }

    void beginAccepting() {
        accept(true);
    }

    void pauseAccepting() {
        accept(false);
    }

    private void accept(boolean on) {
        wanted = on;
        Channel open = channel;
        if (open != null) open.config().setAutoRead(on);
    }

    /**
     * Accepting failed, most likely for want of descriptors. The connection stays in the backlog, so that the kernel would
     * offer it again at once, and again: it has to wait until something was closed.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().config().setAutoRead(false);
        if (pausing) return; // the kernel fails a hundred accepts of io_uring in one go
        pausing = true;
        reactor.schedule(() -> resume(ctx.channel()), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        Reactor.complain(
                "port " + address.host() + " [" + address.port() + "] cannot accept, waiting for " + PAUSE_MILLIS
                        + " ms",
                cause);
    }

    void close() {
        wanted = false;
        address.leave(this);
        Channel open = channel;
        if (open != null) open.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        address.turn(this).take((Channel) accepted);
    }

    private void resume(Channel socket) {
        pausing = false;
        if (wanted) socket.config().setAutoRead(true);
    }

    private void take(Channel accepted) {
        options.accepted(accepted);
        if (!reactor.submit(() -> reactor.acceptance().accepted(this, accepted)))
            accepted.unsafe().closeForcibly();
    }

    /** Returns what the system has for the socket, or nothing when another listener has it. */
    Map<String, Object> options() {
        Channel open = channel;
        return open == null ? Map.of() : SocketOptions.of(open);
    }

    int port() {
        return port;
    }

    int boundPort() {
        return address.port();
    }

    /** Returns this side of its connections. */
    ClientInfo.Side side() {
        return new ClientInfo.Side(settings.websocket(), boundPort(), number(), kind().number());
    }

    SocketKind kind() {
        return address.kind();
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
