package swoole4j.client.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings;

/** Makes connections. The caller waits; names, TLS and proxies included it is done within one deadline. */
public final class Connector<C> {
    /** SWOOLE_ERROR_SOCKS5_HANDSHAKE_FAILED. */
    private static final int SOCKS5_HANDSHAKE_FAILED = 7005;

    private final Origin origin;
    private final ClientSettings settings;
    private final ClientSettings.@Nullable Proxy proxy;
    private final boolean tunnel;
    private final Ending<C> ending;
    private final @Nullable SslContext tls;

    /** What a connection has at the end of its pipeline. */
    interface Ending<C> {
        /** Adds it. */
        C add(Channel channel);

        /** TLS is agreed on; tells what is wrong with that. */
        @Nullable
        FailedException secured(C connection, SslHandler ssl);
    }

    /**
     * Makes connections for HTTP/1.1 and WebSocket.
     *
     * @param tunnel whether a proxy has to hand everything on unread; with TLS it does anyway
     */
    public static Connector<Connection> http1(Origin origin, ClientSettings settings, boolean tunnel) {
        ClientSettings.Proxy proxy = origin.unix() ? null : settings.proxy();
        boolean tunneled = proxy != null && (tunnel || origin.ssl() || proxy.socks());
        return new Connector<>(origin, settings, tunneled, List.of(), new Ending<>() {
            @Override
            public Connection add(Channel channel) {
                ResponseDecoder decoder = new ResponseDecoder();
                Connection connection = new Connection(channel, decoder, tunneled);
                channel.pipeline().addLast(new EndWatch(connection.handler()), decoder, connection.handler());
                return connection;
            }

            @Override
            public @Nullable FailedException secured(Connection connection, SslHandler ssl) {
                connection.secured(ssl.engine().getSession());
                return null;
            }
        });
    }

    /** Makes connections for HTTP/2. */
    public static Connector<Http2Connection> http2(Origin origin, ClientSettings settings) {
        return new Connector<>(origin, settings, true, List.of("h2"), new Ending<>() {
            @Override
            public Http2Connection add(Channel channel) {
                return Http2Connection.on(channel, settings);
            }

            @Override
            public @Nullable FailedException secured(Http2Connection connection, SslHandler ssl) {
                if ("h2".equals(ssl.applicationProtocol())) return null;
                return FailedException.connecting(
                        SwooleError.SSL_BAD_PROTOCOL.number(), "the server does not speak HTTP/2");
            }
        });
    }

    /** Makes connections for bytes without a protocol. */
    public static Connector<StreamConnection> stream(Origin origin, ClientSettings settings) {
        return new Connector<>(origin, settings, true, List.of(), new Ending<>() {
            @Override
            public StreamConnection add(Channel channel) {
                return StreamConnection.on(channel);
            }

            @Override
            public @Nullable FailedException secured(StreamConnection connection, SslHandler ssl) {
                return null;
            }
        });
    }

    private Connector(Origin origin, ClientSettings settings, boolean tunnel, List<String> alpn, Ending<C> ending) {
        this.ending = ending;
        this.origin = origin;
        this.settings = settings;
        this.proxy = origin.unix() ? null : settings.proxy();
        this.tunnel = proxy != null && tunnel;
        this.tls = origin.ssl() ? TlsContexts.of(settings.tls(), alpn) : null;
    }

    /**
     * Connects.
     *
     * @throws FailedException when that does not work, or not in time
     */
    public C connect() throws FailedException {
        Deadline deadline = Deadline.in(settings.connectSeconds());
        EventLoop loop = Loops.current();
        if (origin.unix()) return attempt(loop, Loops.unix(loop, origin.host()), deadline);
        String host = proxy == null ? origin.host() : proxy.host();
        int port = proxy == null ? origin.port() : proxy.port();
        List<InetAddress> addresses = Resolver.resolve(host, deadline);
        FailedException last = null;
        for (int i = 0; i < addresses.size(); i++) {
            try {
                SocketAddress address = new InetSocketAddress(addresses.get(i), port);
                return attempt(loop, address, deadline.share(addresses.size() - i));
            } catch (FailedException e) {
                last = e;
                if (e.error() == SwooleError.CO_CANCELED.number()) break;
            }
        }
        if (last == null) throw FailedException.connecting(SwooleError.DNSLOOKUP_RESOLVE_FAILED);
        throw last;
    }

    private C attempt(EventLoop loop, SocketAddress address, Deadline deadline) throws FailedException {
        Awaited<C> made = new Awaited<>();
        AtomicReference<ChannelFuture> begun = new AtomicReference<>();
        Bootstrap bootstrap = bootstrap(loop, address, made, deadline);
        execute(loop, () -> begin(bootstrap, made, begun), made);
        boolean connected = false;
        try {
            C connection = made.get(deadline);
            connected = true;
            return connection;
        } finally {
            // whoever is cancelled may come here with an exception of the canceller's
            if (!connected) {
                made.abandon();
                execute(loop, () -> abandon(begun.get()), made);
            }
        }
    }

