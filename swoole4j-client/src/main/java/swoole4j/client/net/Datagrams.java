package swoole4j.client.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;
import swoole4j.core.coroutine.Suspension;

/** A socket of UDP, or of datagrams between paths. As the system does it drops what comes while too much is not taken. Any thread. */
public final class Datagrams implements Tunable {
    private static final int LARGEST = 65536;
    private static final int MOST_HELD = 512 * 1024;

    private final Channel channel;
    private final @Nullable Path file;
    private final int number;
    private final Inbox<Arrived> inbox = new Inbox<>();

    private Datagrams(Channel channel, @Nullable Path file) {
        this.channel = channel;
        this.file = file;
        this.number = Loops.number(channel);
    }

    /**
     * Opens a socket.
     *
     * @param domain that of all addresses
     * @param local its own address, or null for any
     * @param peer the only one to talk to, or null for everybody
     * @throws FailedException when that does not work
     */
    public static Datagrams open(
            int domain,
            @Nullable Endpoint local,
            @Nullable Endpoint peer,
            Map<SocketOption, Integer> options,
            Deadline deadline)
            throws FailedException {
        boolean unix = domain == Constants.AF_UNIX;
        IoEventLoop loop = unix ? Loops.ofUnixDatagrams() : Loops.current();
        SocketAddress to = peer == null ? null : peer.resolve(loop, deadline);
        Endpoint from = local == null ? Endpoint.any(domain) : local;
        SocketAddress own = from.own(loop, deadline);
        Awaited<Datagrams> made = new Awaited<>();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> Loops.datagrams(loop, unix))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        options.forEach((option, value) -> option.set(channel, value));
                        channel.pipeline().addLast(new Handler());
                    }
                });
        made.in(loop, () -> {
            ChannelFuture opening = to == null ? bootstrap.bind(own) : bootstrap.connect(to, own);
            opening.addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) {
                    made.fail(done.cause());
                    if (local == null) Endpoint.delete(from.file());
                    return;
                }
                Datagrams socket = new Datagrams(done.channel(), from.file());
                done.channel().pipeline().get(Handler.class).socket = socket;
                if (!made.succeed(socket)) socket.close();
            });
        });
        return made.get(deadline);
    }

    /** From here on it talks to one only. */
    public void connect(Endpoint peer, Deadline deadline) throws FailedException {
        SocketAddress to = peer.resolve(channel.eventLoop(), deadline);
        Awaited<Boolean> connected = new Awaited<>();
        connected.in(channel.eventLoop(), () -> tell(connected, channel.connect(to)));
        connected.get(deadline);
    }

    private static void tell(Awaited<Boolean> waiter, ChannelFuture future) {
        future.addListener(done -> {
            if (done.isSuccess()) {
                waiter.succeed(true);
            } else {
                waiter.fail(done.cause());
            }
        });
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
    public void send(byte[] bytes, @Nullable Endpoint to, Deadline deadline) throws FailedException {
        SocketAddress receiver = to == null ? null : to.resolve(channel.eventLoop(), deadline);
        Awaited<Boolean> sent = new Awaited<>();
        sent.in(channel.eventLoop(), () -> tell(sent, channel.writeAndFlush(packet(bytes, receiver))));
        sent.get(deadline);
    }

    private static Object packet(byte[] bytes, @Nullable SocketAddress to) {
        ByteBuf content = Unpooled.wrappedBuffer(bytes);
        return switch (to) {
            case InetSocketAddress internet -> new DatagramPacket(content, internet);
            case DomainSocketAddress path -> new DomainDatagramPacket(content, path);
            case null, default -> content;
        };
    }

    @Override
    public boolean set(SocketOption option, int value) throws FailedException {
        return option.setIn(channel, value);
    }

    @Override
    public int get(SocketOption option) throws FailedException {
        return option.getIn(channel);
    }

    /** Ends the wait of whoever receives; false when nobody does. */
    public boolean cancelReceiving() {
        return inbox.cancel();
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
        channel.close().addListener(_ -> Endpoint.delete(file));
    }

    private void put(Arrived item) {
        if (inbox.held() < MOST_HELD) inbox.put(item);
    }

    /** What comes. Loop-confined. */
    private static final class Handler extends SimpleChannelInboundHandler<AddressedEnvelope<ByteBuf, SocketAddress>> {
        private @Nullable Datagrams socket;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, AddressedEnvelope<ByteBuf, SocketAddress> packet) {
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
