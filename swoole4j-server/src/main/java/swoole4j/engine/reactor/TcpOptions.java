package swoole4j.engine.reactor;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** The names that a transport has for the options of TCP; null for what it does not know. */
record TcpOptions(
        ChannelOption<Integer> keepIdle,
        ChannelOption<Integer> keepInterval,
        ChannelOption<Integer> keepCount,
        @Nullable ChannelOption<Integer> userTimeout,
        @Nullable ChannelOption<Integer> deferAccept,
        @Nullable ChannelOption<Integer> fastOpen) {

    static TcpOptions of(Transport transport) {
        return switch (transport) {
            case EPOLL ->
                new TcpOptions(
                        EpollChannelOption.TCP_KEEPIDLE,
                        EpollChannelOption.TCP_KEEPINTVL,
                        EpollChannelOption.TCP_KEEPCNT,
                        EpollChannelOption.TCP_USER_TIMEOUT,
                        EpollChannelOption.TCP_DEFER_ACCEPT,
                        ChannelOption.TCP_FASTOPEN);
            case IO_URING ->
                new TcpOptions(
                        IoUringChannelOption.TCP_KEEPIDLE,
                        IoUringChannelOption.TCP_KEEPINTVL,
                        IoUringChannelOption.TCP_KEEPCNT,
                        IoUringChannelOption.TCP_USER_TIMEOUT,
                        IoUringChannelOption.TCP_DEFER_ACCEPT,
                        ChannelOption.TCP_FASTOPEN);
            case NIO ->
                new TcpOptions(
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
                        null,
                        null,
                        null);
        };
    }
}
