package swoole4j.server.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP6;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.server.Port;
import swoole4j.testing.LogLines;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** What sendto() sends, from which socket, and what it refuses. */
class SendtoTest {
    private static final String HERE = "127.0.0.1";

    private final Server server = new Server(HERE, 0, SWOOLE_BASE, SWOOLE_SOCK_UDP);

    SendtoTest() {
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {});
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {});
    }

    /** Returns {@code result error} of a call in a worker. */
    private static String inWorker(Server server, Supplier<Boolean> call) throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        server.on("workerStart", (Server it, int workerId) -> {
            boolean sent = call.get();
            result.complete(sent + " " + it.getLastError());
        });
        try (var _ = TestServer.start(server)) {
            return result.get(10, TimeUnit.SECONDS);
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws Exception {
        socket.setSoTimeout(10_000);
        DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
        socket.receive(packet);
        return packet;
    }

    @Test
    @Spec("server 240")
    void withoutASocketTheLastListenerOfTheFamilySends() throws Exception {
        Port second = server.listen(HERE, 0, SWOOLE_SOCK_UDP);
        server.listen("::1", 0, SWOOLE_SOCK_UDP6);
        server.listen(HERE, 0, SWOOLE_SOCK_TCP);
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals("true 0", inWorker(server, () -> server.sendto(HERE, peer.getLocalPort(), "x")));
            assertEquals(second.port(), receive(peer).getPort());
        }
    }

    @Test
    void theSocketChoosesTheListener() throws Exception {
        server.listen(HERE, 0, SWOOLE_SOCK_UDP);
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals("true 0", inWorker(server, () -> server.sendto(HERE, peer.getLocalPort(), "x", 1)));
            assertEquals(server.port(), receive(peer).getPort());
        }
    }

    @Test
    @Spec("server 241")
    void anIpv6AddressNeedsAnIpv6Listener() throws Exception {
        try (var log = LogLines.open()) {
            assertEquals("false 507", inWorker(server, () -> server.sendto("::1", 9, "x")));
            log.mustWarn("UDP6 listener has to be added before executing sendto");
        }
    }

    @Test
    void anIpv4AddressNeedsAnIpv4Listener() throws Exception {
        Server six = new Server("::1", 0, SWOOLE_BASE, SWOOLE_SOCK_UDP6);
        six.on("packet", (Server it, String data, Map<String, Object> client) -> {});
        assertEquals("false 507", inWorker(six, () -> six.sendto(HERE, 9, "x")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 1000})
    @Spec("server 242")
    void aSocketThatIsNoListenerOfTheFamilyIsRefused(int serverSocket) throws Exception {
        server.listen(HERE, 0, SWOOLE_SOCK_TCP); // 2
        server.listen("::1", 0, SWOOLE_SOCK_UDP6); // 3
        assertEquals("false 6003", inWorker(server, () -> server.sendto(HERE, 9, "x", serverSocket)));
    }

    @Test
    void emptyDataIsRefused() throws Exception {
        assertEquals("false 550", inWorker(server, () -> server.sendto(HERE, 9, "")));
    }

    @Test
    void tooMuchDataIsRefused() throws Exception {
        assertEquals("false 90", inWorker(server, () -> server.sendto(HERE, 9, new byte[65508])));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void aPortThatIsNoneIsRefused(int port) throws Exception {
        assertEquals("false 723", inWorker(server, () -> server.sendto(HERE, port, "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "256.1.1.1", "no.such.host.invalid"})
    void anAddressThatIsNoneIsRefused(String host) throws Exception {
        assertEquals("false 722", inWorker(server, () -> server.sendto(host, 9, "x")));
    }

    @Test
    void anIpv4AddressInTheFormOfIpv6IsReachedFromAnIpv6Listener() throws Exception {
        Server both = new Server("::", 0, SWOOLE_BASE, SWOOLE_SOCK_UDP6);
        both.on("packet", (Server it, String data, Map<String, Object> client) -> {});
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = peer.getLocalPort();
            assertEquals("true 0", inWorker(both, () -> both.sendto("::ffff:127.0.0.1", port, "x")));
            assertEquals(both.port(), receive(peer).getPort());
        }
    }

    @Test
    void beforeTheStartItIsRefused() {
        assertFalse(server.sendto(HERE, 9, "x"));
        assertEquals(503, server.getLastError());
    }

    @ParameterizedTest
    @MethodSource("swoole4j.server.port.Transports#all")
    void anyThreadAndAnyWorkerSends(String transport) throws Exception {
        server.set(Map.of("worker_num", 2, "transport", transport));
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.on("workerStart", (Server it, int workerId) -> it.sendto(HERE, peer.getLocalPort(), "worker"));
            try (var running = TestServer.start(server)) {
                assertTrue(running.server().sendto(HERE, peer.getLocalPort(), "thread"));
                for (int i = 0; i < 3; i++) {
                    assertEquals(server.port(), receive(peer).getPort());
                }
            }
        }
    }

    @Test
    void aCoroutineThatSendsALotWaitsForRoom() throws Exception {
        server.set(Map.of("socket_buffer_size", 100_000));
        byte[] data = new byte[50_000];
        assertEquals("true 0", inWorker(server, () -> {
            for (int i = 0; i < 200; i++) {
                if (!server.sendto(HERE, server.port(), data)) return false;
            }
            return true;
        }));
    }
}
