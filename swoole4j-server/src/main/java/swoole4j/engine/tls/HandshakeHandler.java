package swoole4j.engine.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.core.tls.Pem;

/** Waits for the end of the handshake, but not for ever. Last in the pipeline until then. */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(HandshakeHandler.class);

    private final double limitSeconds;
    private final HandshakeOutcome outcome;
    private @Nullable Future<?> limit;
    private boolean over;

    HandshakeHandler(double limitSeconds, HandshakeOutcome outcome) {
        this.limitSeconds = limitSeconds;
        this.outcome = outcome;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        limit = ctx.executor().schedule(() -> expire(ctx), (long) (limitSeconds * 1e9), TimeUnit.NANOSECONDS);
    }

    private static void expire(ChannelHandlerContext ctx) {
        log.debug("no TLS handshake in time: {}", ctx.channel().remoteAddress());
        var channel = ctx.channel().unsafe();
        channel.close(channel.voidPromise()); // a peer that is silent is owed no alert
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent end) || over) return;
        if (end.isSuccess()) {
            over = true;
            cancelLimit();
            outcome.secured(facts(ctx.pipeline().get(SslHandler.class)));
            ctx.pipeline().remove(this);
        } else {
            log.debug("TLS handshake failed: {}", ctx.channel().remoteAddress(), end.cause());
            ctx.close();
        }
    }

    private static Secured facts(SslHandler handler) {
        return new Secured(handler.applicationProtocol(), clientCertificate(handler));
    }

    private static @Nullable String clientCertificate(SslHandler handler) {
        if (!handler.engine().getNeedClientAuth() && !handler.engine().getWantClientAuth()) return null;
        try {
            Certificate[] chain = handler.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first ? Pem.of(first) : null;
        } catch (SSLPeerUnverifiedException | CertificateException _) {
            return null; // it was asked for and not given
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        fail(); // the channel was never active
    }

    private void fail() {
        if (over) return;
        over = true;
        cancelLimit();
        outcome.failed();
    }

    private void cancelLimit() {
        Future<?> pending = limit;
        if (pending != null) pending.cancel(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("TLS handshake failed: {}", ctx.channel().remoteAddress(), cause);
        ctx.close();
    }
}
