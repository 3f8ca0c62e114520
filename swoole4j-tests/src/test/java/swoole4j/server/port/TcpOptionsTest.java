package swoole4j.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_TCP6;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.server.Port;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** What a port's sockets are told, as the system reports it, and the addresses of TCP. */
class TcpOptionsTest {
    private static final String ALL = "swoole4j.server.port.Transports#all";

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    TcpOptionsTest() {
        server.on("receive", (Server it, int fd, int reactorId, String data) -> it.send(fd, data));
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {});
    }

    @Test
    void theListeningSocketHasWhatWasSet() throws Exception {
        Port second = server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP);
        second.set(Map.of("tcp_defer_accept", 3, "kernel_socket_recv_buffer_size", 65536));
        assertNull(server.getSocket());
        try (var _ = TestServer.start(server)) {
            assertEquals(false, server.getSocket().get("SO_REUSEPORT"));
            assertEquals(0, server.getSocket().get("TCP_DEFER_ACCEPT"));
            Map<String, Object> options = server.getSocket(second.port());
            assertTrue((int) options.get("TCP_DEFER_ACCEPT") >= 3, options::toString);
            assertTrue((int) options.get("SO_RCVBUF") >= 65536, options::toString);
            assertEquals(options, second.getSocket());
            assertNull(server.getSocket(1));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void portsAreSharedByWorkersOrWhenThatIsWanted(String transport) throws Exception {
        server.set(Map.of("transport", transport, "enable_reuse_port", true));
        Port udp = server.listen("127.0.0.1", 0, SWOOLE_SOCK_UDP);
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            assertEquals("x", new String(client.sendText("x").readBytes(1), UTF_8)); // reading has begun
            assertEquals(true, server.getSocket().get("SO_REUSEPORT"));
            assertEquals(true, udp.getSocket().get("SO_REUSEPORT"));
            assertEquals(false, udp.getSocket().get("SO_REUSEADDR"));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void acceptedSocketsAreProbed(String transport) throws Exception {
        server.set(Map.of("transport", transport, "open_tcp_keepalive", true, "tcp_keepidle", 1000));
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText("x").readBytes(1);
            double seconds = probeAfterSeconds(running.port());
            assertTrue(seconds > 900 && seconds <= 1001, () -> "the first probe comes after " + seconds + " s");
        }
    }

    /** What /proc/net/tcp has for the timer of the server's end: 02 is that of the probes, in hundredths of a second. */
    private static double probeAfterSeconds(int port) throws Exception {
        String local = ":%04X".formatted(port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] column = line.strip().split("\\s+", -1);
                if (!column[1].endsWith(local) || !column[3].equals("01")) continue;
                assertEquals("02", column[5].substring(0, 2), line);
                return Long.parseLong(column[5].substring(3), 16) / 100.0;
            }
        }
        throw new AssertionError("no connection to " + port);
    }

    @Test
    void nioIgnoresWhatItDoesNotKnow() throws Exception {
        server.set(Map.of("transport", "nio", "tcp_defer_accept", 1, "tcp_fastopen", true));
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var client = running.connect()) {
            log.mustWarn("option tcp_defer_accept: the transport nio does not know it");
            log.mustWarn("option tcp_fastopen: the transport nio does not know it");
            client.sendText("x").readBytes(1);
        }
    }

    @Test
    void datagramSocketsHaveTheSizeOfTheirBuffer() throws Exception {
        Port udp = server.listen("127.0.0.1", 0, SWOOLE_SOCK_UDP);
        udp.set(Map.of("socket_buffer_size", 65536));
        try (var _ = TestServer.start(server)) {
            assertTrue((int) udp.getSocket().get("SO_RCVBUF") >= 65536);
            assertTrue((int) udp.getSocket().get("SO_RCVBUF") <= 2 * 65536);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void anIpv6PortServesBothFamilies(String transport) throws Exception {
        Server both = new Server("::", 0, SWOOLE_BASE, SWOOLE_SOCK_TCP6);
        both.set(Map.of("transport", transport));
        both.on("receive", (Server it, int fd, int reactorId, String data) -> {
            notes.add(
                    it.getClientInfo(fd).get("remote_ip"), it.getClientInfo(fd).get("socket_type"));
            it.send(fd, data);
        });
        try (var _ = TestServer.start(both)) {
            for (String address : List.of("127.0.0.1", "::1")) {
                try (var client = RawClient.over(new Socket(InetAddress.ofLiteral(address), both.port()))) {
                    client.sendText("x").readBytes(1);
                }
            }
        }
        notes.mustBe("::ffff:127.0.0.1 3", "::1 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0.0.0.0"})
    void anAddressOfTheOtherFamilyIsRefused(String address) {
        int type = address.contains(":") ? SWOOLE_SOCK_TCP : SWOOLE_SOCK_TCP6;
        var thrown = assertThrows(SwooleException.class, () -> new Server(address, 0, SWOOLE_BASE, type));
        assertEquals(99, thrown.code());
    }

    @Test
    @Spec("server 17")
    void aPortThatIsNoneIsNotListenedOn() {
        try (var log = LogLines.open()) {
            assertNull(server.listen("127.0.0.1", 70000, SWOOLE_SOCK_TCP));
            assertEquals(9004, server.getLastError());
            log.mustWarn("failed to listen server port[127.0.0.1:70000], Error: Server invalid listen port[9004]");
        }
    }
}
