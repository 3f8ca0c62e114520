package swoole4j.engine.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import swoole4j.engine.link.SocketKind;

class PeerAddressTest {
    private static String host(String address, SocketKind kind) throws Exception {
        return PeerAddress.of(new InetSocketAddress(InetAddress.getByName(address), 9501), kind)
                .host();
    }

    @Test
    void ipv6IsWrittenInItsShortForm() throws Exception {
        assertEquals("::1", host("0:0:0:0:0:0:0:1", SocketKind.UDP6));
        assertEquals("2001:db8::1:0:0:1", host("2001:db8:0:0:1:0:0:1", SocketKind.TCP6));
    }

    @Test
    void ipv4OnAnIpv6SocketIsWrittenAsIpv6() throws Exception {
        assertEquals("127.0.0.1", host("127.0.0.1", SocketKind.TCP));
        assertEquals("::ffff:127.0.0.1", host("127.0.0.1", SocketKind.TCP6));
    }

    @Test
    void anAddressOfOneInterfaceNamesIt() throws Exception {
        byte[] local = InetAddress.getByName("fe80::1").getAddress();
        var address = new InetSocketAddress(Inet6Address.getByAddress("", local, 3), 1);
        assertEquals("fe80::1%3", PeerAddress.of(address, SocketKind.UDP6).host());
    }

    @Test
    void aUnixDatagramHasItsSendersPath() {
        var path = new DomainSocketAddress("/tmp/peer");
        assertEquals(new PeerAddress("/tmp/peer", 0), PeerAddress.of(path, SocketKind.UNIX_DGRAM));
        assertEquals(new PeerAddress("", 0), PeerAddress.of(null, SocketKind.UNIX_DGRAM));
    }

    @Test
    void aUnixStreamHasNeitherNameNorNumber() {
        var path = new DomainSocketAddress("/tmp/peer");
        assertEquals(new PeerAddress("", 0), PeerAddress.of(path, SocketKind.UNIX_STREAM));
    }
}
