package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Hands over what is read, piece by piece. */
final class RawHandler extends ChannelInboundHandlerAdapter {
    private final Session session;

    RawHandler(Session session) {
        this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        try {
            session.bytesRead(bytes.readableBytes());
            if (bytes.isReadable()) session.received(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
    }
}
