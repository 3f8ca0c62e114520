package swoole4j.engine.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.TlsSettings;

/** TLS of one port: keeps its contexts, and begins handshakes with them. Any thread. */
public final class PortTls {
    private static final Logger log = LoggerFactory.getLogger(PortTls.class);

    private final TlsSettings settings;
    private final Engine engine;
    private final List<String> protocols;
    private volatile Contexts contexts;
    private boolean closed;

    private PortTls(TlsSettings settings, List<String> protocols) {
        this.settings = settings;
        this.engine = Engine.of(settings.engine());
        this.protocols = protocols;
        this.contexts = Contexts.read(settings, engine, protocols);
    }

    /**
     * Reads certificates and keys.
     *
     * @param protocols what ALPN offers in order of preference, empty for no ALPN
     * @throws swoole4j.SwooleException naming what cannot be used
     */
    public static PortTls open(TlsSettings settings, List<String> protocols) {
        return new PortTls(settings, List.copyOf(protocols));
    }

    /**
     * Reads certificates and keys again; handshakes from here on use them.
     *
     * @return false when they cannot be used and the ones before stay
     */
    public boolean reload() {
        Contexts fresh;
        try {
            fresh = Contexts.read(settings, engine, protocols);
        } catch (RuntimeException e) {
            log.error("certificates stay as they are: {}", e.getMessage());
            return false;
        }
        synchronized (this) {
            Contexts unused = closed ? fresh : contexts;
            if (!closed) contexts = fresh;
            unused.release();
            return !closed;
        }
    }

    /** Gives memory back when the server has ended. */
    public synchronized void close() {
        if (closed) return;
        closed = true;
        contexts.release();
    }

    /** Puts the handshake into the pipeline of a new channel; what comes after it belongs to {@code outcome}. */
    public void begin(Channel channel, HandshakeOutcome outcome) {
        ChannelPipeline pipeline = channel.pipeline();
        if (contexts.areNamed()) {
            pipeline.addLast(new ServerNameHandler(this));
        } else {
            SslHandler handler = handler(null, channel.alloc());
            if (handler == null) throw new IllegalStateException("TLS has ended");
            pipeline.addLast(handler);
        }
        pipeline.addLast(new HandshakeHandler(settings.handshakeSeconds(), outcome));
    }

    /** Returns a handler with the certificate for that host; null when there is none. */
    @Nullable
    SslHandler handler(@Nullable String host, ByteBufAllocator allocator) {
        Contexts now = contexts;
        while (true) {
            SslHandler handler = now.use(host, context -> create(context, allocator));
            if (handler != null || now == contexts) return handler;
            now = contexts; // a reload came in between
        }
    }

    private SslHandler create(SslContext context, ByteBufAllocator allocator) {
        SSLEngine session = context.newEngine(allocator);
        if (session instanceof ReferenceCountedOpenSslEngine open) {
            SSL.setOptions(open.sslPointer(), SSL.SSL_OP_NO_TICKET);
            if (!settings.preferServerCiphers()) {
                SSL.clearOptions(open.sslPointer(), SSL.SSL_OP_CIPHER_SERVER_PREFERENCE);
            }
        } else {
            SSLParameters parameters = session.getSSLParameters();
            parameters.setUseCipherSuitesOrder(settings.preferServerCiphers());
            if (!Curves.isAutomatic(settings.curves())) parameters.setNamedGroups(Curves.names(settings.curves()));
            session.setSSLParameters(parameters);
        }
        SslHandler handler = new SslHandler(session);
        handler.setHandshakeTimeoutMillis(0); // HandshakeHandler's limit counts from the first moment
        return handler;
    }

    /** Ends the output of a connection: with TLS after a close_notify (RFC 8446 6.1). In the channel's loop. */
    public static void shutdownOutput(DuplexChannel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            channel.shutdownOutput();
        } else {
            handler.closeOutbound().addListener((ChannelFuture _) -> channel.shutdownOutput());
        }
    }
}
