package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;

/** Certificates are exchanged while the server runs. */
@ParameterizedClass
@ValueSource(strings = {"openssl", "jdk"})
class ReloadTest {
    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @Parameter
    String engine;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("first").sign("second");
    }

    @BeforeEach
    void useTheFirst() throws IOException {
        use("first");
    }

    private static void use(String name) throws IOException {
        copy(certificates.certificate(name), certificates.certificate("current"));
        copy(certificates.key(name), certificates.key("current"));
    }

    private static void copy(String from, String to) throws IOException {
        Files.copy(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private Server server(Map<String, ?> more) {
        Server server = Servers.tcp(certificates.options("current", "ssl_engine", engine), more);
        Events.of(server);
        return server;
    }

    private static String answers(int port) throws IOException {
        try (SSLSocket socket = TlsClient.of(certificates).socket(port)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    @Test
    void newConnectionsGetTheNewOneAndOldOnesStay() throws IOException {
        Server server = server(Map.of());
        assertFalse(server.reload(), "before the start");
        try (TestServer test = TestServer.start(server);
                RawClient open = TlsClient.of(certificates).connect(test.port())) {
            assertEquals("CN=first", answers(test.port()));
            use("second");
            assertEquals("CN=first", answers(test.port()));
            assertTrue(server.reload());
            assertEquals("CN=second", answers(test.port()));
            assertEquals('x', open.sendText("x").readBytes(1)[0]);
        }
        assertFalse(server.reload(), "after the end");
    }

    @Test
    void whatCannotBeUsedIsLoggedAndChangesNothing() throws IOException {
        Server server = server(Map.of("ssl_sni_certs", Map.of("a.test", certificates.files("current"))));
        try (TestServer test = TestServer.start(server)) {
            copy(certificates.key("second"), certificates.key("current"));
            List<String> errors = errorsOf(() -> assertFalse(server.reload()));
            assertEquals(1, errors.size(), errors::toString);
            assertTrue(errors.getFirst().contains(certificates.key("current")), errors::toString);
            assertEquals("CN=first", answers(test.port()));
            Files.delete(Path.of(certificates.certificate("current")));
            assertEquals(1, errorsOf(() -> assertFalse(server.reload())).size());
            assertEquals("CN=first", answers(test.port()));
        }
    }

    private static List<String> errorsOf(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger("swoole4j.engine.tls");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        try {
            action.run();
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel().equals(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void theSignalDoesTheSame() throws IOException {
        Server server = server(Map.of());
        try (TestServer test = TestServer.start(server)) {
            use("second");
            Shell.run("kill", "-USR1", Long.toString(ProcessHandle.current().pid()))
                    .mustSucceed();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!answers(test.port()).equals("CN=second")) {
                assertTrue(System.nanoTime() < deadline, "the certificate does not change");
            }
        }
    }

    @Test
    void itMayHappenInTheMiddleOfHandshakes() throws Exception {
        Server server =
                server(Map.of("worker_num", 2, "ssl_sni_certs", Map.of("a.test", certificates.files("second"))));
        try (TestServer test = TestServer.start(server);
                var clients = Executors.newFixedThreadPool(3)) {
            AtomicInteger left = new AtomicInteger(5);
            List<Future<Integer>> running = IntStream.range(0, 3)
                    .mapToObj(_ -> clients.submit(() -> {
                        int handshakes = 0;
                        for (; left.get() > 0; handshakes++) assertEquals("CN=first", answers(test.port()));
                        return handshakes;
                    }))
                    .toList();
            for (; left.get() > 0; left.decrementAndGet()) assertTrue(server.reload());
            for (Future<Integer> client : running) assertTrue(client.get() > 0);
        }
    }
}
