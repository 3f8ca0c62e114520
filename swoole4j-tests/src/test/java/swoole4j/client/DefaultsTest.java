package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import swoole4j.core.coroutine.ClientDefaults;
import swoole4j.coroutine.http.Client;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.Notes;
import swoole4j.testing.RawServer;
import swoole4j.testing.TestServer;

/** What clients of a process go by that were told nothing else: the options socket_ and dns_ of its server. */
@Timeout(30)
class DefaultsTest {
    private static final int TIMED_OUT = 110;

    @AfterEach
    void restore() {
        ClientDefaults.use(ClientDefaults.STANDARD);
    }

    /** Starts a server with these options and lets it end: they hold from then on. */
    private static void begin(Map<String, ?> options) {
        Server server = new Server("127.0.0.1", 0);
        server.set(options);
        server.on("request", (Request _, Response response) -> response.end(""));
        TestServer.start(server).close();
    }

    private static RawServer silent() throws IOException {
        return RawServer.start(peer -> {
            peer.readHead();
            peer.mustEnd();
        });
    }

    @Test
    void howLongAResponseMayTake() throws Exception {
        begin(Map.of("socket_read_timeout", 0.1));
        try (RawServer server = silent()) {
            Client client = new Client("127.0.0.1", server.port());
            assertFalse(client.get("/"));
            assertEquals(-2, client.statusCode());
            assertEquals(TIMED_OUT, client.errCode());
        }
    }

    @Test
    void howLongAMessageMayTake() throws Exception {
        begin(Map.of("socket_timeout", 0.1, "socket_read_timeout", 60));
        try (RawServer server = RawServer.webSocket(peer -> peer.mustReceive(0x88, new byte[] {3, (byte) 0xe8}))) {
            Client client = new Client("127.0.0.1", server.port());
            assertTrue(client.upgrade("/"), client::errMsg);
            assertNull(client.recv());
            assertEquals(TIMED_OUT, client.errCode());
            assertTrue(client.connected());
            client.disconnect();
        }
    }

    @Test
    void theClientsOwnOptionsWin() throws Exception {
        begin(Map.of("socket_timeout", 60, "socket_connect_timeout", 60));
        try (RawServer server = silent()) {
            Client client = new Client("127.0.0.1", server.port());
            client.set(Map.of("timeout", 0.1));
            assertFalse(client.get("/"));
            assertEquals(TIMED_OUT, client.errCode());
        }
    }

    /** A proxy that says nothing keeps a connection from being made. */
    @Test
    void howLongAConnectionMayTake() throws Exception {
        begin(Map.of("socket_connect_timeout", 0.1));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Client client = new Client("server.invalid", 80);
            client.set(Map.of("socks5_host", "127.0.0.1", "socks5_port", silent.getLocalPort()));
            assertFalse(client.get("/"));
            assertEquals(-1, client.statusCode());
            assertEquals(TIMED_OUT, client.errCode(), client::errMsg);
        }
    }

    @Test
    void whoIsAskedForNames() throws Exception {
        try (NameServer names = new NameServer("swoole4j.example", "7f000001");
                RawServer server = RawServer.start(peer -> {
                    assertTrue(peer.readHead().contains("Host: swoole4j.example:"));
                    peer.answer("found");
                })) {
            begin(Map.of("dns_server", "127.0.0.1:" + names.port()));
            Client client = new Client("swoole4j.example", server.port());
            assertTrue(client.get("/"), client::errMsg);
            assertEquals("found", client.body());
            client.close();
            Client unknown = new Client("other.example", server.port());
            assertFalse(unknown.get("/"));
            assertEquals(711, unknown.errCode(), unknown::errMsg);
        }
    }

    @Test
    void howLongANameMayTake() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            begin(Map.of("dns_server", "127.0.0.1:" + silent.getLocalPort(), "socket_dns_timeout", 0.1));
            Client client = new Client("swoole4j.example", 80);
            assertFalse(client.get("/"));
            assertEquals(-1, client.statusCode());
            assertEquals(712, client.errCode(), client::errMsg);
        }
    }

    @Test
    void aNameServerWithoutAnAddress() {
        begin(Map.of("dns_server", "ns.example"));
        Client client = new Client("swoole4j.example", 80);
        assertFalse(client.get("/"));
        assertEquals(714, client.errCode());
        assertTrue(client.errMsg().contains("dns_server: ns.example"), client::errMsg);
        assertFalse(new Client("127.0.0.1", 1).get("/"), "an address needs no server");
    }

    /** Knows one name and its IPv4 address (RFC 1035 4). */
    private static final class NameServer implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final byte[] name;
        private final byte[] address;
        private final Notes failures = new Notes();

        NameServer(String name, String hexAddress) throws IOException {
            ByteArrayOutputStream labels = new ByteArrayOutputStream();
            for (String label : name.split("\\.", -1)) {
                labels.write(label.length());
                labels.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
            labels.write(0);
            this.name = labels.toByteArray();
            this.address = HexFormat.of().parseHex(hexAddress);
            Thread.ofPlatform().daemon().name("name-server").start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            byte[] buffer = new byte[1500];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    byte[] answer = answer(buffer);
                    socket.send(
                            new DatagramPacket(answer, answer.length, (InetSocketAddress) packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) failures.add(e);
            }
        }

        private byte[] answer(byte[] query) {
            int end = 12;
            while (query[end] != 0) end += query[end] + 1;
            byte[] asked = Arrays.copyOfRange(query, 12, end + 1);
            short type = ByteBuffer.wrap(query).getShort(end + 1);
            boolean known = Arrays.equals(asked, name);
            boolean answered = known && type == 1;
            ByteBuffer answer = ByteBuffer.allocate(512)
                    .put(query, 0, 2)
                    .putShort((short) (known ? 0x8580 : 0x8583))
                    .putShort((short) 1)
                    .putShort((short) (answered ? 1 : 0))
                    .putInt(0)
                    .put(asked)
                    .putShort(type)
                    .putShort((short) 1);
            if (answered) {
                answer.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1);
                answer.putInt(60).putShort((short) 4).put(address);
            }
            return Arrays.copyOf(answer.array(), answer.position());
        }

        @Override
        public void close() {
            socket.close();
            failures.mustBe();
        }
    }
}
