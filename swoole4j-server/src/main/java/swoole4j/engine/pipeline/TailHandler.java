package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes the ends of a connection, and drops what is left over once nobody reads any more. Last in every pipeline. */
final class TailHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(TailHandler.class);

    private final Ends session;

    TailHandler(Ends session) {
        this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (HeldEnd.isEnd(event)) session.inputEnded();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean peers = cause instanceof IOException // a reset by the peer is its right
                || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
        if (peers) {
            log.debug("connection failed", cause);
        } else {
            log.error("pipeline failed, the connection is closed", cause);
        }
        ctx.close();
    }

    /** Counts what arrives, before anything else sees it. */
    static final class Meter extends ChannelInboundHandlerAdapter {
        private final Ends session;

        Meter(Ends session) {
            this.session = session;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (msg instanceof ByteBuf bytes) session.bytesRead(bytes.readableBytes());
            ctx.fireChannelRead(msg);
        }
    }
}
