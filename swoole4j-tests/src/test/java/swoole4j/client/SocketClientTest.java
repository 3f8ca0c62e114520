package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.coroutine.Channel;
import swoole4j.coroutine.Client;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;

/** Clients without a protocol: bytes, messages cut out of them, and datagrams. */
class SocketClientTest {
    private static final int SECONDS = 10;

    private static Client connected(RawServer server, Map<String, ?> options) {
        Client client = new Client(SWOOLE_SOCK_TCP);
        if (!options.isEmpty()) assertTrue(client.set(options));
        assertTrue(client.connect("127.0.0.1", server.port(), SECONDS), client::errMsg);
        return client;
    }

    private static void mustFail(Client client, int error) {
        assertEquals(error, client.errCode(), client::errMsg);
        assertFalse(client.errMsg().isEmpty());
    }

    @Nested
    class Streams {
        @Test
        void sendsAndReceivesUntilTheEnd() throws Exception {
            try (RawServer server = RawServer.start(peer -> peer.sendText("server got " + peer.readText(5)))) {
                Client client = connected(server, Map.of());
                assertTrue(client.isConnected());
                assertEquals(server.port(), client.getpeername().get("port"));
                assertEquals("127.0.0.1", client.getsockname().get("address"));
                assertTrue(client.fd() > 0);
                assertEquals(5, client.send("hello"));
                StringBuilder all = new StringBuilder();
                String some = client.recv(SECONDS);
                while (some != null && !some.isEmpty()) {
                    all.append(some);
                    some = client.recv(SECONDS);
                }
                assertEquals("server got hello", all.toString());
                assertEquals("", client.recv(SECONDS), "an end stays");
                assertEquals(0, client.errCode());
                assertTrue(client.close());
                assertFalse(client.close());
                assertNull(client.recv());
                mustFail(client, 5001);
                assertEquals(-1, client.send("x"));
                mustFail(client, 5001);
            }
        }

        @Test
        void whatNobodyTakesStaysWithTheServer() throws Exception {
            int size = 32 * 1024 * 1024;
            CountDownLatch sent = new CountDownLatch(1);
            try (RawServer server = RawServer.start(peer -> {
                peer.send(new byte[size]);
                sent.countDown();
            })) {
                Client client = connected(server, Map.of());
                int got = client.recvBytes(SECONDS).length;
                assertFalse(sent.await(200, TimeUnit.MILLISECONDS), "32 MiB fit nowhere");
                int read;
                do {
                    read = client.recvBytes(SECONDS).length;
                    got += read;
                } while (read > 0);
                assertEquals(size, got);
                client.close();
            }
        }

        @Test
        void aLargeMessageGoesBothWays() throws Exception {
            byte[] large = new byte[5 * 1024 * 1024];
            for (int i = 0; i < large.length; i++) large[i] = (byte) ((i * 31) >> 3);
            try (RawServer server = RawServer.start(peer -> {
                byte[] got = peer.readBytes(large.length);
                peer.send(new byte[] {0, 80, 0, 0});
                peer.send(got);
                peer.mustEnd();
            })) {
                Client client = connected(
                        server,
                        Map.of("open_length_check", true, "package_body_offset", 4, "package_max_length", "8M"));
                assertEquals(large.length, client.send(large, SECONDS));
                byte[] message = client.recvBytes(SECONDS);
                assertNotNull(message, client::errMsg);
                assertEquals(4 + large.length, message.length);
                assertArrayEquals(large, java.util.Arrays.copyOfRange(message, 4, message.length));
                client.close();
            }
        }

