package swoole4j.engine.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.link.DatagramRoom;
import swoole4j.engine.link.Destination;
import swoole4j.engine.link.ToReactor;
import swoole4j.engine.link.ToWorker;

/**
 * One socket with datagrams of one reactor. While too many callbacks are in work it is not read: the kernel keeps what its
 * buffer holds and drops the rest, as ever with UDP. Reactor-confined; {@link #send} and {@link #done} may be called by a
 * coroutine that shares the loop's thread.
 */
final class DatagramListener extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(DatagramListener.class);
    /** The largest datagram that is taken; only Unix sockets know larger ones. */
    private static final int LARGEST = 64 * 1024;

    private static final int MOST_IN_WORK = 1024;
    private static final long MOST_BYTES_IN_WORK = 4 << 20;

    private final Reactor reactor;
    private final int port;
    private final ListenAddress address;
    private final PortSettings settings;
    private final DatagramRoom room;
    private final ArrayDeque<ToReactor.SendDatagram> queued = new ArrayDeque<>();
    /** What came before the start. */
    private final ArrayDeque<Runnable> early = new ArrayDeque<>();

    private @Nullable Channel channel;
    private int inWork;
    private long bytesInWork;
    private boolean reading;
    private boolean stopped;
    private boolean resuming;
    private boolean flushing;

    DatagramListener(Reactor reactor, int port, ListenAddress address, PortSettings settings, DatagramRoom room) {
        this.reactor = reactor;
        this.port = port;
        this.address = address;
        this.settings = settings;
        this.room = room;
    }

    int port() {
        return port;
    }

    Map<String, Object> options() {
        Channel open = channel;
        return open == null ? Map.of() : SocketOptions.of(open);
    }

    /** Binds; {@code shared} lets the other reactors bind the same address, between which the kernel chooses by peer. */
    void open(Transport transport, boolean shared) throws IOException {
        address.share();
        Channel socket = transport.datagrams(address.kind());
        channel = socket;
        socket.config().setAutoRead(false);
        // One more than what is taken, so that a larger one is not mistaken for one that was cut.
        socket.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST + 1));
        socket.config()
                .setOption(ChannelOption.SO_SNDBUF, buffer(settings.sockets().sendBuffer()));
        if (!address.kind().isUnix()) {
            socket.config()
                    .setOption(
                            ChannelOption.SO_RCVBUF, buffer(settings.sockets().receiveBuffer()));
            socket.config().setOption(ChannelOption.SO_REUSEADDR, true);
            if (shared) socket.config().setOption(transport.sharing(), true);
        }
        socket.pipeline().addLast(this);
        reactor.register(socket);
        socket.bind(address.local(transport)).syncUninterruptibly();
        address.bound();
        address.early((sender, data) -> early.add(() -> received(sender, data)));
    }

    private int buffer(int chosen) {
        return chosen > 0 ? chosen : (int) Math.min(settings.sendBufferLimit(), Integer.MAX_VALUE);
    }

    /** Reads from here on, and no longer allows anybody else to bind the address. */
    void begin() {
        Channel socket = channel;
        if (socket == null) return;
        if (!address.kind().isUnix()) socket.config().setOption(ChannelOption.SO_REUSEADDR, false);
        stopped = false;
        reading = true;
        socket.config().setAutoRead(true);
        for (Runnable datagram; (datagram = early.poll()) != null; ) datagram.run();
    }

    /** Nothing more is read until {@link #begin}, but answers still go out. */
    void stopReading() {
        stopped = true;
        pause();
    }

    void close() {
        Channel socket = channel;
        if (socket == null) return;
        flush();
        socket.close();
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof AddressedEnvelope<?, ?> packet && packet.content() instanceof ByteBuf content) {
                read(packet.sender(), content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(@Nullable SocketAddress sender, ByteBuf content) {
        if (content.readableBytes() > LARGEST) {
            log.warn("a datagram of more than {} bytes is dropped", LARGEST);
            return;
        }
        received(sender, ByteBufUtil.getBytes(content));
    }

    private void received(@Nullable SocketAddress sender, byte[] data) {
        PeerAddress peer = PeerAddress.of(sender, address.kind());
        inWork++;
        bytesInWork += data.length;
        if (inWork >= MOST_IN_WORK || bytesInWork >= MOST_BYTES_IN_WORK) pause();
        reactor.worker().offer(new ToWorker.Datagram(reactor.id(), port, peer.host(), peer.port(), data));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.warn("the socket of port {} [{}]: {}", address.host(), address.port(), String.valueOf(cause));
    }

    private void pause() {
        if (!reading) return;
        reading = false;
        Channel socket = channel;
        if (socket != null) socket.config().setAutoRead(false);
    }

    /** A callback has ended. */
    void done(int bytes) {
        inWork--;
        bytesInWork -= bytes;
        if (reading || resuming || stopped || isHalfFull()) return;
        resuming = true;
        reactor.submitLater(this::resume);
    }

    private void resume() {
        resuming = false;
        Channel socket = channel;
        if (reading || stopped || isHalfFull() || socket == null) return;
        reading = true;
        socket.config().setAutoRead(true);
    }

    private boolean isHalfFull() {
        return inWork > MOST_IN_WORK / 2 || bytesInWork > MOST_BYTES_IN_WORK / 2;
    }

    // ---- out

    void send(ToReactor.SendDatagram datagram) {
        queued.add(datagram);
        if (flushing) return;
        flushing = true;
        reactor.submitLater(this::flush);
    }

    private void flush() {
        flushing = false;
        Channel socket = channel;
        for (ToReactor.SendDatagram next; (next = queued.poll()) != null; ) {
            int size = next.data().length;
            if (socket == null || !socket.isOpen()) {
                room.leave(size);
            } else {
                socket.write(packet(next)).addListener((ChannelFuture written) -> written(written, size));
            }
        }
        if (socket != null) socket.flush();
    }

    private static Object packet(ToReactor.SendDatagram datagram) {
        ByteBuf data = Unpooled.wrappedBuffer(datagram.data());
        return switch (datagram.to()) {
            case Destination.Path(String path) -> new DomainDatagramPacket(data, new DomainSocketAddress(path));
            case Destination.Host(InetAddress host, int port) ->
                new DatagramPacket(data, new InetSocketAddress(host, port));
        };
    }

    private void written(ChannelFuture written, int size) {
        room.leave(size);
        if (!written.isSuccess()) {
            log.debug("a datagram of port {} was not sent: {}", address.port(), String.valueOf(written.cause()));
        }
    }
}
