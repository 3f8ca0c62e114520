package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import swoole4j.core.framing.FramingException;
import swoole4j.core.framing.PackageReader;

/**
 * Hands over the messages of a port that speaks neither HTTP nor WebSocket. While it is paused it holds what was read already,
 * and the news that there will be no more, which must not overtake it.
 */
final class PackageHandler extends ChannelInboundHandlerAdapter {
    private final Session session;
    private final PackageReader reader;
    private final PackageReader.Sink sink = this::deliver;
    private final Deque<ByteBuf> held = new ArrayDeque<>(1);
    private final HeldEnd end = new HeldEnd();
    private boolean paused;

    PackageHandler(Session session, PackageReader reader) {
        this.session = session;
        this.reader = reader;
    }

    /** Goes on after a pause. */
    void resume() {
        paused = false;
        feed(Unpooled.EMPTY_BUFFER); // for messages that the reader has already
        while (!paused && !held.isEmpty()) feed(held.removeFirst());
        if (!paused) end.release();
    }

    /** Drops all that comes from here on. */
    void discard() {
        reader.discard();
        paused = false;
        release();
        end.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        session.bytesRead(bytes.readableBytes());
        if (paused) {
            held.addLast(Kept.of(bytes));
        } else {
            feed(bytes);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        end.pass(ctx, event, paused);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private boolean deliver(byte[] message) {
        boolean more = session.received(message);
        if (!more) paused = true;
        return more;
    }

    private void feed(ByteBuf bytes) {
        try {
            ByteBuffer in = bytes.nioBufferCount() == 1
                    ? bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes())
                    : bytes.nioBuffer();
            reader.read(in, sink);
            bytes.readerIndex(bytes.writerIndex() - in.remaining());
        } catch (FramingException e) {
            bytes.release();
            session.misframed(e);
            return;
        } catch (Throwable e) {
            bytes.release();
            throw e;
        }
        if (bytes.isReadable()) {
            held.addFirst(Kept.of(bytes));
        } else {
            bytes.release();
        }
    }

    private void release() {
        for (ByteBuf bytes; (bytes = held.poll()) != null; ) bytes.release();
    }
}
