package swoole4j.engine.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import swoole4j.core.websocket.MessageReader;
import swoole4j.core.websocket.ProtocolException;

/**
 * Feeds the frame reader. From the upgrade request on it holds what the peer sent early; {@link #start} begins the frames.
 * While it is paused it holds what was read already, and the news that there will be no more, which must not overtake it.
 */
public final class FrameHandler extends ChannelInboundHandlerAdapter {
    private final Session session;
    private final MessageReader.Sink sink;
    private @Nullable MessageReader reader;
    private @Nullable ByteBuf held;
    private final HeldEnd end = new HeldEnd();
    private boolean paused = true;

    FrameHandler(Session session) {
        this.session = session;
        this.sink = new Sink();
    }

    /**
     * Begins to read frames. Bytes that came before the handshake was answered, which RFC 6455 4.1 forbids the client, wait
     * for the next read or {@link #resume}, as Swoole has it.
     *
     * @return whether there are such bytes
     */
    public boolean start(MessageReader frames) {
        reader = frames;
        paused = false;
        return held != null;
    }

    /** Goes on after a pause. */
    public void resume() {
        paused = false;
        ByteBuf kept = held;
        if (kept != null) {
            held = null;
            feed(kept);
        }
        if (held == null) end.release();
    }

    /** Drops all that comes from here on. */
    public void discard() {
        MessageReader frames = reader;
        if (frames != null) frames.discard();
        paused = false;
        release();
        end.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        session.bytesRead(bytes.readableBytes());
        ByteBuf kept = held;
        if (kept != null) {
            held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), kept, bytes);
            if (!paused) resume();
        } else if (paused) {
            held = bytes;
            session.heldBack();
        } else {
            feed(bytes);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        end.pass(ctx, event, held != null);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void feed(ByteBuf bytes) {
        MessageReader frames = reader;
        if (frames == null) { // discarded before it began
            bytes.release();
            return;
        }
        try {
            ByteBuffer in = bytes.nioBufferCount() == 1
                    ? bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes())
                    : bytes.nioBuffer();
            frames.read(in, sink);
            bytes.readerIndex(bytes.writerIndex() - in.remaining());
        } catch (ProtocolException e) {
            bytes.release();
            session.violated(e);
            return;
        } catch (Throwable e) {
            bytes.release();
            throw e;
        }
        if (paused && bytes.isReadable()) {
            held = bytes;
        } else {
            bytes.release();
        }
    }

    private void release() {
        ByteBuf kept = held;
        held = null;
        if (kept != null) kept.release();
    }

    private final class Sink implements MessageReader.Sink {
        @Override
        public boolean onMessage(int opcode, int flags, byte[] payload, boolean ascii) {
            return goOn(session.message(opcode, flags, payload, ascii));
        }

        @Override
        public boolean onControl(int opcode, int flags, byte[] payload) {
            return goOn(session.control(opcode, flags, payload));
        }

        private boolean goOn(boolean more) {
            if (!more) paused = true;
            return more;
        }
    }
}
