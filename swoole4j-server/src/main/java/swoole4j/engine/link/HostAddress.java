package swoole4j.engine.link;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the address of a host in the family of a socket. Any thread; a name that is no address is looked up, which blocks. */
public final class HostAddress {
    private HostAddress() {}

    /**
     * Returns the first address of {@code host} that a socket of that kind can use. An IPv6 socket also takes what is written
     * as {@code ::ffff:192.0.2.1}.
     *
     * @throws UnknownHostException when there is none
     */
    public static InetAddress of(String host, SocketKind kind) throws UnknownHostException {
        if (host.isEmpty()) throw new UnknownHostException("the host is empty");
        boolean written6 = host.indexOf(':') >= 0;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            boolean fits = kind.isIpv6()
                    ? address instanceof Inet6Address || written6
                    : address instanceof Inet4Address && !written6;
            if (fits) return address;
        }
        throw new UnknownHostException(host + " is no " + (kind.isIpv6() ? "IPv6" : "IPv4") + " address");
    }
}
