package swoole4j.client.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import swoole4j.client.config.ClientSettings;
import swoole4j.core.coroutine.Suspension;

/**
 * A connection that carries bytes without a protocol. It reads no more while too much of what it has read is not taken. Any
 * thread, but for the methods that say otherwise.
 */
public final class StreamConnection {
    /** So much may wait to be taken before the connection stops reading. */
    private static final int MOST_HELD = 512 * 1024;

    private static final int FEW_HELD = 128 * 1024;

    /** How long a peer may take to read what was sent before {@link #close}. */
    private static final int LINGER_SECONDS = 10;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Channel channel;
    private final int number;
    private final Inbox<Arrived> inbox = new Inbox<>();
    private final Outbox outbox = new Outbox();
    private volatile boolean paused;
    private volatile boolean closed;
    private volatile @Nullable SystemError failure;
    private boolean inputEnded;

    private StreamConnection(Channel channel) {
        this.channel = channel;
        this.number = channel instanceof UnixChannel unix ? unix.fd().intValue() : NUMBERS.incrementAndGet();
    }

    /** Puts one at the end of a channel's pipeline, in the loop. */
    static StreamConnection on(Channel channel) {
        StreamConnection connection = new StreamConnection(channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(connection.new Handler());
        return connection;
    }

    /** Returns the number of the socket. */
    public int number() {
        return number;
    }

    /** Tells whether it is still connected; one whose peer has only ended its own side is. */
    public boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Returns the address of this side. */
    public @Nullable SocketAddress local() {
        return channel.localAddress();
    }

    /** Returns the address of the peer. */
    public @Nullable SocketAddress remote() {
        return channel.remoteAddress();
    }

    // ---- sending

    /**
     * Sends bytes, which are taken over, and waits until the system has them all.
     *
     * @param limit how many bytes of earlier calls may still be unsent
     * @throws FailedException when the connection has ended, or the peer takes too little in that time
     */
    public void send(byte[] bytes, long limit, Deadline deadline) throws FailedException {
        await(limit, deadline);
        if (outbox.add(new Outgoing.Bytes(bytes))) execute(this::drain);
        await(1, deadline);
    }

    private void await(long limit, Deadline deadline) throws FailedException {
        Suspension how = outbox.await(() -> outbox.unsent() < limit || !isOpen(), deadline);
        if (how != Suspension.DONE) throw FailedException.sending(how);
        if (isOpen()) return;
        SystemError why = failure;
        throw FailedException.connecting(why == null ? SystemError.BROKEN_PIPE : why);
    }

    private void drain() {
        outbox.begin();
        for (Outgoing item; (item = outbox.poll()) != null; ) {
            if (!(item instanceof Outgoing.Bytes some)) continue;
            channel.write(Unpooled.wrappedBuffer(some.bytes())).addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) fail(done.cause());
                outbox.sent(some.size());
            });
        }
        channel.flush();
    }

    // ---- receiving

    /**
     * Takes what comes next; an end is not taken, so that whoever asks again is told again.
     *
     * @throws FailedException when nothing comes in time
     */
    Arrived take(Deadline deadline) throws FailedException {
        Suspension how = inbox.await(deadline);
        if (how != Suspension.DONE) throw FailedException.waiting(how);
        Arrived item = poll();
        if (item == null) throw new IllegalStateException("somebody else has taken it");
        return item;
    }

    /** Takes what has come, or returns null. */
    @Nullable
    Arrived poll() {
        Arrived item = inbox.peek();
        if (item == null || item instanceof Arrived.End) return item;
        inbox.poll();
        if (paused && inbox.held() < FEW_HELD) execute(this::goOn);
        return item;
    }

    private void goOn() {
        if (!paused || inbox.held() >= FEW_HELD) return;
        paused = false;
        channel.config().setAutoRead(true);
    }

    /** What comes, in the loop. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (inputEnded || !(message instanceof ByteBuf bytes) || !bytes.isReadable()) return;
                inbox.put(new Arrived.Bytes(ByteBufUtil.getBytes(bytes)));
            } finally {
                ReferenceCountUtil.release(message);
            }
            if (paused || inbox.held() < MOST_HELD) return;
            paused = true;
            channel.config().setAutoRead(false);
            goOn(); // all may have been taken before anybody could see the pause
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                ended();
                if (ctx.pipeline().first() != this) ctx.close(); // TLS and proxies have no half of a connection
            }
            ctx.fireUserEventTriggered(event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended();
            outbox.wake();
            ctx.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        if (failure == null && !closed) failure = SystemError.of(cause);
        channel.close();
    }

    private void ended() {
        if (inputEnded) return;
        inputEnded = true;
        inbox.put(new Arrived.End(failure));
    }

    // ---- TLS, and the end

    /**
     * Begins TLS.
     *
     * @throws FailedException when the peer does not agree, or not in time; the connection has ended then
     */
    public void secure(Origin origin, ClientSettings settings, Deadline deadline) throws FailedException {
        SslContext context = TlsContexts.of(settings.tls(), List.of());
        Awaited<StreamConnection> made = new Awaited<>();
        execute(() -> {
            if (!channel.isActive()) {
                made.fail(FailedException.reset());
                return;
            }
            SslHandler ssl = Connector.sslHandler(context, channel, origin, settings, deadline);
            channel.pipeline().addFirst(ssl);
            ssl.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    made.succeed(this);
                } else {
                    made.fail(TlsContexts.failed(done.cause()));
                }
            });
        });
        boolean secured = false;
        try {
            made.get(deadline);
            secured = true;
        } finally {
            if (!secured) close();
        }
    }

    /** Tells whether it is encrypted. */
    public boolean isSecure() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    /** Closes it when what was sent has gone. Whoever waits is told of the end. */
    public void close() {
        closed = true;
        execute(() -> {
            ended();
            drain();
            channel.config().setAutoRead(false); // nobody takes it
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            var late = channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(_ -> late.cancel(false));
        });
        outbox.wake();
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException _) { // the loop has ended, and all its channels with it
            closed = true;
            inbox.put(new Arrived.End(null));
            outbox.wake();
        }
    }
}
