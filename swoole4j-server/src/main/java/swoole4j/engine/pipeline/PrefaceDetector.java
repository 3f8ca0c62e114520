package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the first bytes of a connection: the preface of HTTP/2 changes the protocol (RFC 9113 3.3), with anything else
 * HTTP/1 goes on. Steps aside as soon as that is known.
 */
final class PrefaceDetector extends ChannelInboundHandlerAdapter {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Session session;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    PrefaceDetector(Session session) {
        this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        held = Unpooled.wrappedBuffer(held, (ByteBuf) msg);
        int seen = Math.min(held.readableBytes(), PREFACE.length);
        boolean begins = true;
        for (int i = 0; i < seen && begins; i++) begins = held.getByte(held.readerIndex() + i) == PREFACE[i];
        if (begins && seen < PREFACE.length) return;
        if (begins) session.http2();
        ByteBuf all = held;
        held = Unpooled.EMPTY_BUFFER;
        ctx.fireChannelRead(all);
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.release();
    }
}
