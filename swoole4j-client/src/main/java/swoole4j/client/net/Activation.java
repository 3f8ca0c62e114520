package swoole4j.client.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells that a channel is connected, and goes. Loop-confined. */
final class Activation extends ChannelInboundHandlerAdapter {
    private final Runnable active;

    Activation(Runnable active) {
        this.active = active;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
        active.run();
    }
}
