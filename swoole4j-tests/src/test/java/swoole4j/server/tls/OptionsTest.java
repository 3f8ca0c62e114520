package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SSL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.server.Port;
import swoole4j.testing.RawClient;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;

/** The options of TLS one by one. */
class OptionsTest {
    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority")
                .sign("server")
                .signFor("rsa", TestCertificates.RSA)
                .sign("other");
    }

    private static Server server(Object... options) {
        Server server = Servers.tcp(certificates.options("server", options), Map.of());
        Events.of(server);
        return server;
    }

    private static Server server(Map<String, ?> options) {
        Server server = Servers.tcp(options, Map.of());
        Events.of(server);
        return server;
    }

    private static String handshake(Server server, String... options) throws IOException {
        try (TestServer test = TestServer.start(server)) {
            return TlsClient.of(certificates).openssl(test.port(), options).mustSucceed();
        }
    }

    private static void mustFailToStart(Server server, String... parts) {
        String message = String.valueOf(
                assertThrows(SwooleException.class, server::start).getMessage());
        for (String part : parts) assertTrue(message.contains(part), message);
    }

    @Nested
    class PathOptions {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ssl_cert_file",
                    "ssl_key_file",
                    "ssl_client_cert_file",
                    "ssl_cafile",
                    "ssl_capath",
                    "ssl_dhparam"
                })
        void oneThatIsMissingIsRefusedAtOnce(String option) {
            Server server = server();
            var refused = assertThrows(SwooleException.class, () -> server.set(Map.of(option, "/no/such/file")));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains(option) && message.contains("/no/such/file"), message);
            assertFalse(server.setting().containsKey("ssl_cafile"), "nothing of it is kept");
        }

        @Test
        void withoutTlsOnTheSocketTypeTheyDoNotMatter() throws IOException {
            Server server = new Server("127.0.0.1", 0);
            server.set(Map.of("ssl_cert_file", "/no/such/file", "ssl_verify_peer", true, "ssl_protocols", 2));
            Events.of(server);
            assertFalse(server.ssl());
            try (TestServer test = TestServer.start(server);
                    RawClient client = test.connect()) {
                assertEquals('x', client.sendText("x").readBytes(1)[0]);
            }
        }

        @Test
        void certificateAndKeyComeTogether() {
            mustFailToStart(server(Map.of()), "ssl_cert_file", "ssl_key_file");
            mustFailToStart(server(Map.of("ssl_cert_file", certificates.certificate("server"))), "ssl_key_file");
        }

        @Test
        void aKeyOfAnotherCertificateIsRefused() {
            mustFailToStart(server("ssl_key_file", certificates.key("other")), "ssl_key_file", "does not belong");
            mustFailToStart(server("ssl_key_file", certificates.key("rsa")), "ssl_key_file", "does not belong");
        }

        @Test
        void whatIsNoCertificateIsRefusedWithItsName() throws IOException {
            Path text = Files.writeString(folder.resolve("text"), "hello");
            Path broken = Files.writeString(
                    folder.resolve("broken"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
            mustFailToStart(server("ssl_cert_file", text.toString()), "ssl_cert_file", text.toString());
            mustFailToStart(server("ssl_cert_file", broken.toString()), "ssl_cert_file", broken.toString());
            mustFailToStart(server("ssl_key_file", text.toString()), "ssl_key_file", text.toString());
            mustFailToStart(
                    server("ssl_verify_peer", true, "ssl_cafile", text.toString()), "ssl_cafile", text.toString());
        }

        @Test
        void intermediateCertificatesAreSent() throws IOException {
            certificates.authority("middle").sign("deep");
            Path chain = folder.resolve("chain.crt");
            Files.writeString(
                    chain,
                    Files.readString(Path.of(certificates.certificate("deep")))
                            + Files.readString(Path.of(certificates.certificate("middle"))));
            Server server = server(Map.of("ssl_cert_file", chain.toString(), "ssl_key_file", certificates.key("deep")));
            assertTrue(handshake(server).contains("Verification: OK"));
        }
    }

    @Nested
    class Keys {
        private static String converted(String name, String key, String... command) throws IOException {
            String file = folder.resolve(name).toString();
            List<String> all = new ArrayList<>(List.of("openssl"));
            all.addAll(List.of(command));
            all.addAll(List.of("-in", certificates.key(key), "-out", file));
            Shell.run(new byte[0], all).mustSucceed();
            return file;
        }

        private static void mustWork(String certificate, String key, String passphrase) throws IOException {
            Server server = server(Map.of(
                    "ssl_cert_file", certificates.certificate(certificate),
                    "ssl_key_file", key,
                    "ssl_passphrase", passphrase));
            assertTrue(handshake(server).contains("subject=CN = " + certificate));
        }

        @Test
        void mayBeInTheOldFormsOfRsaAndEllipticCurves() throws IOException {
            String rsa = converted("pkcs1.key", "rsa", "rsa", "-traditional");
            assertTrue(Files.readString(Path.of(rsa)).contains("BEGIN RSA PRIVATE KEY"));
            mustWork("rsa", rsa, "");
            String curve = converted("sec1.key", "server", "ec");
            assertTrue(Files.readString(Path.of(curve)).contains("BEGIN EC PRIVATE KEY"));
            mustWork("server", curve, "");
            mustWork("rsa", certificates.key("rsa"), "");
        }

        @Test
        void mayHaveAPassphrase() throws IOException {
            String key = converted("secret.key", "server", "pkcs8", "-topk8", "-passout", "pass:open sesame");
            mustWork("server", key, "open sesame");
            mustFailToStart(server("ssl_key_file", key), key, "ssl_passphrase is needed");
            mustFailToStart(server("ssl_key_file", key, "ssl_passphrase", "x"), key, "does not open it");
            String rsa = converted("secret-rsa.key", "rsa", "pkcs8", "-topk8", "-v2", "aes128", "-passout", "pass:p");
            mustWork("rsa", rsa, "p");
        }

        @Test
        void theOldEncryptionIsRefusedWithAWayOut() throws IOException {
            String key = converted("old.key", "rsa", "rsa", "-traditional", "-aes128", "-passout", "pass:p");
            mustFailToStart(server("ssl_key_file", key, "ssl_passphrase", "p"), key, "openssl pkcs8 -topk8");
        }
    }

    @Nested
    class Protocols {
        @ParameterizedTest
        @CsvSource({
            "openssl, 0, -tls1_2 -tls1_3, -tls1_1 -tls1",
            "jdk, 0, -tls1_2 -tls1_3, -tls1_1 -tls1",
            "openssl, 32, -tls1_2, -tls1_3 -tls1_1",
            "jdk, 32, -tls1_2, -tls1_3 -tls1_1",
            "openssl, 64, -tls1_3, -tls1_2",
            "jdk, 64, -tls1_3, -tls1_2",
            "openssl, 112, -tls1_1 -tls1_2 -tls1_3, -tls1",
        })
        void areTheBitsThatAreSet(String engine, int bits, String accepted, String refused) throws IOException {
            Server server = server("ssl_engine", engine, "ssl_protocols", bits);
            server.set(Map.of("ssl_ciphers", "ALL"));
            try (TestServer test = TestServer.start(server)) {
                TlsClient client = TlsClient.of(certificates);
                for (String version : accepted.split(" ", -1)) {
                    client.openssl(test.port(), version, "-cipher", "ALL:@SECLEVEL=0")
                            .mustSucceed();
                }
                for (String version : refused.split(" ", -1)) {
                    assertNotEquals(
                            0,
                            client.openssl(test.port(), version, "-cipher", "ALL:@SECLEVEL=0")
                                    .status());
                }
            }
        }

        @Test
        void noneThatCanBeServedIsRefused() {
            mustFailToStart(server("ssl_protocols", 2), "ssl_protocols: 2", "SWOOLE_SSL_TLSv1_2 (32)");
            mustFailToStart(server("ssl_protocols", 128), "ssl_protocols: 128");
        }
    }

    @Nested
    class Ciphers {
        private static String negotiated(String output) {
            int at = output.indexOf("Cipher is ") + 10;
            return output.substring(at, output.indexOf('\n', at));
        }

        @ParameterizedTest
        @ValueSource(strings = {"openssl", "jdk"})
        void areOpenSslsNamesInTheServersOrder(String engine) throws IOException {
            String list = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";
            String clients = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256";
            Server ours = server("ssl_engine", engine, "ssl_ciphers", list);
            assertEquals("ECDHE-ECDSA-AES128-GCM-SHA256", negotiated(handshake(ours, "-tls1_2", "-cipher", clients)));
            Server theirs = server("ssl_engine", engine, "ssl_ciphers", list, "ssl_prefer_server_ciphers", false);
            assertEquals("ECDHE-ECDSA-AES256-GCM-SHA384", negotiated(handshake(theirs, "-tls1_2", "-cipher", clients)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"openssl", "jdk"})
        void othersAreRefused(String engine) throws IOException {
            Server server = server("ssl_engine", engine, "ssl_ciphers", "EECDH+AESGCM:!AES128");
            try (TestServer test = TestServer.start(server)) {
                TlsClient client = TlsClient.of(certificates);
                assertNotEquals(
                        0,
                        client.openssl(test.port(), "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256")
                                .status());
                client.openssl(test.port(), "-tls1_2").mustSucceed();
                client.openssl(test.port(), "-tls1_3").mustSucceed();
            }
        }

        @Test
        void aListWithoutAnyIsRefused() {
            mustFailToStart(server("ssl_ciphers", "RC4:NULL"), "ssl_ciphers", "RC4:NULL");
        }
    }

    @Nested
    class Curves {
        @ParameterizedTest
        @ValueSource(strings = {"openssl", "jdk"})
        void limitTheKeyExchange(String engine) throws IOException {
            Server server = server("ssl_engine", engine, "ssl_ecdh_curve", "secp384r1:prime256v1");
            try (TestServer test = TestServer.start(server)) {
                TlsClient client = TlsClient.of(certificates);
                String output =
                        client.openssl(test.port(), "-groups", "P-384:X25519").mustSucceed();
                assertTrue(output.contains("Server Temp Key: ECDH, secp384r1, 384 bits"), output);
                assertNotEquals(
                        0, client.openssl(test.port(), "-groups", "X25519").status());
            }
        }

        @Test
        void unknownOnesAreRefused() {
            mustFailToStart(server("ssl_ecdh_curve", "sect571r1"), "ssl_ecdh_curve", "sect571r1", "X25519");
        }
    }

    @Nested
    class WhatIsAlwaysOff {
        @ParameterizedTest
        @ValueSource(strings = {"-tls1_2", "-tls1_3"})
        void sessionsAreNotResumed(String version) throws IOException {
            Path session = Files.createTempFile(folder, "session", null);
            Server server = server();
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                it.send(fd, "answer\n");
                it.close(fd);
            });
            try (TestServer test = TestServer.start(server)) {
                TlsClient client = TlsClient.of(certificates);
                String first = client.say(test.port(), "x\n", version, "-ign_eof", "-sess_out", session.toString())
                        .output();
                assertTrue(first.contains("answer"), first);
                assertFalse(first.contains("TLS session ticket:"), first);
                if (Files.size(session) == 0) return; // there is nothing to resume
                String second = client.openssl(test.port(), version, "-sess_in", session.toString())
                        .output();
                assertTrue(second.contains("New, TLS"), second);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"openssl", "jdk"})
        void nothingIsCompressed(String engine) throws IOException {
            Server server = server("ssl_engine", engine, "ssl_compress", true);
            assertTrue(handshake(server, "-tls1_2", "-comp").contains("Compression: NONE"));
        }

        @Test
        void renegotiationIsRefused() throws IOException {
            try (TestServer test = TestServer.start(server("ssl_protocols", 32));
                    SSLSocket socket = TlsClient.of(certificates).socket(test.port())) {
                assertEquals("TLSv1.2", socket.getSession().getProtocol());
                var refused = assertThrows(SSLException.class, () -> {
                    socket.startHandshake(); // which only begins
                    socket.getInputStream().read();
                });
                assertTrue(String.valueOf(refused.getMessage()).contains("no_renegotiation"), refused::toString);
            }
        }
    }

    @Nested
    class Ports {
        @Test
        void oneThatHasNoOptionsInheritsTheServers() throws IOException {
            Server server = new Server("127.0.0.1", 0);
            server.set(certificates.files("server"));
            Events.of(server);
            Port secure = server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP | SWOOLE_SSL);
            assertTrue(secure.ssl());
            assertEquals(SWOOLE_SOCK_TCP, secure.type());
            try (TestServer test = TestServer.start(server);
                    RawClient plain = test.connect();
                    RawClient client = TlsClient.of(certificates).connect(secure.port())) {
                assertEquals('a', plain.sendText("a").readBytes(1)[0]);
                assertEquals('b', client.sendText("b").readBytes(1)[0]);
            }
        }

        @Test
        void eachHasItsOwn() throws IOException {
            Server server = server();
            Port other = server.listen("127.0.0.1", 0, SWOOLE_SOCK_TCP | SWOOLE_SSL);
            other.set(certificates.files("other"));
            try (TestServer test = TestServer.start(server)) {
                TlsClient client = TlsClient.of(certificates);
                assertTrue(client.openssl(test.port()).mustSucceed().contains("subject=CN = server"));
                assertTrue(client.openssl(other.port()).mustSucceed().contains("subject=CN = other"));
            }
        }
    }

    @Test
    void theEngineHasToBeKnown() {
        String message = String.valueOf(assertThrows(SwooleException.class, () -> server("ssl_engine", "gnutls"))
                .getMessage());
        assertEquals("option ssl_engine: gnutls is not allowed, expected one of auto, jdk, openssl", message);
    }
}
