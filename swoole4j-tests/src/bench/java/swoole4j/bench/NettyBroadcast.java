package swoole4j.bench;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sends each text to everybody. One loop serves all connections, so the set needs no lock. */
@ChannelHandler.Sharable
final class NettyBroadcast extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Set<Channel> members = new LinkedHashSet<>();

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof HandshakeComplete) members.add(context.channel());
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        members.remove(context.channel());
        super.channelInactive(context);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a void promise reports failures to the pipeline
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
        for (Channel member : members) member.writeAndFlush(frame.retainedDuplicate(), member.voidPromise());
    }
}
