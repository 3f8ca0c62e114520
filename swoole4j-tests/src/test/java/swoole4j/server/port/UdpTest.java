package swoole4j.server.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP6;
import static swoole4j.Constants.SWOOLE_SSL;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Event;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.server.Packet;
import swoole4j.server.Port;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.testing.UdpClient;
import swoole4j.tests.Spec;

/** Ports of UDP: one packet event for each datagram. */
class UdpTest {
    private static final String ALL = "swoole4j.server.port.Transports#all";

    private final Server server = new Server("127.0.0.1", 0, SWOOLE_BASE, SWOOLE_SOCK_UDP);
    private final Notes notes = new Notes();

    private void echo() {
        server.on("packet", (Server it, byte[] data, Map<String, Object> client) -> {
            it.sendto(
                    (String) client.get("address"), (int) client.get("port"), data, (int) client.get("server_socket"));
        });
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void eachDatagramIsAnsweredAsItCame(String transport) throws Exception {
        server.set(Map.of("transport", transport));
        echo();
        byte[] largest = new byte[65507];
        new Random(1).nextBytes(largest);
        try (var running = TestServer.start(server);
                var client = UdpClient.of(running.port())) {
            client.send("one").mustReceive("one");
            client.send(new byte[] {1, 0, (byte) 0xff});
            assertArrayEquals(new byte[] {1, 0, (byte) 0xff}, client.read());
            assertArrayEquals(largest, client.send(largest).read());
        }
    }

    @Test
    @Spec("server 238")
    void theClientInfoTellsWhereToAnswer() throws Exception {
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {
            notes.add(data, client.keySet());
            notes.add(
                    client.get("server_socket"), client.get("server_port"), client.get("address"), client.get("port"));
            notes.add(((double) client.get("dispatch_time")) / (System.currentTimeMillis() / 1e3) > 0.99);
        });
        try (var running = TestServer.start(server);
                var client = UdpClient.of(running.port()).send("äöü")) {
            notes.mustBe(
                    "äöü [server_socket, dispatch_time, server_port, address, port]",
                    "1 " + running.port() + " 127.0.0.1 " + client.port(),
                    "true");
        }
    }

    @Test
    @Spec("server 190")
    void withEventObjectsItIsAPacket() throws Exception {
        server.set(Map.of("event_object", true));
        server.on("packet", (Server it, Packet packet) -> {
            notes.add(packet.data(), packet.bytes().length, packet.address(), packet.port(), packet.serverPort());
            it.sendto(packet.address(), packet.port(), "back", packet.serverSocket());
        });
        try (var running = TestServer.start(server);
                var client = UdpClient.of(running.port()).send("é")) {
            client.mustReceive("back");
            notes.mustBe("é 2 127.0.0.1 " + client.port() + " " + running.port());
        }
    }

    @Test
    void aPacketNeedsEventObjects() {
        server.on("packet", (Server it, Packet packet) -> {});
        server.on(Event.PACKET, (it, data, client) -> {});
        var thrown = assertThrows(
                SwooleException.class, () -> server.on("packet", (Server it, int fd, int reactorId) -> {}));
        assertTrue(thrown.getMessage().contains("(Server server, String data, Map<String, Object> clientInfo)"));
    }

