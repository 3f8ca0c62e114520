package swoole4j.client.net;

import static swoole4j.Constants.IPPROTO_TCP;
import static swoole4j.Constants.SOL_SOCKET;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import swoole4j.Constants;

/** The options of sockets that a script may set, by the system's numbers. */
public enum SocketOption {
    /** SO_REUSEADDR. */
    REUSE_ADDRESS(SOL_SOCKET, Constants.SO_REUSEADDR, true, ChannelOption.SO_REUSEADDR),
    /** SO_BROADCAST. */
    BROADCAST(SOL_SOCKET, Constants.SO_BROADCAST, true, ChannelOption.SO_BROADCAST),
    /** SO_SNDBUF. */
    SEND_BUFFER(SOL_SOCKET, Constants.SO_SNDBUF, false, ChannelOption.SO_SNDBUF),
    /** SO_RCVBUF. */
    RECEIVE_BUFFER(SOL_SOCKET, Constants.SO_RCVBUF, false, ChannelOption.SO_RCVBUF),
    /** SO_KEEPALIVE. */
    KEEP_ALIVE(SOL_SOCKET, Constants.SO_KEEPALIVE, true, ChannelOption.SO_KEEPALIVE),
    /** SO_LINGER, where -1 is none. */
    LINGER(SOL_SOCKET, Constants.SO_LINGER, false, ChannelOption.SO_LINGER),
    /** SO_REUSEPORT. */
    REUSE_PORT(
            SOL_SOCKET,
            Constants.SO_REUSEPORT,
            true,
            UnixChannelOption.SO_REUSEPORT,
            NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT)),
    /** TCP_NODELAY. */
    NO_DELAY(IPPROTO_TCP, Constants.TCP_NODELAY, true, ChannelOption.TCP_NODELAY),
    /** TCP_KEEPIDLE. */
    KEEP_IDLE(
            IPPROTO_TCP,
            Constants.TCP_KEEPIDLE,
            false,
            EpollChannelOption.TCP_KEEPIDLE,
            IoUringChannelOption.TCP_KEEPIDLE),
    /** TCP_KEEPINTVL. */
    KEEP_INTERVAL(
            IPPROTO_TCP,
            Constants.TCP_KEEPINTVL,
            false,
            EpollChannelOption.TCP_KEEPINTVL,
            IoUringChannelOption.TCP_KEEPINTVL),
    /** TCP_KEEPCNT. */
    KEEP_COUNT(
            IPPROTO_TCP,
            Constants.TCP_KEEPCNT,
            false,
            EpollChannelOption.TCP_KEEPCNT,
            IoUringChannelOption.TCP_KEEPCNT);

    /** No value. */
    public static final int NONE = -1;

    private final int level;
    private final int number;
    private final boolean truth;

    @SuppressWarnings("ImmutableEnumChecker") // constants
    private final List<ChannelOption<?>> names;

    SocketOption(int level, int number, boolean truth, ChannelOption<?>... names) {
        this.level = level;
        this.number = number;
        this.truth = truth;
        this.names = List.of(names);
    }

    /** Returns the one with those numbers, or null. */
    public static @Nullable SocketOption of(int level, int number) {
        for (SocketOption option : values()) {
            if (option.level == level && option.number == number) return option;
        }
        return null;
    }

    /** Reads what a script gave; null when it is no value of this option. */
    public @Nullable Integer read(Object value) {
        return switch (value) {
            case Boolean on when truth -> on ? 1 : 0;
            case Integer some when truth -> some == 0 ? 0 : 1;
            case Integer some when some >= (this == LINGER ? -1 : 0) -> some;
            case Map<?, ?> linger
            when this == LINGER ->
                linger.get("l_onoff") instanceof Integer on && linger.get("l_linger") instanceof Integer seconds
                        ? (on == 0 || seconds < 0 ? -1 : seconds)
                        : null;
            default -> null;
        };
    }

    /** Sets it; false when this kind of channel does not have it, or the system does not want it. Loop-confined. */
    boolean set(Channel channel, int value) {
        for (ChannelOption<?> name : names) {
            try {
                if (channel.config()
                        .setOption(this.<Object>name(name), truth ? (Object) (value != 0) : (Object) value)) {
                    return true;
                }
            } catch (ChannelException | IllegalArgumentException _) {
                return false;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // the option's own type, by the table
    private <T> ChannelOption<T> name(ChannelOption<?> name) {
        return (ChannelOption<T>) name;
    }

    /** Returns it as a number, -1 where this kind of channel does not have it. Loop-confined. */
    int get(Channel channel) {
        for (ChannelOption<?> name : names) {
            Object value;
            try {
                value = channel.config().getOption(name);
            } catch (ChannelException _) {
                return NONE;
            }
            if (value instanceof Boolean on) return on ? 1 : 0;
            if (value instanceof Integer some) return some;
        }
        return NONE;
    }

    boolean setIn(Channel channel, int value) throws FailedException {
        AtomicBoolean known = new AtomicBoolean();
        Awaited.in(channel, () -> known.set(set(channel, value)));
        return known.get();
    }

    int getIn(Channel channel) throws FailedException {
        AtomicInteger value = new AtomicInteger();
        Awaited.in(channel, () -> value.set(get(channel)));
        return value.get();
    }
}