    private void begin(Bootstrap bootstrap, Awaited<C> made, AtomicReference<ChannelFuture> begun) {
        try {
            ChannelFuture connecting = bootstrap.connect();
            begun.set(connecting);
            connecting.addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) made.fail(done.cause());
            });
        } catch (Throwable e) { // no descriptor, for example
            made.fail(e);
        }
    }

    private static void abandon(@Nullable ChannelFuture connecting) {
        if (connecting == null) return;
        connecting.cancel(false);
        connecting.channel().close();
    }

    private void execute(EventLoop loop, Runnable task, Awaited<C> made) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            made.fail(e);
        }
    }

    private Bootstrap bootstrap(EventLoop loop, SocketAddress address, Awaited<C> made, Deadline deadline)
            throws FailedException {
        boolean direct = proxy == null || !tunnel;
        SocketAddress target = direct ? address : InetSocketAddress.createUnresolved(origin.host(), origin.port());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> Loops.channel(loop, origin.unix()))
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(deadline))
                .remoteAddress(target)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        assemble(channel, address, made, deadline);
                    }
                });
        if (!origin.unix()) bootstrap.option(ChannelOption.TCP_NODELAY, settings.noDelay());
        SocketAddress local = local();
        return local == null ? bootstrap : bootstrap.localAddress(local);
    }

    private @Nullable SocketAddress local() throws FailedException {
        if (origin.unix() || (settings.bindAddress() == null && settings.bindPort() == 0)) return null;
        if (settings.bindAddress() == null) return new InetSocketAddress(settings.bindPort());
        InetAddress address = Resolver.literal(settings.bindAddress());
        if (address != null) return new InetSocketAddress(address, settings.bindPort());
        SystemError error = SystemError.ADDRESS_NOT_AVAILABLE;
        throw FailedException.connecting(
                error.number(), error.text() + ": bind_address " + settings.bindAddress() + " is no IP address");
    }

    /** The caller gives up in time; this only keeps an attempt from outliving it for long. */
    private static int millis(Deadline deadline) {
        if (deadline.never()) return 0;
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(deadline.left()) + 1000, 1, Integer.MAX_VALUE);
    }

    private void assemble(Channel channel, SocketAddress address, Awaited<C> made, Deadline deadline) {
        ChannelPipeline pipeline = channel.pipeline();
        ProxyHandler handler = proxyHandler(address);
        if (handler != null) {
            handler.setConnectTimeoutMillis(millis(deadline));
            handler.connectFuture().addListener(done -> {
                if (!done.isSuccess()) made.fail(proxyFailure(done.cause()));
            });
            pipeline.addLast(handler);
        }
        SslHandler ssl = tls == null ? null : sslHandler(tls, channel, origin, settings, deadline);
        if (ssl != null) pipeline.addLast(ssl);
        C connection = ending.add(channel);
        if (ssl != null) {
            ssl.handshakeFuture().addListener(done -> {
                if (!done.isSuccess()) {
                    made.fail(TlsContexts.failed(done.cause()));
                } else {
                    FailedException wrong = ending.secured(connection, ssl);
                    if (wrong == null) {
                        ready(channel, connection, made);
                    } else {
                        made.fail(wrong);
                        channel.close();
                    }
                }
            });
        } else if (handler != null) {
            handler.connectFuture().addListener(done -> {
                if (done.isSuccess()) ready(channel, connection, made);
            });
        } else {
            pipeline.addFirst(new Activation(() -> ready(channel, connection, made)));
        }
    }

    /** Tells whether requests have to name the whole URL. */
    public static boolean needsUrl(Origin origin, ClientSettings settings, boolean tunnel) {
        ClientSettings.Proxy proxy = origin.unix() ? null : settings.proxy();
        return proxy != null && !proxy.socks() && !origin.ssl() && !tunnel;
    }

    private void ready(Channel channel, C connection, Awaited<C> made) {
        if (!made.succeed(connection)) channel.close();
    }

    private @Nullable ProxyHandler proxyHandler(SocketAddress address) {
        ClientSettings.Proxy through = proxy;
        if (through == null || !tunnel) return null;
        String user = through.user();
        String password = through.password() == null ? "" : through.password();
        if (through.socks()) return new Socks5ProxyHandler(address, user, user == null ? null : password);
        return user == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, user, password);
    }

    private FailedException proxyFailure(Throwable cause) {
        if (!(cause instanceof ProxyConnectException) || proxy == null) return FailedException.connecting(cause);
        Throwable root = cause.getCause();
        if (root != null && SystemError.of(root) == SystemError.REFUSED) return FailedException.connecting(root);
        if (proxy.socks()) {
            return FailedException.connecting(
                    SOCKS5_HANDSHAKE_FAILED, "SOCKS5 handshake failed: " + cause.getMessage());
        }
        SwooleError error = SwooleError.HTTP_PROXY_HANDSHAKE_FAILED;
        return FailedException.connecting(error.number(), error.text() + ": " + cause.getMessage());
    }

    static SslHandler sslHandler(
            SslContext context, Channel channel, Origin origin, ClientSettings settings, Deadline deadline) {
        String name = settings.tls().hostName();
        String host = name == null ? (origin.unix() ? "localhost" : origin.host()) : name;
        SslHandler ssl = context.newHandler(channel.alloc(), host, Math.max(origin.port(), 1));
        ssl.setHandshakeTimeoutMillis(millis(deadline));
        ssl.setCloseNotifyFlushTimeoutMillis(1000);
        return ssl;
    }
}