    @Test
    @Spec("server 239")
    void peersAreNoConnections() throws Exception {
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {
            notes.add(
                    it.connections().size(),
                    it.getClientList(),
                    it.ports().getFirst().connections().size());
        });
        try (var running = TestServer.start(server);
                var _ = UdpClient.of(running.port()).send("x")) {
            notes.mustBe("0 [] 0");
        }
    }

    @Test
    @Spec("server 19")
    void withoutAPacketCallbackItDoesNotStart() {
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {});
        assertEquals(
                "require onPacket callback",
                assertThrows(SwooleException.class, server::start).getMessage());
    }

    @Test
    @Spec("server 4")
    void aBoundAddressIsInUse() {
        var thrown = assertThrows(
                SwooleException.class, () -> new Server("127.0.0.1", server.port(), SWOOLE_BASE, SWOOLE_SOCK_UDP));
        assertEquals(98, thrown.code());
    }

    @Test
    void aBoundAddressStaysInUseWhileTheServerRuns() {
        echo();
        try (var running = TestServer.start(server)) {
            var thrown = assertThrows(
                    SwooleException.class, () -> new Server("127.0.0.1", running.port(), SWOOLE_BASE, SWOOLE_SOCK_UDP));
            assertEquals(98, thrown.code());
        }
    }

    @Test
    void datagramsFromBeforeTheStartAreServed() throws Exception {
        echo();
        try (var client = UdpClient.of(server.port())) {
            client.send("early").send("bird");
            try (var _ = TestServer.start(server)) {
                client.mustReceive("early").mustReceive("bird");
            }
        }
    }

    @Test
    void datagramsCannotBeSecured() {
        var thrown = assertThrows(
                SwooleException.class, () -> new Server("127.0.0.1", 0, SWOOLE_BASE, SWOOLE_SOCK_UDP | SWOOLE_SSL));
        assertTrue(thrown.getMessage().contains("DTLS"), thrown::getMessage);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aPeerOfSeveralWorkersStaysWithOne(String transport) throws Exception {
        server.set(Map.of("transport", transport, "worker_num", 3));
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {
            it.sendto((String) client.get("address"), (int) client.get("port"), "" + it.workerId());
        });
        try (var running = TestServer.start(server)) {
            for (int peer = 0; peer < 5; peer++) {
                try (var client = UdpClient.of(running.port())) {
                    String worker = new String(client.send("x").read(), UTF_8);
                    for (int i = 0; i < 10; i++) client.send("x").mustReceive(worker);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void betweenThreadsAPeersAddressChoosesTheWorker(String transport) throws Exception {
        Server threads = new Server("127.0.0.1", 0, SWOOLE_THREAD, SWOOLE_SOCK_UDP);
        threads.set(Map.of("transport", transport, "worker_num", 2));
        threads.on("packet", (Server it, String data, Map<String, Object> client) -> {
            it.sendto((String) client.get("address"), (int) client.get("port"), data + it.workerId());
        });
        try (var running = TestServer.start(threads);
                var one = UdpClient.of(running.port());
                var two = UdpClient.of(running.port())) {
            int worker = (127 + (1 << 24)) % 2; // Swoole reads the address with its first byte as the lowest
            for (int i = 0; i < 5; i++) {
                one.send("a").mustReceive("a" + worker);
                two.send("b").mustReceive("b" + worker);
            }
            assertTrue(running.server().sendto("127.0.0.1", two.port(), "c"));
            two.mustReceive("c");
        }
    }

    @Test
    void betweenThreadsTheyMayGoRound() throws Exception {
        Server threads = new Server("127.0.0.1", 0, SWOOLE_THREAD, SWOOLE_SOCK_UDP);
        threads.set(Map.of("worker_num", 2, "dispatch_mode", 1));
        threads.on("packet", (Server it, String data, Map<String, Object> client) -> {
            it.sendto((String) client.get("address"), (int) client.get("port"), "" + it.workerId());
        });
        try (var running = TestServer.start(threads);
                var client = UdpClient.of(running.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("a").mustReceive("0");
                client.send("a").mustReceive("1");
            }
        }
    }

    @Test
    void withoutCoroutinesOneCallbackComesAfterTheOther() throws Exception {
        server.set(Map.of("enable_coroutine", false));
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {
            notes.add("begin", data);
            Thread.sleep(1);
            notes.add("end", data);
        });
        try (var running = TestServer.start(server);
                var _ = UdpClient.of(running.port()).send("1").send("2")) {
            notes.mustBe("begin 1", "end 1", "begin 2", "end 2");
        }
    }

    @Test
    void aCallbackThatThrowsHarmsNobody() throws Exception {
        server.on("packet", (Server it, String data, Map<String, Object> client) -> {
            if (data.equals("bad")) throw new IllegalStateException("as the test wants");
            it.sendto((String) client.get("address"), (int) client.get("port"), data);
        });
        try (var running = TestServer.start(server);
                var client = UdpClient.of(running.port())) {
            client.send("bad").send("good").mustReceive("good");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aFloodWaitsInTheKernelAndNotHere(String transport) throws Exception {
        Port tcp = server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP);
        server.set(Map.of("transport", transport));
        tcp.on("receive", (Server it, int fd, int reactorId, String data) -> it.send(fd, data));
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(1);
        server.on("packet", (Server it, byte[] data, Map<String, Object> client) -> {
            begun.incrementAndGet();
            held.await();
        });
        try (var running = TestServer.start(server);
                var client = UdpClient.of(running.port());
                var other = RawClient.connect(tcp.port())) {
            while (begun.get() < 1024) client.send("flood");
            for (int i = 0; i < 2000; i++) client.send("flood");
            for (int i = 0; i < 10; i++) { // the loop has many turns, but not for the flood
                other.sendText("x");
                assertArrayEquals(new byte[] {'x'}, other.readBytes(1));
            }
            int limit = 1024 + 64;
            assertTrue(begun.get() <= limit, () -> begun + " callbacks are in work");
            held.countDown();
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (begun.get() <= limit) {
                assertTrue(System.nanoTime() < deadline, "what the kernel kept is not read");
                Thread.onSpinWait();
            }
        } finally {
            held.countDown();
        }
    }

    @Test
    void anIpv6PortServesIpv4PeersToo() throws Exception {
        Server both = new Server("::", 0, SWOOLE_BASE, SWOOLE_SOCK_UDP6);
        both.on("packet", (Server it, String data, Map<String, Object> client) -> {
            it.sendto((String) client.get("address"), (int) client.get("port"), "" + client.get("address"));
        });
        try (var _ = TestServer.start(both);
                var four = UdpClient.of("127.0.0.1", both.port());
                var six = UdpClient.of("::1", both.port())) {
            four.send("x").mustReceive("::ffff:127.0.0.1");
            six.send("x").mustReceive("::1");
        }
    }
}