        @Test
        void messagesAreCutAtTheirEnds() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.sendText("one\r\ntwo\r\nthr");
                assertEquals("go", peer.readText(2));
                peer.sendText("ee\r\nrest");
            })) {
                Client client = connected(server, Map.of("open_eof_check", true, "package_eof", "\r\n"));
                assertEquals("one\r\n", client.recv(SECONDS));
                assertEquals("two\r\n", client.recv(SECONDS));
                assertNull(client.recv(.01));
                mustFail(client, 110);
                client.send("go");
                assertEquals("three\r\n", client.recv(SECONDS));
                assertEquals("", client.recv(SECONDS), "what has only begun is no message");
                client.close();
            }
        }

        @Test
        void aMessageThatIsTooLargeIsNone() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.send(new byte[] {127, 0, 0, 0});
                peer.mustEnd();
            })) {
                Client client = connected(server, Map.of("open_length_check", true, "package_max_length", 1000));
                assertNull(client.recv(SECONDS));
                mustFail(client, 1201);
                client.close();
            }
        }

        @Test
        void peekTakesNothing() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                assertEquals("x", peer.readText(1));
                peer.sendText("one\r\ntwo\r\n");
                peer.mustEnd();
            })) {
                Client client = connected(server, Map.of("open_eof_split", true, "package_eof", "\r\n"));
                assertNull(client.peek());
                mustFail(client, 11);
                client.send("x");
                assertEquals("one\r\n", client.recv(SECONDS));
                assertEquals("two", client.peek(3));
                assertEquals("two\r\n", client.recv(SECONDS));
                client.close();
            }
        }

        @Test
        void failuresHaveTheSystemsNumbers() throws Exception {
            int closed;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = socket.getLocalPort();
            }
            Client client = new Client(SWOOLE_SOCK_TCP);
            assertFalse(client.connect("127.0.0.1", closed));
            mustFail(client, 111);
            assertFalse(client.isConnected());
            assertFalse(client.connect("127.0.0.1", 0));
            mustFail(client, 505);
            assertFalse(client.connect("", 80));
            mustFail(client, 22);
            assertNull(client.recvfrom(10));
            mustFail(client, 95);
            assertFalse(client.enableSSL());
            mustFail(client, 5001);
            assertThrows(SwooleException.class, () -> new Client(77));
            assertThrows(SwooleException.class, () -> client.set(Map.of("package_length_type", "Z")));
            try (RawServer server = RawServer.start(peer -> peer.mustEnd())) {
                Client second = connected(server, Map.of());
                assertFalse(second.connect("127.0.0.1", server.port()));
                mustFail(second, 106);
                assertEquals(-1, second.send(""));
                mustFail(second, 505);
                second.close();
            }
        }

        @Test
        void aCancelledWaitLeavesTheConnection() throws Exception {
            AtomicReference<String> outcome = new AtomicReference<>("");
            try (RawServer server = RawServer.start(peer -> peer.sendText("for " + peer.readText(6)))) {
                Coroutine.run(() -> {
                    Client client = connected(server, Map.of());
                    int cid = Coroutine.go(() -> {
                        String none = client.recv(SECONDS);
                        outcome.set(none + " " + client.errCode());
                    });
                    Coroutine.cancel(cid);
                    client.send("others");
                    outcome.set(outcome.get() + ", then " + client.recv(SECONDS));
                    client.close();
                });
            }
            assertEquals("null 10017, then for others", outcome.get());
        }

        @Test
        void aResetIsNoEnd() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readText(1);
                peer.reset();
            })) {
                Client client = connected(server, Map.of());
                client.send("x");
                assertNull(client.recv(SECONDS));
                mustFail(client, 104);
                assertFalse(client.isConnected());
                assertEquals(-1, client.send("x"));
                mustFail(client, 104);
                client.close();
            }
        }

        @Test
        @Spec("coroutine 151")
        void oneCoroutineAtATimeReceives() throws Exception {
            AtomicReference<String> text = new AtomicReference<>("");
            AtomicReference<String> received = new AtomicReference<>("");
            try (RawServer server = RawServer.start(peer -> peer.sendText("for " + peer.readText(9)))) {
                Coroutine.run(() -> {
                    Client client = connected(server, Map.of());
                    Channel<Boolean> done = new Channel<>(1);
                    Coroutine.go(() -> {
                        received.set(client.recv(SECONDS));
                        done.push(true);
                    });
                    try {
                        client.recv(SECONDS);
                    } catch (IllegalStateException e) {
                        text.set(e.getMessage());
                    }
                    client.send("the first");
                    done.pop();
                    client.close();
                });
            }
            assertTrue(text.get().contains("has already been bound to another coroutine#"), text::get);
            assertEquals("for the first", received.get());
        }
    }

    @Nested
    class DatagramSockets {
        @Test
        void sendsAndReceives() throws Exception {
            try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                server.setSoTimeout(SECONDS * 1000);
                Client client = new Client(SWOOLE_SOCK_UDP);
                assertEquals(-1, client.send("x"));
                mustFail(client, 5001);
                assertTrue(client.connect("127.0.0.1", server.getLocalPort()), client::errMsg);
                assertTrue(client.isConnected());
                assertEquals(5, client.send("hello"));
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                server.receive(packet);
                assertEquals("hello", new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                byte[] large = new byte[60_000];
                server.send(new DatagramPacket(large, large.length, packet.getSocketAddress()));
                assertArrayEquals(large, client.recvBytes(SECONDS));
                assertNull(client.recv(.01));
                mustFail(client, 110);
                assertEquals(-1, client.send(new byte[70_000]));
                mustFail(client, 90);
                assertTrue(client.close());
            }
        }

        @Test
        void talksToAnybody() throws Exception {
            try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                server.setSoTimeout(SECONDS * 1000);
                Client client = new Client(SWOOLE_SOCK_UDP);
                assertNull(client.recvfrom(10));
                mustFail(client, 5001);
                assertTrue(client.sendto("127.0.0.1", server.getLocalPort(), "hello"), client::errMsg);
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                server.receive(packet);
                server.send(
                        new DatagramPacket("answer".getBytes(StandardCharsets.UTF_8), 6, packet.getSocketAddress()));
                Client.Datagram answer = client.recvfrom(3, SECONDS);
                assertNotNull(answer, client::errMsg);
                assertEquals("ans", answer.text());
                assertEquals("127.0.0.1", answer.address());
                assertEquals(server.getLocalPort(), answer.port());
                assertFalse(client.sendto("127.0.0.1", 0, "x"));
                mustFail(client, 505);
                client.close();
            }
        }
    }
}
