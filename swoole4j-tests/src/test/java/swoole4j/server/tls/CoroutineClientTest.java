package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Constants;
import swoole4j.coroutine.Http;
import swoole4j.coroutine.http.Client;
import swoole4j.coroutine.http.ClientException;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.RawServer;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** The coroutine client over TLS: whom it trusts. */
class CoroutineClientTest {
    private static final int VERIFY_FAILED = 1014;
    private static final int HANDSHAKE_FAILED = 1018;
    private static final int BAD_PROTOCOL = 1016;

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static TestServer signed;
    private static TestServer selfSigned;

    @BeforeAll
    static void start() throws IOException {
        certificates = TestCertificates.in(folder, "authority")
                .sign("server", "localhost")
                .sign("elsewhere");
        certificates.selfSigned("lonely", "-addext", "subjectAltName=IP:127.0.0.1");
        certificates.sign("client");
        signed = server("server");
        selfSigned = server("lonely");
    }

    @AfterAll
    static void stop() {
        signed.close();
        selfSigned.close();
    }

    private static TestServer server(String certificate, Object... more) {
        Server server = Servers.websocket(certificates.options(certificate, more), Map.of());
        server.on("request", (Request request, Response response) -> {
            boolean client = server.getClientInfo(request.fd()).containsKey("ssl_client_cert");
            response.end(client ? "known" : "hello");
        });
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), frame.data()));
        return TestServer.start(server);
    }

    private static Client client(TestServer server, Object... options) {
        Client client = new Client("127.0.0.1", server.port(), true);
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) all.put((String) options[i], options[i + 1]);
        if (!all.isEmpty()) client.set(all);
        return client;
    }

    private static void works(Client client) {
        assertTrue(client.get("/"), client::errMsg);
        assertEquals("hello", client.body());
        client.close();
    }

    private static void fails(Client client, int error) {
        assertFalse(client.get("/"));
        assertEquals(-1, client.statusCode());
        assertEquals(error, client.errCode(), client::errMsg);
        assertFalse(client.connected());
    }

    @Test
    void nobodyIsTrustedUnknown() {
        fails(client(signed), VERIFY_FAILED);
        fails(client(selfSigned), VERIFY_FAILED);
    }

    @Test
    void authoritiesOfAFileAre() throws IOException {
        works(client(signed, "ssl_cafile", certificates.certificate("authority")));
        fails(client(selfSigned, "ssl_cafile", certificates.certificate("authority")), VERIFY_FAILED);
        Path authorities = Files.createDirectories(folder.resolve("authorities"));
        Files.copy(Path.of(certificates.certificate("authority")), authorities.resolve("a.pem"));
        Files.copy(Path.of(certificates.key("authority")), authorities.resolve("b.pem"));
        works(client(signed, "ssl_capath", authorities.toString()));
    }

    @Test
    void theNameMustFit() {
        String authority = certificates.certificate("authority");
        works(client(signed, "ssl_cafile", authority, "ssl_host_name", "localhost"));
        fails(client(signed, "ssl_cafile", authority, "ssl_host_name", "other.example"), VERIFY_FAILED);
        works(client(selfSigned, "ssl_allow_self_signed", true));
        fails(client(selfSigned, "ssl_allow_self_signed", true, "ssl_host_name", "other.example"), VERIFY_FAILED);
    }

    @Test
    void aScriptMayTrustEverybody() {
        works(client(signed, "ssl_verify_peer", false));
        works(client(selfSigned, "ssl_verify_peer", false, "ssl_host_name", "other.example"));
    }

    @Test
    void bytesAreEncryptedFromTheBeginningOrLater() {
        swoole4j.Server echo = Servers.tcp(certificates.options("server"), Map.of());
        echo.on("receive", (swoole4j.Server it, int fd, int _, String data) -> it.send(fd, "server got " + data));
        try (TestServer server = TestServer.start(echo)) {
            for (boolean later : new boolean[] {false, true}) {
                int type = Constants.SWOOLE_SOCK_TCP | (later ? 0 : Constants.SWOOLE_SSL);
                var client = new swoole4j.coroutine.Client(type);
                client.set(Map.of("ssl_cafile", certificates.certificate("authority")));
                assertTrue(client.connect("127.0.0.1", server.port()), client::errMsg);
                if (later) assertTrue(client.enableSSL(), client::errMsg);
                assertFalse(client.enableSSL());
                assertEquals(509, client.errCode());
                assertEquals(5, client.send("hello"));
                assertEquals("server got hello", client.recv());
                assertTrue(client.close());

                var stranger = new swoole4j.coroutine.Client(type);
                boolean connected = stranger.connect("127.0.0.1", server.port());
                assertEquals(later, connected);
                if (later) assertFalse(stranger.enableSSL());
                assertEquals(VERIFY_FAILED, stranger.errCode(), stranger::errMsg);
                assertFalse(stranger.isConnected());
            }
        }
    }

    @Test
    void selfSignedMeansNothingElse() {
        fails(client(signed, "ssl_allow_self_signed", true), VERIFY_FAILED);
    }

    @Test
    void theCertificateCanBeSeen() throws IOException {
        Client client = client(signed, "ssl_cafile", certificates.certificate("authority"));
        assertNull(client.getPeerCert());
        assertTrue(client.get("/"));
        String own = Files.readString(Path.of(certificates.certificate("server")));
        assertEquals(own.strip(), client.getPeerCert().strip());
        client.close();
    }

    @Test
    void aClientMayHaveACertificate() {
        try (TestServer demanding = server(
                "server", "ssl_verify_peer", true, "ssl_client_cert_file", certificates.certificate("authority"))) {
            String authority = certificates.certificate("authority");
            Client client = client(
                    demanding,
                    "ssl_cafile",
                    authority,
                    "ssl_cert_file",
                    certificates.certificate("client"),
                    "ssl_key_file",
                    certificates.key("client"));
            assertTrue(client.get("/"), client::errMsg);
            assertEquals("known", client.body());
            client.close();
            assertFalse(client(demanding, "ssl_cafile", authority).get("/"));
        }
    }

    @Test
    void versionsMustMeet() {
        try (TestServer old = server("server", "ssl_protocols", Constants.SWOOLE_SSL_TLSv1_2)) {
            String authority = certificates.certificate("authority");
            works(client(old, "ssl_cafile", authority));
            fails(
                    client(old, "ssl_cafile", authority, "ssl_protocols", Constants.SWOOLE_SSL_TLSv1_3),
                    HANDSHAKE_FAILED);
        }
    }

    @Test
    void filesMustBeCertificates() {
        ClientException e = assertThrows(
                ClientException.class,
                () -> client(signed, "ssl_cafile", folder.resolve("missing").toString())
                        .get("/"));
        assertTrue(e.getMessage().startsWith("option ssl_cafile: "), e::getMessage);
        assertThrows(
                ClientException.class,
                () -> client(signed, "ssl_cert_file", certificates.certificate("client"))
                        .get("/"));
    }

    @Test
    void whoeverDoesNotSpeakTls() throws Exception {
        try (RawServer plain = RawServer.start(peer -> peer.sendText("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            Client client = new Client("127.0.0.1", plain.port(), true);
            assertFalse(client.get("/"));
            assertEquals(-1, client.statusCode());
        }
    }

    @Test
    void webSocketsAndFunctions() {
        String authority = certificates.certificate("authority");
        Client client = client(signed, "ssl_cafile", authority);
        assertTrue(client.upgrade("/"), client::errMsg);
        assertTrue(client.push("secret"));
        assertEquals("secret", client.recv().data());
        assertTrue(client.disconnect());
        String url = "https://127.0.0.1:" + signed.port() + "/";
        assertEquals(
                "hello",
                Http.get(url, Map.of("ssl_cafile", authority), null, null).getBody());
    }

    @Test
    void http2IsAgreedOn() {
        String authority = certificates.certificate("authority");
        var client = new swoole4j.coroutine.http2.Client("127.0.0.1", signed.port(), true);
        client.set(Map.of("ssl_cafile", authority));
        assertFalse(client.connect());
        assertEquals(BAD_PROTOCOL, client.errCode(), client::errMsg);
        try (TestServer both = server("server", "open_http2_protocol", true)) {
            client = new swoole4j.coroutine.http2.Client("127.0.0.1", both.port(), true);
            assertFalse(client.connect());
            assertEquals(VERIFY_FAILED, client.errCode(), client::errMsg);
            client.set(Map.of("ssl_cafile", authority));
            assertTrue(client.connect(), client::errMsg);
            assertTrue(client.send(new swoole4j.http2.Request()) > 0);
            assertEquals("hello", client.recv().data());
            assertTrue(client.close());
        }
    }

    /** RFC 9112 9.8: without a closure alert nobody can tell the end of a body from a cut. */
    @Test
    void aBodyThatIsCutIsNoBody() throws Exception {
        for (boolean alert : new boolean[] {true, false}) {
            try (TlsServer server = TlsServer.start(certificates, "server", alert)) {
                Client client = new Client("127.0.0.1", server.port(), true);
                client.set(Map.of("ssl_cafile", certificates.certificate("authority")));
                assertEquals(alert, client.get("/"), client::errMsg);
                assertEquals(alert ? 200 : -3, client.statusCode());
            }
        }
    }
}
