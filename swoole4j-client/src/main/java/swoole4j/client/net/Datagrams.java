package swoole4j.client.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.UnixChannel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import swoole4j.client.config.ClientSettings;
import swoole4j.core.coroutine.Suspension;

/** A socket of UDP. As the system does it drops what comes while too much is not taken. Any thread. */
public final class Datagrams {
    private static final int LARGEST = 65536;
    private static final int MOST_HELD = 512 * 1024;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Channel channel;
    private final int number;
    private final Inbox<Arrived> inbox = new Inbox<>();

    private Datagrams(Channel channel) {
        this.channel = channel;
        this.number = channel instanceof UnixChannel unix ? unix.fd().intValue() : NUMBERS.incrementAndGet();
    }

    /**
     * Finds the address of a host.
     *
     * @param six whether one of IPv6 is wanted; without any of the wanted kind it is another
     * @throws FailedException when there is none, or not in time
     */
    public static InetSocketAddress find(String host, int port, boolean six, Deadline deadline) throws FailedException {
        List<InetAddress> all = Resolver.resolve(host, deadline);
        InetAddress found = all.stream()
                .filter(address -> address instanceof Inet6Address == six)
                .findFirst()
                .orElse(all.getFirst());
        return new InetSocketAddress(found, port);
    }

    /**
     * Opens a socket.
     *
     * @param peer the only one to talk to, or null for everybody
     * @throws FailedException when that does not work
     */
    public static Datagrams open(@Nullable InetSocketAddress peer, ClientSettings settings, Deadline deadline)
            throws FailedException {
        SocketAddress local = local(settings);
        EventLoop loop = Loops.current();
        Awaited<Datagrams> made = new Awaited<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> Loops.datagrams(loop))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST))
                .handler(new Handler());
        execute(loop, made, () -> {
            ChannelFuture opening = peer == null ? bootstrap.bind(local) : bootstrap.connect(peer, local);
            opening.addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) {
                    made.fail(done.cause());
                    return;
                }
                Datagrams socket = new Datagrams(done.channel());
                done.channel().pipeline().get(Handler.class).socket = socket;
                if (!made.succeed(socket)) done.channel().close();
            });
        });
        return made.get(deadline);
    }

    private static SocketAddress local(ClientSettings settings) throws FailedException {
        String address = settings.bindAddress();
        if (address == null) return new InetSocketAddress(settings.bindPort());
        InetAddress literal = Resolver.literal(address);
        if (literal == null) throw FailedException.connecting(SystemError.ADDRESS_NOT_AVAILABLE);
        return new InetSocketAddress(literal, settings.bindPort());
    }

    private static void execute(EventLoop loop, Awaited<?> made, Runnable task) {
        try {
            loop.execute(() -> {
                try {
                    task.run();
                } catch (Throwable e) { // no descriptor, for example
                    made.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            made.fail(e);
        }
    }

    /** Returns the number of the socket. */
    public int number() {
        return number;
    }

    /** Returns its address. */
    public @Nullable SocketAddress local() {
        return channel.localAddress();
    }

    /** Returns the only one it talks to, or null. */
    public @Nullable SocketAddress remote() {
        return channel.remoteAddress();
    }

    /** Tells whether it can be used. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * Sends one, which is taken over, to somebody or, with null, to the only one.
     *
     * @throws FailedException when it cannot be sent, or not in time
     */
    public void send(byte[] bytes, @Nullable InetSocketAddress to, Deadline deadline) throws FailedException {
        Awaited<Boolean> sent = new Awaited<>();
        execute(channel.eventLoop(), sent, () -> {
            var content = Unpooled.wrappedBuffer(bytes);
            channel.writeAndFlush(to == null ? content : new DatagramPacket(content, to))
                    .addListener(done -> {
                        if (done.isSuccess()) {
                            sent.succeed(true);
                        } else {
                            sent.fail(done.cause());
                        }
                    });
        });
        sent.get(deadline);
    }

    /**
     * Takes the next one.
     *
     * @return null at the end
     * @throws FailedException when none comes in time, and when one that was sent could not be delivered
     */
    public Arrived.@Nullable Datagram take(Deadline deadline) throws FailedException {
        Suspension how = inbox.await(deadline);
        if (how != Suspension.DONE) throw FailedException.waiting(how);
        return switch (inbox.peek()) {
            case Arrived.Datagram datagram -> {
                inbox.poll();
                yield datagram;
            }
            case Arrived.Fault fault -> {
                inbox.poll();
                throw FailedException.connecting(fault.why());
            }
            case null, default -> null;
        };
    }

    /** Closes it. */
    public void close() {
        channel.close();
    }

    private void put(Arrived item) {
        if (inbox.held() < MOST_HELD) inbox.put(item);
    }

    /** What comes. Loop-confined. */
    private static final class Handler extends SimpleChannelInboundHandler<DatagramPacket> {
        private @Nullable Datagrams socket;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            Datagrams to = socket;
            if (to != null) to.put(new Arrived.Datagram(ByteBufUtil.getBytes(packet.content()), packet.sender()));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Datagrams to = socket;
            if (to != null) to.put(new Arrived.Fault(SystemError.of(cause)));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (socket != null) socket.inbox.put(new Arrived.End(null));
        }
    }
}
