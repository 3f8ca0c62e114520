package swoole4j.engine.link.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import swoole4j.engine.link.encoding.FrameReader;
import swoole4j.engine.link.encoding.FrameSink;
import swoole4j.engine.link.encoding.MalformedFrameException;

/** Frames over one channel: what is encoded in a turn of the loop leaves with one write. Confined to the channel's loop. */
final class Pipe {
    /** Both ends are ours: this only bounds what a mistake could cost. */
    private static final int LARGEST_FRAME = 1 << 30;

    private final Channel channel;
    private final FrameReader reader = new FrameReader(LARGEST_FRAME);
    private final FrameSink sink = new FrameSink();

    /** What gets the frames that come. */
    @FunctionalInterface
    interface Frames {
        /** Takes one; {@code frame} is valid during the call only. */
        void take(ByteBuffer frame) throws MalformedFrameException;
    }

    Pipe(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** Returns where frames are encoded, for the next {@link #flush}. */
    FrameSink sink() {
        return sink;
    }

    /** Returns about how many bytes are on their way to the kernel. */
    long pending() {
        ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
        return sink.size() + (queued == null ? 0 : queued.totalPendingWriteBytes());
    }

    /** Writes what was encoded. In the loop, outside of coroutines. */
    void flush() {
        if (sink.isEmpty()) return;
        ByteBuf bytes = channel.alloc().directBuffer((int) Math.min(sink.size(), Integer.MAX_VALUE));
        for (ByteBuffer part : sink.buffers()) bytes.writeBytes(part);
        sink.clear();
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    /** Takes what came. */
    void read(ByteBuf bytes, Frames frames) throws MalformedFrameException {
        ByteBuffer in = bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes());
        for (ByteBuffer frame; (frame = reader.read(in)) != null; ) frames.take(frame);
    }
}
