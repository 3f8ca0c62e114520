package swoole4j.engine.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.engine.config.SocketSettings;

/** Tells the sockets of one port what its settings say, and reads what they are told. Reactor-confined. */
final class SocketOptions {
    private static final Logger log = LoggerFactory.getLogger(SocketOptions.class);

    private final SocketSettings settings;
    private final TcpOptions names;
    private final boolean tcp;

    SocketOptions(SocketSettings settings, Transport transport, boolean tcp) {
        this.settings = settings;
        this.names = TcpOptions.of(transport);
        this.tcp = tcp;
    }

    /** Prepares a socket that is going to listen. */
    void listening(Channel socket) {
        set(socket, ChannelOption.SO_BACKLOG, settings.backlog());
        if (!tcp) return;
        set(socket, ChannelOption.SO_REUSEADDR, true);
        // Accepted sockets inherit it, and the window that a connection begins with comes from it.
        if (settings.receiveBuffer() > 0) set(socket, ChannelOption.SO_RCVBUF, settings.receiveBuffer());
        if (settings.deferAcceptSeconds() > 0) {
            ofTransport(socket, "tcp_defer_accept", names.deferAccept(), settings.deferAcceptSeconds());
        }
        if (settings.fastOpen()) ofTransport(socket, "tcp_fastopen", names.fastOpen(), settings.backlog());
    }

    /** Prepares a socket that was accepted. */
    void accepted(Channel socket) {
        if (settings.sendBuffer() > 0) set(socket, ChannelOption.SO_SNDBUF, settings.sendBuffer());
        if (!tcp) {
            if (settings.receiveBuffer() > 0) set(socket, ChannelOption.SO_RCVBUF, settings.receiveBuffer());
            return;
        }
        set(socket, ChannelOption.TCP_NODELAY, settings.noDelay());
        if (!settings.keepAlive()) return;
        set(socket, ChannelOption.SO_KEEPALIVE, true);
        set(socket, names.keepIdle(), settings.keepIdleSeconds());
        set(socket, names.keepInterval(), settings.keepIntervalSeconds());
        set(socket, names.keepCount(), settings.keepCount());
        ChannelOption<Integer> userTimeout = names.userTimeout();
        if (settings.userTimeoutMillis() > 0 && userTimeout != null) {
            set(socket, userTimeout, settings.userTimeoutMillis());
        }
    }

    private static void ofTransport(Channel socket, String option, @Nullable ChannelOption<Integer> name, int value) {
        if (name == null) {
            log.warn("option {}: the transport nio does not know it, it is ignored", option);
        } else {
            set(socket, name, value);
        }
    }

    /** A socket that the peer has reset already takes no option, which its end tells soon enough. */
    private static <T> void set(Channel socket, ChannelOption<T> name, T value) {
        try {
            socket.config().setOption(name, value);
        } catch (RuntimeException e) {
            log.debug("{} of {} cannot be set: {}", name, socket, String.valueOf(e));
        }
    }

    /** Returns what the system has for a socket, by the names of the C constants. */
    static Map<String, Object> of(Channel socket) {
        Map<String, Object> values = new TreeMap<>();
        socket.config().getOptions().forEach((name, value) -> {
            String constant = name.name().substring(name.name().lastIndexOf('#') + 1);
            boolean ofSystem = constant.startsWith("SO_") || constant.startsWith("TCP_") || constant.startsWith("IP_");
            if (ofSystem && (value instanceof Integer || value instanceof Boolean)) values.put(constant, value);
        });
        return values;
    }
}
