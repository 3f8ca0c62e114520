package swoole4j.client.net;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;

/** The server that {@code dns_server} names: it is asked instead of those of the machine. Any thread. */
final class NameServer {
    private static final int PORT = 53;

    /** An address, or one and a port, that of IPv6 in brackets then. */
    private static final Pattern ADDRESS = Pattern.compile("\\[(.+)](?::(\\d{1,5}))?|([^:]+):(\\d{1,5})|(.+)");

    private static @Nullable NameServer last;

    private final String option;
    private final DnsNameResolver resolver;

    private NameServer(String option, InetSocketAddress address) {
        this.option = option;
        EventLoop loop = Loops.shared();
        this.resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelFactory(() -> (DatagramChannel) Loops.datagrams(loop, false))
                .socketChannelFactory(() -> (SocketChannel) Loops.channel(loop, false))
                .nameServerProvider(new SingletonDnsServerAddressStreamProvider(address))
                .build();
    }

    /**
     * Returns the server of that name; one at a time is kept, since a process has one.
     *
     * @throws FailedException when it is no address
     */
    static synchronized NameServer of(String option) throws FailedException {
        NameServer before = last;
        if (before != null && before.option.equals(option)) return before;
        InetSocketAddress address = address(option);
        if (address == null) {
            throw FailedException.connecting(
                    SwooleError.DNSLOOKUP_NO_SERVER.number(),
                    "option dns_server: " + option + " is not allowed, expected an IP address, or one with a port");
        }
        NameServer made = new NameServer(option, address);
        last = made;
        if (before != null) before.resolver.close();
        return made;
    }

    static @Nullable InetSocketAddress address(String option) {
        Matcher parts = ADDRESS.matcher(option);
        if (!parts.matches()) return null;
        String host = first(parts, 1, 3, 5);
        InetAddress address = host == null ? null : Resolver.literal(host);
        String digits = first(parts, 2, 4);
        int port = digits == null ? PORT : Integer.parseInt(digits);
        return address == null || port < 1 || port > 65535 ? null : new InetSocketAddress(address, port);
    }

    private static @Nullable String first(Matcher parts, int... groups) {
        for (int group : groups) {
            if (parts.group(group) != null) return parts.group(group);
        }
        return null;
    }

    /** Asks it; names of the hosts file are known without. */
    void resolve(String host, Awaited<List<InetAddress>> found) {
        resolver.resolveAll(host).addListener((Future<List<InetAddress>> done) -> {
            if (done.isSuccess()) {
                found.succeed(done.getNow());
            } else {
                found.fail(FailedException.connecting(SwooleError.DNSLOOKUP_RESOLVE_FAILED));
            }
        });
    }
}
