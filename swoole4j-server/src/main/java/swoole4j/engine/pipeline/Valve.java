package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Holds what is read from a paused connection although nobody asked for it: what was on its way, and what the transport
 * reads by itself when the peer ends its side, that end included. Reactor-confined.
 */
public final class Valve extends ChannelDuplexHandler {
    private final ArrayDeque<Object> held = new ArrayDeque<>(0);
    private boolean shut = true;
    private boolean ended;

    private Valve() {}

    /** Holds back what is read from here on, decrypted where that is due. */
    public static void shut(ChannelPipeline pipeline) {
        Valve valve = pipeline.get(Valve.class);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (valve != null) {
            valve.shut = true;
        } else if (tls == null) {
            pipeline.addFirst(new Valve());
        } else {
            pipeline.addAfter(tls.name(), null, new Valve());
        }
    }

    /** Lets everything through, what is held first. */
    public static void open(ChannelPipeline pipeline) {
        ChannelHandlerContext valve = pipeline.context(Valve.class);
        if (valve != null) ((Valve) valve.handler()).open(valve);
    }

    private void open(ChannelHandlerContext ctx) {
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
        ended |= event == ChannelInputShutdownEvent.INSTANCE;
        if (shut && HeldEnd.isEnd(event)) {
            held.add(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** Netty's HTTP/2 asks for more by itself; behind the end Netty's epoll fails when it is asked. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!shut && !ended) ctx.read();
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
