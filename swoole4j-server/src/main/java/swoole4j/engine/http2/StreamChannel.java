package swoole4j.engine.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A stream as a channel (RFC 8441 5): DATA frames carry the bytes, END_STREAM is the FIN, RST_STREAM with CANCEL the reset.
 * Not reading closes the stream's window; what is written waits for the client's. Reactor-confined, in the loop.
 */
public final class StreamChannel extends AbstractChannel implements DuplexChannel, Inbound {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final Multiplexer owner;
    private final Http2Stream stream;
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final ArrayDeque<ByteBuf> received = new ArrayDeque<>(2);

    private boolean open = true;
    private boolean readWanted;
    private boolean delivering;
    private boolean writing;
    private boolean inputEnded;
    private boolean inputEndTold;
    private boolean outputEnded;
    private boolean streamClosed;

    StreamChannel(Channel parent, Multiplexer owner, Http2Stream stream) {
        super(parent);
        this.owner = owner;
        this.stream = stream;
    }

    /** Answers the request; data may follow. */
    public void answer(List<String> head) {
        if (streamClosed || outputEnded) return;
        owner.encoder().writeHeaders(owner.ctx(), stream.id(), Fields.head(head), 0, false, owner.promise());
        owner.touch();
    }

    // ---- from the client

    @Override
    public int data(ByteBuf data, int padding, boolean last) {
        if (open && data.isReadable()) {
            received.add(data.retain());
        } else {
            padding += data.readableBytes();
        }
        inputEnded |= last;
        deliver();
        return padding;
    }

    @Override
    public void end() {
        inputEnded = true;
        deliver();
    }

    private void deliver() {
        if (delivering) return;
        delivering = true;
        try {
            while (readWanted && open) {
                ByteBuf next = received.poll();
                if (next == null) break;
                readWanted = false;
                int size = next.readableBytes();
                pipeline().fireChannelRead(next);
                pipeline().fireChannelReadComplete(); // which asks for more unless reading pauses
                if (!streamClosed) owner.openWindow(stream, size);
            }
        } finally {
            delivering = false;
        }
        if (!inputEnded || inputEndTold || !open || !received.isEmpty()) return;
        inputEndTold = true;
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    @Override
    public void closed() {
        streamClosed = true;
        owner.forget(this);
        if (open) unsafe().close(voidPromise());
    }

    // ---- to the client

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
        while (!writing) {
            if (!(in.current() instanceof ByteBuf bytes)) return;
            if (!bytes.isReadable()) {
                in.remove();
                continue;
            }
            writing = true;
            owner.encoder()
                    .writeData(owner.ctx(), stream.id(), bytes.retainedDuplicate(), 0, false, owner.promise())
                    .addListener(future -> written(future.isSuccess()));
            owner.touch();
        }
    }

    /** One buffer at a time is with Netty, so that the rest is counted as unsent. */
    private void written(boolean success) {
        writing = false;
        ChannelOutboundBuffer left = unsafe().outboundBuffer();
        if (left == null) return;
        if (success) {
            left.remove();
            unsafe().flush();
        } else {
            unsafe().close(voidPromise());
        }
    }

    @Override
    protected void doShutdownOutput() {
        endOutput();
    }

    private void endOutput() {
        if (outputEnded || streamClosed) return;
        outputEnded = true;
        owner.encoder().writeData(owner.ctx(), stream.id(), Unpooled.EMPTY_BUFFER, 0, true, owner.promise());
        owner.touch();
    }

    @Override
    protected void doClose() {
        open = false;
        for (ByteBuf left; (left = received.poll()) != null; ) left.release();
        if (streamClosed) return;
        if (inputEnded && !writing && stream.isHeadersSent()) {
            endOutput();
        } else {
            owner.reset(stream.id(), outputEnded ? Http2Error.NO_ERROR : Http2Error.CANCEL);
        }
    }

    // ---- what Netty wants of a channel

    @Override
    protected void doBeginRead() {
        readWanted = true;
        deliver();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
                promise.setFailure(new UnsupportedOperationException("a stream is connected"));
            }
        };
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return parent().localAddress();
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return parent().remoteAddress();
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("a stream is connected");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public boolean isInputShutdown() {
        return inputEndTold;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputEnded;
    }

    @Override
    public boolean isShutdown() {
        return inputEndTold && outputEnded;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return promise.setFailure(new UnsupportedOperationException("the input of a stream ends with the stream"));
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        ((AbstractUnsafe) unsafe()).shutdownOutput(promise);
        return promise;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return shutdownOutput(promise);
    }
}
