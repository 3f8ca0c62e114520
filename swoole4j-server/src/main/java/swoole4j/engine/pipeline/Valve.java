package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Holds what is read from a paused connection although nobody asked for it: what was on its way, and what the transport
 * reads by itself when the peer ends its side, that end included. Reactor-confined.
 */
final class Valve extends ChannelInboundHandlerAdapter {
    private final ArrayDeque<Object> held = new ArrayDeque<>(0);
    private boolean shut = true;

    void shut() {
        shut = true;
    }

    /** Lets everything through, what is held first. */
    void open(ChannelHandlerContext ctx) {
        shut = false;
        boolean any = !held.isEmpty();
        for (Object next; (next = held.poll()) != null; ) {
            if (next instanceof ByteBuf) {
                ctx.fireChannelRead(next);
            } else {
                ctx.fireUserEventTriggered(next);
            }
        }
        if (any) ctx.fireChannelReadComplete();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (shut) {
            held.add(msg instanceof ByteBuf bytes ? Kept.of(bytes) : msg);
        } else {
            ctx.fireChannelRead(msg);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean end = event instanceof SslCloseCompletionEvent || event == ChannelInputShutdownEvent.INSTANCE;
        if (shut && end) {
            held.add(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        drop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    private void drop() {
        held.forEach(ReferenceCountUtil::release); // which leaves events alone
        held.clear();
    }
}
