package swoole4j.engine.link.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Unix sockets of whatever kind fits a loop. */
final class DomainSockets {
    private DomainSockets() {}

    private enum Kind {
        EPOLL,
        IO_URING,
        NIO
    }

    private static Kind kind(IoEventLoop loop) {
        if (loop.isIoType(EpollIoHandler.class)) return Kind.EPOLL;
        return loop.isIoType(IoUringIoHandler.class) ? Kind.IO_URING : Kind.NIO;
    }

    private static SocketAddress address(Kind kind, Path path) {
        return kind == Kind.NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path.toString());
    }

    /**
     * Begins to listen; whoever connects gets {@code child}. The bind is done before this returns. When nothing can be written
     * to a peer any more, what it has written is read all the same, to the end.
     */
    static Channel listen(IoEventLoop loop, Path path, ChannelHandler child) throws IOException {
        Kind kind = kind(loop);
        Class<? extends ServerChannel> type = switch (kind) {
            case EPOLL -> EpollServerDomainSocketChannel.class;
            case IO_URING -> IoUringServerDomainSocketChannel.class;
            case NIO -> NioServerDomainSocketChannel.class;
        };
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(type)
                .childHandler(child)
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .bind(address(kind, path))
                .awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        throw new IOException("cannot listen on " + path, bound.cause());
    }

    /** Begins to connect. */
    static ChannelFuture connect(IoEventLoop loop, Path path, ChannelHandler handler) {
        Kind kind = kind(loop);
        Class<? extends Channel> type = switch (kind) {
            case EPOLL -> EpollDomainSocketChannel.class;
            case IO_URING -> IoUringDomainSocketChannel.class;
            case NIO -> NioDomainSocketChannel.class;
        };
        return new Bootstrap().group(loop).channel(type).handler(handler).connect(address(kind, path));
    }
}
