package swoole4j.client;

import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Addresses of sockets as scripts see them. */
final class Addresses {
    private Addresses() {}

    /** Returns {@code address} and {@code port}, or null for no address. */
    static @Nullable Map<String, Object> shown(@Nullable SocketAddress address) {
        return switch (address) {
            case InetSocketAddress internet -> shown(internet.getAddress().getHostAddress(), internet.getPort());
            case DomainSocketAddress unix -> shown(unix.path(), 0);
            case UnixDomainSocketAddress unix -> shown(unix.getPath().toString(), 0);
            case null, default -> null;
        };
    }

    private static Map<String, Object> shown(String address, int port) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("address", address);
        shown.put("port", port);
        return shown;
    }
}
