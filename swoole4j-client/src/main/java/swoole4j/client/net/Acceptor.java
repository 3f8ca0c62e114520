package swoole4j.client.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import swoole4j.client.config.ClientSettings;
import swoole4j.core.coroutine.Suspension;

/**
 * A socket that waits for connections. It takes a few from the system before they are asked for and leaves the others there;
 * of those that it has taken it reads nothing yet. Any thread, but one at a time accepts.
 */
public final class Acceptor implements Tunable {
    private static final int FIRST_BACKLOG = 512;
    private static final int MOST_WAITING = 16;
    /** A handshake has a limit even where connections have none. */
    private static final int HANDSHAKE_SECONDS = 10;

    private static final int MOST_SECONDS = 3600;

    static {
        // without descriptors, which is when these are needed first, no class may be found any more
        FailedException.connecting(new IOException(SystemError.TOO_MANY_FILES.text()));
        new Visitor.Fault(SystemError.TOO_MANY_FILES).weight();
    }

    private final Channel channel;
    private final int number;
    private final @Nullable Path file;
    private final Map<SocketOption, Integer> options;
    private final Inbox<Visitor> inbox = new Inbox<>();
    private volatile boolean listening;
    private volatile boolean paused;
    private volatile boolean closed;
    private volatile @Nullable SslContext tls;
    private volatile long handshakeMillis;

    /** Who has come. */
    private sealed interface Visitor extends Inbox.Weighted {
        @Override
        default int weight() {
            return 1;
        }

        record Peer(StreamConnection connection) implements Visitor {}

        record Fault(SystemError why) implements Visitor {}

        record End() implements Visitor {}
    }

    private Acceptor(Channel channel, @Nullable Path file, Map<SocketOption, Integer> options) {
        this.channel = channel;
        this.number = Loops.number(channel);
        this.file = file;
        this.options = options;
    }

    /**
     * Takes an address; connections wait there from now on.
     *
     * @param options what holds for the socket, and for those that it accepts
     * @throws FailedException when that does not work
     */
    public static Acceptor bind(Endpoint address, Map<SocketOption, Integer> options, Deadline deadline)
            throws FailedException {
        EventLoop loop = Loops.current();
        SocketAddress local = address.own(loop, deadline);
        Awaited<Acceptor> made = new Awaited<>();
        made.in(loop, () -> {
            ServerChannel channel = Loops.server(loop, address.unix());
            Acceptor acceptor = new Acceptor(channel, address.file(), options);
            channel.config().setAutoRead(false);
            channel.config().setOption(ChannelOption.SO_BACKLOG, FIRST_BACKLOG);
            options.forEach((option, value) -> option.set(channel, value));
            channel.pipeline().addLast(acceptor.new Handler());
            ChannelFutureListener bound = done -> {
                if (!done.isSuccess()) {
                    made.fail(done.cause());
                    channel.close();
                } else if (!made.succeed(acceptor)) {
                    acceptor.close();
                }
            };
            loop.register(channel).addListener((ChannelFutureListener) registered -> {
                if (registered.isSuccess()) {
                    channel.bind(local).addListener(bound);
                } else {
                    made.fail(registered.cause());
                }
            });
        });
        return made.get(deadline);
    }

    /** Returns the number of the socket. */
    public int number() {
        return number;
    }

    /** Returns its address. */
    public @Nullable SocketAddress local() {
        return channel.localAddress();
    }

    /** Tells whether connections may be taken. */
    public boolean isListening() {
        return listening;
    }

    /** Lets connections in, so many of which may wait at the system, where it can still be told. */
    public void listen(int backlog) {
        listening = true;
        execute(() -> {
            try {
                if (channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket) socket.listen(backlog);
            } catch (IOException _) {
                // it listens as before
            }
            if (!paused && !closed) channel.config().setAutoRead(true);
        });
    }

    /**
     * From here on connections begin with a handshake.
     *
     * @throws swoole4j.coroutine.http.ClientException naming the option whose file cannot be used
     */
    public void secure(ClientSettings settings) {
        tls = ServerContexts.of(settings);
        double seconds = settings.connectSeconds();
        double limit = seconds < 0 ? HANDSHAKE_SECONDS : Math.min(seconds, MOST_SECONDS);
        handshakeMillis = Math.max(1, (long) (limit * 1000));
    }

    /**
     * Waits for a connection.
     *
     * @throws FailedException when none comes in time, or none can be taken; another may come later unless it is closed
     */
    public StreamConnection take(Deadline deadline) throws FailedException {
        Suspension how = inbox.await(deadline);
        if (how != Suspension.DONE) throw FailedException.waiting(how);
        Visitor visitor = closed ? null : inbox.poll();
        if (paused && inbox.held() == 0) execute(this::goOn);
        return switch (visitor) {
            case Visitor.Peer peer -> {
                peer.connection.begin(tls, handshakeMillis);
                yield peer.connection;
            }
            case Visitor.Fault fault -> throw FailedException.connecting(fault.why);
            case Visitor.End _ -> throw FailedException.canceled();
            case null -> throw FailedException.canceled();
        };
    }

    /** Ends the wait of whoever accepts; false when nobody does. */
    public boolean cancel() {
        return inbox.cancel();
    }

    private void goOn() {
        if (!paused || inbox.held() > 0 || closed) return;
        paused = false;
        channel.config().setAutoRead(true);
    }

    private void pause() {
        paused = true;
        channel.config().setAutoRead(false);
        goOn(); // all may have been taken before anybody could see the pause
    }

    @Override
    public boolean set(SocketOption option, int value) throws FailedException {
        return option.setIn(channel, value);
    }

    @Override
    public int get(SocketOption option) throws FailedException {
        return option.getIn(channel);
    }

    /** Closes it and waits until its address is free. */
    public void vacate() throws FailedException {
        close();
        Awaited.in(channel, () -> {});
    }

    /** Closes it, and those that nobody has accepted. Whoever waits is told. */
    public void close() {
        if (closed) return;
        closed = true;
        inbox.put(new Visitor.End());
        execute(() -> {
            channel.close();
            for (Visitor visitor; (visitor = inbox.poll()) != null; ) {
                if (visitor instanceof Visitor.Peer peer) peer.connection.drop();
            }
            inbox.put(new Visitor.End());
            Endpoint.delete(file);
        });
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException _) { // the loop has ended, and its channels with it
            closed = true;
            inbox.put(new Visitor.End());
        }
    }

    /** Who comes, in the loop. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            Channel child = (Channel) message;
            if (closed) {
                child.unsafe().closeForcibly();
                return;
            }
            child.config().setAutoRead(false);
            options.forEach((option, value) -> option.set(child, value));
            StreamConnection connection = StreamConnection.on(child);
            ctx.channel().eventLoop().register(child).addListener((ChannelFutureListener) done -> {
                if (done.isSuccess() && !closed) {
                    inbox.put(new Visitor.Peer(connection));
                } else {
                    child.unsafe().closeForcibly();
                }
            });
            if (inbox.held() >= MOST_WAITING && !paused) pause();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (closed) return;
            inbox.put(new Visitor.Fault(SystemError.of(cause))); // before the pause, which ends when nothing is left
            if (!paused) pause();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            inbox.put(new Visitor.End());
        }
    }
}
