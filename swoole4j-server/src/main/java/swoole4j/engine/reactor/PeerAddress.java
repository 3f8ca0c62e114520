package swoole4j.engine.reactor;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import swoole4j.engine.link.SocketKind;

/**
 * An address as scripts see it: such that a socket of the same kind reaches it again. An IPv4 address on an IPv6 socket is
 * written as {@code ::ffff:192.0.2.1}, and an address of one network interface names that, as {@code fe80::1%2}.
 *
 * @param host empty where there is none
 * @param port 0 where there is none
 */
record PeerAddress(String host, int port) {
    private static final PeerAddress NONE = new PeerAddress("", 0);

    /** Of a socket's end; that of a Unix stream has neither name nor number. */
    static PeerAddress of(@Nullable SocketAddress address, SocketKind kind) {
        return switch (address) {
            case InetSocketAddress inet -> new PeerAddress(host(inet, kind), inet.getPort());
            case DomainSocketAddress unix when kind.isDatagram() -> new PeerAddress(unix.path(), 0);
            case null, default -> NONE;
        };
    }

    private static String host(InetSocketAddress address, SocketKind kind) {
        InetAddress ip = address.getAddress();
        return switch (ip) {
            case null -> address.getHostString();
            case Inet4Address _ when kind.isIpv6() -> "::ffff:" + ip.getHostAddress();
            case Inet6Address scoped when scoped.getScopeId() != 0 -> text(ip) + "%" + scoped.getScopeId();
            default -> text(ip);
        };
    }

    private static String text(InetAddress ip) {
        return ip instanceof Inet4Address ? ip.getHostAddress() : NetUtil.toAddressString(ip, true);
    }
}
