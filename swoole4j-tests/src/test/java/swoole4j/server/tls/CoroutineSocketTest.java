package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Constants;
import swoole4j.Coroutine;
import swoole4j.coroutine.Client;
import swoole4j.coroutine.Server;
import swoole4j.coroutine.Socket;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestCertificates;

/** Coroutine servers and general sockets over TLS. */
class CoroutineSocketTest {
    private static final int SECONDS = 10;

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static Server server;
    private static Thread thread;

    @BeforeAll
    static void start() throws IOException {
        certificates = TestCertificates.in(folder, "authority")
                .sign("server", "localhost")
                .sign("client");
        server = new Server("127.0.0.1", 0, true);
        server.set(certificates.options("server"));
        server.handle(connection -> {
            for (String data; (data = connection.recv(SECONDS)) != null && !data.isEmpty(); ) {
                connection.send("got " + data);
            }
            connection.close();
        });
        thread = Thread.ofPlatform().start(() -> Coroutine.run(server::start));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.shutdown();
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertFalse(thread.isAlive());
    }

    private static Client client(int port, Map<String, Object> more) {
        Client client = new Client(Constants.SWOOLE_SOCK_TCP | Constants.SWOOLE_SSL);
        client.set(Map.of("ssl_cafile", certificates.certificate("authority")));
        if (!more.isEmpty()) client.set(more);
        client.connect("127.0.0.1", port, SECONDS);
        return client;
    }

    private static void works(Client client) {
        assertEquals(5, client.send("hello"), client::errMsg);
        assertEquals("got hello", client.recv(SECONDS), client::errMsg);
        assertTrue(client.close());
    }

    @Test
    void aServerSpeaksIt() {
        works(client(server.port(), Map.of()));
    }

    private static void mustEnd(RawClient client) {
        try {
            client.readToEnd();
        } catch (IOException _) {
            // a reset is an end, too
        }
    }

    @Test
    void whoDoesNotIsGoneAndDisturbsNobody() throws Exception {
        try (RawClient stranger = RawClient.connect(server.port());
                RawClient silent = RawClient.connect(server.port())) {
            stranger.sendText("no TLS at all, and more than a header\r\n");
            mustEnd(stranger);
            works(client(server.port(), Map.of()));
            silent.abort();
        }
    }

    @Test
    void aSocketMayWantToKnowItsPeer() {
        Socket listening = new Socket(Constants.AF_INET, Constants.SOCK_STREAM);
        assertTrue(listening.bind("127.0.0.1"));
        Map<String, Object> protocol = certificates.options(
                "server",
                "open_ssl",
                true,
                "ssl_verify_peer",
                true,
                "ssl_cafile",
                certificates.certificate("authority"));
        assertTrue(listening.setProtocol(protocol), listening::errMsg);
        assertTrue(listening.listen());
        int port = (int) listening.getsockname().get("port");
        Coroutine.run(() -> {
            Coroutine.go(() -> works(client(port, certificates.options("client"))));
            Socket known = listening.accept(SECONDS);
            known.send("got " + known.recv(100, SECONDS));
            assertFalse(known.shutdown(Constants.SHUT_WR), "there is no half of a connection");
            assertEquals(95, known.errCode());
            assertEquals("", known.recv(100, SECONDS));
            known.close();
            Coroutine.go(() -> {
                Client unknown = client(port, Map.of());
                assertNotEquals("got hello", unknown.recv(SECONDS));
                unknown.close();
            });
            Socket refused = listening.accept(SECONDS);
            assertNotEquals("hello", refused.recv(100, SECONDS));
            assertNotEquals(0, refused.errCode());
            refused.close();
        });
        listening.close();
    }

    @Test
    void aSocketMayConnectWithIt() {
        Socket socket = new Socket(Constants.AF_INET, Constants.SOCK_STREAM);
        socket.setProtocol(Map.of("open_ssl", true, "ssl_cafile", certificates.certificate("authority")));
        assertTrue(socket.connect("127.0.0.1", server.port()), socket::errMsg);
        socket.send("hello");
        assertEquals("got hello", socket.recv(100, SECONDS), socket::errMsg);
        socket.close();
        Socket stranger = new Socket(Constants.AF_INET, Constants.SOCK_STREAM);
        stranger.setProtocol(Map.of("open_ssl", true));
        assertFalse(stranger.connect("127.0.0.1", server.port()), "whom it does not trust");
        assertEquals(1014, stranger.errCode(), stranger::errMsg);
    }

    @Test
    void aCertificateThatIsNoneIsTold() {
        Socket socket = new Socket(Constants.AF_INET, Constants.SOCK_STREAM);
        assertTrue(socket.bind("127.0.0.1"));
        assertFalse(socket.setProtocol(Map.of(
                "open_ssl", true, "ssl_cert_file", folder.resolve("none.pem").toString())));
        assertEquals(1019, socket.errCode());
        assertTrue(socket.errMsg().contains("none.pem"), socket::errMsg);
        socket.close();
    }
}
