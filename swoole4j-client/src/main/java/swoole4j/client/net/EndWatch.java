package swoole4j.client.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Stands before the parser: learns of the end of a connection before that takes it for the end of a body. Loop-confined. */
final class EndWatch extends ChannelInboundHandlerAdapter {
    private final ClientHandler handler;

    EndWatch(ClientHandler handler) {
        this.handler = handler;
    }

    /** What comes unasked for would be taken for the beginning of the next response. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (handler.isIdle()) {
            ReferenceCountUtil.release(message);
            ctx.close();
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        handler.gone();
        ctx.fireChannelInactive();
    }
}
