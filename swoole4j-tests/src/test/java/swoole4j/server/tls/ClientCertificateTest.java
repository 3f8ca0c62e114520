package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** {@code ssl_verify_peer} and its companions: whose certificate is asked for, and which one is enough. */
@ParameterizedClass
@ValueSource(strings = {"openssl", "jdk"})
class ClientCertificateTest {
    private static final String REFUSED = "refused";

    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @Parameter
    String engine;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority")
                .sign("server")
                .sign("client")
                .selfSigned("self");
        TestCertificates.in(folder, "stranger").sign("foreign");
        certificates.authority("middle").sign("deep");
        Path hashed = Files.createDirectory(folder.resolve("hashed"));
        String hash = Shell.run("openssl", "x509", "-hash", "-noout", "-in", certificates.certificate("authority"))
                .mustSucceed()
                .strip();
        Files.copy(Path.of(certificates.certificate("authority")), hashed.resolve(hash + ".0"));
        Files.writeString(hashed.resolve("README"), "not a certificate");
    }

    private Server server(Object... options) {
        return Servers.tcp(certificates.options("server", options), Map.of("ssl_engine", engine));
    }

    /** Shows a certificate, or none; returns what the server says to one byte, or that it refused the handshake. */
    private static String tried(TestServer test, String... options) throws IOException {
        String output = TlsClient.of(certificates)
                .say(test.port(), "x\n", quiet(options))
                .output();
        if (output.contains("told: "))
            return output.substring(output.indexOf("told: ") + 6).strip();
        assertTrue(output.contains("alert") || output.contains("errno"), output);
        return REFUSED;
    }

    private static String[] quiet(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "-quiet";
        return all;
    }

    private static String[] show(String name) {
        return new String[] {"-cert", certificates.certificate(name), "-key", certificates.key(name)};
    }

    /** Says which certificate the connection has, and closes. */
    private static Events tell(Server server) {
        Events events = new Events();
        server.on("connect", (Server it, int fd) -> events.add("connect"));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            Object pem = it.getClientInfo(fd).get("ssl_client_cert");
            it.send(fd, "told: " + (pem == null ? "nothing" : pem));
            it.close(fd);
        });
        server.on("close", (Server it, int fd) -> events.add("close"));
        return events;
    }

    private static String pem(String name) throws IOException {
        String text = Files.readString(Path.of(certificates.certificate(name)), StandardCharsets.US_ASCII);
        return text.substring(text.indexOf("-----BEGIN")).strip();
    }

    @Test
    @Spec({"server 258", "server 259"})
    void whoeverMustHaveOneIsRefusedWithoutIt() throws IOException {
        Server server = server("ssl_verify_peer", true, "ssl_client_cert_file", certificates.certificate("authority"));
        Events events = tell(server);
        try (TestServer test = TestServer.start(server)) {
            assertEquals(REFUSED, tried(test));
            assertEquals(REFUSED, tried(test, "-tls1_2"));
            assertEquals(REFUSED, tried(test, show("foreign")));
            assertEquals(REFUSED, tried(test, show("self")));
            assertEquals(0, server.connections().size());
            assertEquals(pem("client"), tried(test, show("client")));
            events.mustBe("connect", "close");
        }
        events.mustBeOver();
    }

    @Test
    void authoritiesComeFromAFileOrAFolderToo() throws IOException {
        Server file = server("ssl_verify_peer", true, "ssl_cafile", certificates.certificate("authority"));
        tell(file);
        try (TestServer test = TestServer.start(file)) {
            assertEquals(pem("client"), tried(test, show("client")));
            assertEquals(REFUSED, tried(test, show("foreign")));
        }
        Server hashed = server(
                "ssl_verify_peer", true, "ssl_capath", folder.resolve("hashed").toString());
        tell(hashed);
        try (TestServer test = TestServer.start(hashed)) {
            assertEquals(pem("client"), tried(test, show("client")));
            assertEquals(REFUSED, tried(test, show("foreign")));
        }
    }

    @Test
    @Spec("server 260")
    void oneThatIsSelfSignedHasToBeAllowed() throws IOException {
        String authority = certificates.certificate("authority");
        Server server =
                server("ssl_verify_peer", true, "ssl_client_cert_file", authority, "ssl_allow_self_signed", true);
        tell(server);
        try (TestServer test = TestServer.start(server)) {
            assertEquals(pem("self"), tried(test, show("self")));
            assertEquals(pem("client"), tried(test, show("client")));
            assertEquals(REFUSED, tried(test, show("foreign")));
            assertEquals(REFUSED, tried(test), "it has to have one nevertheless");
        }
    }

    @Test
    void withoutVerifyingAnyOrNoneWillDo() throws IOException {
        Server server = server("ssl_client_cert_file", certificates.certificate("authority"));
        Events events = tell(server);
        try (TestServer test = TestServer.start(server)) {
            assertEquals("nothing", tried(test));
            assertEquals(pem("client"), tried(test, show("client")));
            assertEquals(pem("foreign"), tried(test, show("foreign")));
            assertEquals(pem("self"), tried(test, show("self")));
            events.mustBe("connect", "close", "connect", "close", "connect", "close", "connect", "close");
        }
        events.mustBeOver();
    }

    @Test
    void nobodyIsAskedByDefault() throws IOException {
        Server server = server();
        tell(server);
        try (TestServer test = TestServer.start(server)) {
            assertEquals("nothing", tried(test, show("client")));
        }
    }

    @Test
    void theDepthCountsWhatIsInBetween() throws IOException {
        String[] deep = {
            "-cert",
            certificates.certificate("deep"),
            "-key",
            certificates.key("deep"),
            "-cert_chain",
            certificates.certificate("middle")
        };
        String authority = certificates.certificate("authority");
        Server one = server("ssl_verify_peer", true, "ssl_cafile", authority, "ssl_verify_depth", 1);
        tell(one);
        try (TestServer test = TestServer.start(one)) {
            assertEquals(pem("deep"), tried(test, deep));
        }
        Server none = server("ssl_verify_peer", true, "ssl_cafile", authority, "ssl_verify_depth", 0);
        tell(none);
        try (TestServer test = TestServer.start(none)) {
            assertEquals(REFUSED, tried(test, deep));
            assertEquals(pem("client"), tried(test, show("client")));
        }
    }

    @Test
    @Spec("server 262")
    void verifyingNeedsToKnowWhomToTrust() {
        Server server = server("ssl_verify_peer", true);
        tell(server);
        var refused = assertThrows(SwooleException.class, server::start);
        assertTrue(refused.getMessage().contains("ssl_verify_peer"), refused.getMessage());
        assertTrue(refused.getMessage().contains("ssl_cafile"), refused.getMessage());
    }
}
