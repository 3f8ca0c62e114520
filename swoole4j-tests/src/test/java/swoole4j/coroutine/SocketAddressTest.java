package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.AF_INET;
import static swoole4j.Constants.AF_INET6;
import static swoole4j.Constants.AF_UNIX;
import static swoole4j.Constants.IPPROTO_TCP;
import static swoole4j.Constants.IPPROTO_UDP;
import static swoole4j.Constants.SOCK_STREAM;
import static swoole4j.Constants.SOL_SOCKET;
import static swoole4j.Constants.SO_REUSEPORT;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.SwooleException;

/** Addresses of general sockets of streams. */
class SocketAddressTest extends StreamSockets {
    @Test
    void bothSidesAreKnown() throws Exception {
        Socket server = listening();
        assertTrue(server.fd() > 0);
        assertEquals(Map.of("address", "127.0.0.1", "port", port(server)), server.getsockname());
        Socket client = stream();
        assertEquals(-1, client.fd());
        assertNull(client.getsockname());
        mustFail(client, 107);
        assertTrue(client.connect("127.0.0.1", port(server)), client::errMsg);
        Socket socket = accepted(server);
        assertEquals(client.getsockname(), socket.getpeername());
        assertEquals(client.getpeername(), socket.getsockname());
        assertEquals(List.of(AF_INET, SOCK_STREAM, 0), List.of(socket.domain(), socket.type(), socket.protocol()));
        assertFalse(client.connect("127.0.0.1", port(server)));
        mustFail(client, 106);
        assertNull(client.recvfrom(1));
        mustFail(client, 95);
    }

    @Test
    void oneThatIsTakenIsRefused() {
        Socket server = listening();
        Socket second = stream();
        assertFalse(second.bind("127.0.0.1", port(server)));
        mustFail(second, 98);
        assertFalse(server.bind("127.0.0.1"));
        mustFail(server, 22);
    }

    @Test
    void severalMayShareAPort() {
        Socket first = stream();
        assertTrue(first.setOption(SOL_SOCKET, SO_REUSEPORT, true));
        assertTrue(first.bind("127.0.0.1"), first::errMsg);
        Socket second = stream();
        assertTrue(second.setOption(SOL_SOCKET, SO_REUSEPORT, 1));
        assertTrue(second.bind("127.0.0.1", port(first)), second::errMsg);
    }

    @Test
    void whatIsNoneIsRefused() {
        Socket socket = stream();
        assertFalse(socket.bind("192.0.2.1"), "of no machine (RFC 5737)");
        mustFail(socket, 99);
        assertFalse(socket.bind("::1"));
        mustFail(socket, 97);
        assertFalse(socket.bind("127.0.0.1", 70_000));
        mustFail(socket, 22);
        assertFalse(socket.bind(""));
        mustFail(socket, 22);
        assertFalse(socket.listen());
        mustFail(socket, 22);
        assertNull(socket.accept(1));
        mustFail(socket, 22);
        assertNull(socket.recv());
        mustFail(socket, 107);
        assertFalse(socket.connect("127.0.0.1", 0));
        mustFail(socket, 505);
        assertThrows(SwooleException.class, () -> new Socket(3, SOCK_STREAM));
        assertThrows(SwooleException.class, () -> new Socket(AF_INET, 3));
        assertThrows(SwooleException.class, () -> new Socket(AF_INET, SOCK_STREAM, IPPROTO_UDP));
    }

    @Test
    void aSocketMayConnectFromWhereItIsBound() {
        Socket server = listening();
        Socket client = opened(new Socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
        assertTrue(client.bind("127.0.0.1"));
        int port = port(client);
        assertTrue(client.connect("127.0.0.1", port(server)), client::errMsg);
        assertEquals(port, port(client));
        assertEquals(port, accepted(server).getpeername().get("port"));
    }

    @Test
    void nobodyListensIsToldAtOnce() {
        Socket gone = listening();
        int port = port(gone);
        gone.close();
        Socket client = stream();
        assertFalse(client.connect("127.0.0.1", port, SECONDS));
        mustFail(client, 111);
    }

    @Test
    void ofIpv6() {
        Socket server = opened(new Socket(AF_INET6, SOCK_STREAM));
        if (!server.bind("::1")) {
            assertTrue(Set.of(97, 99).contains(server.errCode()), server::errMsg); // a machine without it
            return;
        }
        assertTrue(server.listen());
        Socket client = opened(new Socket(AF_INET6, SOCK_STREAM));
        assertTrue(client.connect("::1", port(server)), client::errMsg);
        assertEquals("0:0:0:0:0:0:0:1", accepted(server).getpeername().get("address"));
    }

    @Test
    void aPathIsOneToo(@TempDir Path folder) {
        String path = folder.resolve("socket").toString();
        Socket server = opened(new Socket(AF_UNIX, SOCK_STREAM));
        assertTrue(server.bind(path), server::errMsg);
        assertTrue(server.listen(), server::errMsg);
        Socket second = opened(new Socket(AF_UNIX, SOCK_STREAM));
        assertFalse(second.bind(path));
        mustFail(second, 98);
        Socket client = opened(new Socket(AF_UNIX, SOCK_STREAM));
        assertFalse(client.connect(path + "2", 0));
        mustFail(client, 2);
        assertTrue(client.connect(path, 0), client::errMsg);
        assertEquals(5, client.send("hello"));
        Socket socket = accepted(server);
        assertEquals("hello", socket.recv(9, SECONDS));
        assertEquals(path, server.getsockname().get("address"));
        assertTrue(client.close());
        assertEquals("", socket.recv(9, SECONDS));
        assertTrue(server.close());
        assertTrue(second.bind(path), second::errMsg);
    }
}
