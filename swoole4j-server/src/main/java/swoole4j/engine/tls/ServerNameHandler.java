package swoole4j.engine.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Waits for the name of the host that a client wants (RFC 6066 3), and lets the right certificate answer. */
final class ServerNameHandler extends AbstractSniHandler<SslHandler> {
    /** Real ones have up to 2 KiB. */
    private static final int LONGEST_CLIENT_HELLO = 64 * 1024;

    /** A fatal unrecognized_name (RFC 8446 6.2, RFC 6066 3). */
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private final PortTls tls;

    ServerNameHandler(PortTls tls) {
        super(LONGEST_CLIENT_HELLO, 0);
        this.tls = tls;
    }

    @Override
    protected Future<SslHandler> lookup(ChannelHandlerContext ctx, @Nullable String host) {
        return ctx.executor().newSucceededFuture(tls.handler(host, ctx.alloc()));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String host, Future<SslHandler> found) {
        SslHandler handler = found.getNow();
        if (handler == null) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME)).addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.pipeline().replace(this, null, handler);
        }
    }
}
