package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.net.StandardSocketOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.engine.link.SocketKind;

/** How a loop waits for I/O. */
public enum Transport {
    /** Linux epoll. */
    EPOLL {
        @Override
        boolean isAvailable() {
            return Epoll.isAvailable();
        }

        @Override
        Class<? extends IoHandler> kind() {
            return EpollIoHandler.class;
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel listener(SocketKind kind) {
            return kind.isUnix() ? new EpollServerDomainSocketChannel() : new EpollServerSocketChannel();
        }

        @Override
        Channel datagrams(SocketKind kind) {
            return kind.isUnix() ? new EpollDomainDatagramChannel() : new EpollDatagramChannel(family(kind));
        }
    },
    /** Linux io_uring. */
    IO_URING {
        @Override
        boolean isAvailable() {
            return IoUring.isAvailable();
        }

        @Override
        Class<? extends IoHandler> kind() {
            return IoUringIoHandler.class;
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        ServerChannel listener(SocketKind kind) {
            return kind.isUnix() ? new IoUringServerDomainSocketChannel() : new IoUringServerSocketChannel();
        }

        @Override
        Channel datagrams(SocketKind kind) {
            if (kind.isUnix()) throw noUnixDatagrams();
            return new IoUringDatagramChannel(family(kind));
        }
    },
    /** The JDK's selector. */
    NIO {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        Class<? extends IoHandler> kind() {
            return NioIoHandler.class;
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel listener(SocketKind kind) {
            return kind.isUnix() ? new NioServerDomainSocketChannel() : new NioServerSocketChannel();
        }

        @Override
        Channel datagrams(SocketKind kind) {
            if (kind.isUnix()) throw noUnixDatagrams();
            return new NioDatagramChannel(family(kind));
        }
    };

    abstract boolean isAvailable();

    /** Returns what a loop of this transport waits with. */
    abstract Class<? extends IoHandler> kind();

    abstract IoHandlerFactory handlers();

    /** Returns a new listening channel, to be registered with a loop of this transport. */
    abstract ServerChannel listener(SocketKind kind);

    /**
     * Returns a new channel with datagrams, to be registered with a loop of this transport.
     *
     * @throws SwooleException when this transport has none of that kind
     */
    abstract Channel datagrams(SocketKind kind);

    /** Returns the option that lets several sockets share a port. */
    ChannelOption<Boolean> sharing() {
        return this == NIO ? NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT) : UnixChannelOption.SO_REUSEPORT;
    }

    private static SocketProtocolFamily family(SocketKind kind) {
        return kind.isIpv6() ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    }

    static SwooleException noUnixDatagrams() {
        return new SwooleException(
                "SWOOLE_SOCK_UNIX_DGRAM needs the transport epoll", SwooleError.OPERATION_NOT_SUPPORT.number());
    }

    /** Returns the transport of a loop, or null when it is none of these. */
    static @Nullable Transport of(IoEventLoop loop) {
        for (Transport transport : values()) {
            if (transport.isAvailable() && loop.isIoType(transport.kind())) return transport;
        }
        return null;
    }

    /**
     * Returns the transport of that name; {@code auto} is the best that is available.
     *
     * @throws SwooleException when this machine does not offer it
     */
    public static Transport of(String name) {
        if (name.equals("auto")) return EPOLL.isAvailable() ? EPOLL : NIO;
        Transport transport = valueOf(name.toUpperCase(Locale.ROOT));
        if (!transport.isAvailable()) {
            throw new SwooleException("option transport: " + name + " is not available on this machine");
        }
        return transport;
    }
}
