package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** {@code ssl_sni_certs}: which certificate answers which name. */
@ParameterizedClass
@ValueSource(strings = {"openssl", "jdk"})
class ServerNameTest {
    private static final Pattern SUBJECT = Pattern.compile("subject=CN ?= ?(\\S+)");

    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @Parameter
    String engine;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority")
                .sign("default")
                .sign("one", "one.test")
                .sign("any", "*.w.test");
    }

    private Map<String, Object> names() {
        Map<String, ?> named = Map.of("One.test", certificates.files("one"), "*.w.test", certificates.files("any"));
        return Map.of("ssl_engine", engine, "ssl_sni_certs", named);
    }

    private static String answers(TestServer test, String... options) throws IOException {
        String output = TlsClient.of(certificates).openssl(test.port(), options).mustSucceed();
        Matcher subject = SUBJECT.matcher(output);
        assertTrue(subject.find(), output);
        return subject.group(1);
    }

    @Test
    @Spec("server 257")
    void anExactNameThenOneLabelForTheAsteriskThenTheDefault() throws IOException {
        Server server = Servers.tcp(certificates.files("default"), names());
        Events.of(server);
        try (TestServer test = TestServer.start(server)) {
            assertEquals("one", answers(test, "-servername", "one.test"));
            assertEquals("one", answers(test, "-servername", "ONE.TEST"));
            assertEquals("any", answers(test, "-servername", "x.w.test"));
            assertEquals("any", answers(test, "-servername", "X.W.test"));
            assertEquals("default", answers(test, "-servername", "x.y.w.test"));
            assertEquals("default", answers(test, "-servername", "w.test"));
            assertEquals("default", answers(test, "-servername", "x.one.test"));
            assertEquals("default", answers(test, "-servername", "unknown.test"));
            assertEquals("default", answers(test, "-noservername"));
        }
    }

    @Test
    void theOtherOptionsOfThePortHoldForEveryName() throws IOException {
        Server server = Servers.tcp(certificates.options("default", "ssl_protocols", 32), names());
        Events.of(server);
        try (TestServer test = TestServer.start(server)) {
            TlsClient client = TlsClient.of(certificates);
            assertNotEquals(
                    0,
                    client.openssl(test.port(), "-servername", "one.test", "-tls1_3")
                            .status());
            client.openssl(test.port(), "-servername", "one.test", "-tls1_2").mustSucceed();
        }
    }

    @Test
    void withoutADefaultAnUnknownNameIsRefused() throws IOException {
        Server server = Servers.tcp(Map.of(), names());
        Events events = Events.of(server);
        try (TestServer test = TestServer.start(server)) {
            assertEquals("one", answers(test, "-servername", "one.test"));
            events.mustBe("connect 1", "close 1");
            Shell.Result refused = TlsClient.of(certificates).openssl(test.port(), "-servername", "unknown.test");
            assertNotEquals(0, refused.status());
            assertTrue(refused.output().contains("unrecognized name"), refused.output());
        }
        events.mustBeOver();
    }

    @Test
    void badNamesAndFilesAreRefused() {
        mustRefuse("a.*.test", certificates.files("one"), "a.*.test");
        mustRefuse("", certificates.files("one"), "[]");
        mustRefuse("one.test", Map.of("ssl_key_file", certificates.key("one")), "[one.test][ssl_cert_file] is missing");
        mustRefuse("one.test", Map.of("ssl_cert_file", "/no/such", "ssl_key_file", "x"), "/no/such not found");
    }

    private static void mustRefuse(String host, Map<String, String> files, String part) {
        Server server = Servers.tcp(Map.of(), Map.of());
        var refused =
                assertThrows(SwooleException.class, () -> server.set(Map.of("ssl_sni_certs", Map.of(host, files))));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
}
