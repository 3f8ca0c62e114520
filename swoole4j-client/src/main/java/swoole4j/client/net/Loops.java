package swoole4j.client.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import swoole4j.core.coroutine.Scheduler;

/** Which loop a new connection lives on: that of the worker who makes it, or one that all other threads share. */
final class Loops {
    private static final int SHARED_THREADS = 2;

    private Loops() {}

    /** Returns the loop of the caller. */
    static IoEventLoop current() {
        Scheduler scheduler = Scheduler.current();
        if (scheduler != null && scheduler.io() instanceof IoEventLoop own && !own.isShuttingDown()) return own;
        return Shared.GROUP.next();
    }

    /** Returns what waits for I/O best on this machine. */
    static IoHandlerFactory handlers() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** Returns a new channel for a loop. */
    static Channel channel(EventLoop loop, boolean unix) {
        IoEventLoop io = (IoEventLoop) loop;
        if (io.isIoType(EpollIoHandler.class)) return unix ? new EpollDomainSocketChannel() : new EpollSocketChannel();
        if (io.isIoType(IoUringIoHandler.class)) {
            return unix ? new IoUringDomainSocketChannel() : new IoUringSocketChannel();
        }
        return unix ? new NioDomainSocketChannel() : new NioSocketChannel();
    }

    /** Returns a new channel of datagrams for a loop. */
    static Channel datagrams(EventLoop loop) {
        IoEventLoop io = (IoEventLoop) loop;
        if (io.isIoType(EpollIoHandler.class)) return new EpollDatagramChannel();
        return io.isIoType(IoUringIoHandler.class) ? new IoUringDatagramChannel() : new NioDatagramChannel();
    }

    /** Returns the address of a Unix socket as a loop's channels want it. */
    static SocketAddress unix(EventLoop loop, String path) {
        return ((IoEventLoop) loop).isIoType(NioIoHandler.class)
                ? UnixDomainSocketAddress.of(Path.of(path))
                : new DomainSocketAddress(path);
    }

    /** Begins with the first client outside of workers; its threads are daemons. */
    private static final class Shared {
        static final MultiThreadIoEventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(
                SHARED_THREADS, new DefaultThreadFactory("swoole4j-client", true), handlers());
    }
}
