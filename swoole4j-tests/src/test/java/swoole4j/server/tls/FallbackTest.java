package swoole4j.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.testing.RawClient;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;

/** Without BoringSSL's library a server serves with the JDK's engine, and says so once. */
class FallbackTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws IOException {
        TestCertificates.in(folder, "authority").sign("server");
    }

    /** Starts two servers after each other and prints what a client got of each. */
    public static void main(String[] arguments) throws IOException {
        TestCertificates certificates = TestCertificates.existing(Path.of(arguments[0]), "authority");
        for (int n = 0; n < 2; n++) {
            Server server = Servers.tcp(certificates.options("server", "ssl_engine", arguments[1]), Map.of());
            Events.of(server);
            try (TestServer test = TestServer.start(server);
                    RawClient client = TlsClient.of(certificates).connect(test.port())) {
                System.out.println(
                        "served " + new String(client.sendText("hello").readBytes(5), US_ASCII));
            } catch (SwooleException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private static List<String> lines(String engine) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.handler.ssl.noOpenSsl=true",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty("java.class.path"),
                FallbackTest.class.getName(),
                folder.toString(),
                engine));
        return Shell.run(new byte[0], command).mustSucceed().lines().toList();
    }

    @Test
    void oneLineSaysSo() throws IOException {
        List<String> lines = lines("auto");
        assertEquals(2, lines.stream().filter("served hello"::equals).count(), lines::toString);
        List<String> told =
                lines.stream().filter(line -> line.contains(" WARN ")).toList();
        assertEquals(1, told.size(), lines::toString);
        assertTrue(told.getFirst().contains("JDK's engine"), told::toString);
    }

    @Test
    void whoWantsTheJdksIsNotTold() throws IOException {
        assertEquals(List.of("served hello", "served hello"), lines("jdk"));
    }

    @Test
    void whoDemandsBoringSslIsRefused() throws IOException {
        List<String> lines = lines("openssl");
        assertTrue(lines.getFirst().startsWith("refused: option ssl_engine: openssl"), lines::toString);
    }
}
