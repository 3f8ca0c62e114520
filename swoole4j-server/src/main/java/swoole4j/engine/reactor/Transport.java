package swoole4j.engine.reactor;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Locale;
import swoole4j.SwooleException;

/** How a loop waits for I/O. */
public enum Transport {
    /** Linux epoll. */
    EPOLL {
        @Override
        boolean isAvailable() {
            return Epoll.isAvailable();
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel listener() {
            return new EpollServerSocketChannel();
        }
    },
    /** Linux io_uring. */
    IO_URING {
        @Override
        boolean isAvailable() {
            return IoUring.isAvailable();
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        ServerChannel listener() {
            return new IoUringServerSocketChannel();
        }
    },
    /** The JDK's selector. */
    NIO {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel listener() {
            return new NioServerSocketChannel();
        }
    };

    abstract boolean isAvailable();

    abstract IoHandlerFactory handlers();

    /** Returns a new listening channel, to be registered with a loop of this transport. */
    abstract ServerChannel listener();

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
