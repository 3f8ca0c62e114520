package swoole4j.server.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.RawClient;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;

/** Requests over TLS, with each engine and each transport. */
@ParameterizedClass
@CsvSource({"openssl, epoll", "jdk, epoll", "openssl, nio", "openssl, io_uring"})
class HttpsTest {
    private static final byte[] LARGE = new byte[1 << 20];

    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @Parameter(0)
    String engine;

    @Parameter(1)
    String transport;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("server");
        new Random(1).nextBytes(LARGE);
    }

    private TestServer start() {
        var server = Servers.http(certificates.options("server", "ssl_engine", engine), Map.of("transport", transport));
        server.on("request", (Request request, Response response) -> {
            switch (String.valueOf(request.server().get("request_uri"))) {
                case "/large" -> response.end(LARGE);
                case "/echo" -> response.end(request.contentBytes());
                default -> response.end("hello");
            }
        });
        return TestServer.start(server);
    }

    private static String[] curl(TestServer test, String... options) {
        String[] command = new String[options.length + 4];
        command[0] = "curl";
        command[1] = "-sS";
        command[2] = "--cacert";
        command[3] = certificates.certificate("authority");
        for (int n = 0; n < options.length; n++) {
            command[n + 4] = options[n].replace("https://", "https://127.0.0.1:" + test.port());
        }
        return command;
    }

    @Test
    void curlGetsItsAnswersOverOneConnection() throws IOException {
        try (TestServer test = start()) {
            var result = Shell.run(curl(test, "-v", "https:///", "https:///"));
            assertTrue(result.mustSucceed().contains("Re-using existing connection"), result.output());
            assertTrue(result.output().endsWith("hello"), result.output());
        }
    }

    @Test
    void aMegabyteArrives() throws IOException {
        Path file = folder.resolve("large-" + engine + transport);
        try (TestServer test = start()) {
            Shell.run(curl(test, "-o", file.toString(), "https:///large")).mustSucceed();
            assertArrayEquals(LARGE, Files.readAllBytes(file));
            Path echoed = folder.resolve("echoed-" + engine + transport);
            Shell.run(curl(test, "-o", echoed.toString(), "--data-binary", "@" + file, "https:///echo"))
                    .mustSucceed();
            assertArrayEquals(LARGE, Files.readAllBytes(echoed));
        }
    }

    @Test
    void theJdksClientIsServed() throws IOException, InterruptedException {
        try (TestServer test = start();
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(TlsClient.of(certificates).context())
                        .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + test.port() + "/large"))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertArrayEquals(LARGE, response.body());
            assertEquals(HttpClient.Version.HTTP_1_1, response.version());
        }
    }

    @Test
    void alpnChoosesHttp() throws IOException {
        try (TestServer test = start()) {
            TlsClient client = TlsClient.of(certificates);
            String both = client.openssl(test.port(), "-alpn", "h2,http/1.1").mustSucceed();
            assertTrue(both.contains("ALPN protocol: http/1.1"), both);
            String none = client.openssl(test.port()).mustSucceed();
            assertTrue(none.contains("No ALPN negotiated"), none);
            String other = client.openssl(test.port(), "-alpn", "gopher").mustSucceed();
            assertTrue(other.contains("No ALPN negotiated"), other);
        }
    }

    @Test
    void theEndOfTheConnectionIsAnnounced() throws IOException {
        try (TestServer test = start();
                RawClient client = TlsClient.of(certificates).connect(test.port())) {
            client.sendText("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readHead();
            assertArrayEquals(LARGE, client.readToEnd()); // which fails without a close_notify
        }
    }

    @Test
    void aClientThatEndsItsSideGetsAnOrderlyEnd() throws IOException {
        try (TestServer test = start();
                RawClient client = TlsClient.of(certificates).connect(test.port())) {
            client.sendText("GET /large HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            client.readBytes(1 << 19);
            client.halfClose();
            byte[] rest = client.readToEnd(); // which fails without a close_notify
            assertArrayEquals(Arrays.copyOfRange(LARGE, 1 << 19, (1 << 19) + rest.length), rest);
        }
    }

    @Test
    void aFileIsSentEncrypted() throws IOException {
        Path file = Files.write(folder.resolve("file-" + engine + transport), LARGE);
        var server = Servers.http(certificates.options("server", "ssl_engine", engine), Map.of("transport", transport));
        server.on("request", (Request request, Response response) -> response.sendfile(file.toString()));
        Path copy = folder.resolve("copy-" + engine + transport);
        try (TestServer test = TestServer.start(server)) {
            Shell.run(curl(test, "-o", copy.toString(), "https:///")).mustSucceed();
        }
        assertArrayEquals(LARGE, Files.readAllBytes(copy));
    }

    @Test
    void manyRequestsInOneRecord() throws IOException {
        try (TestServer test = start();
                RawClient client = TlsClient.of(certificates).connect(test.port())) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(300));
            for (int n = 0; n < 300; n++) {
                client.readHead();
                assertEquals("hello", new String(client.readBytes(5), ISO_8859_1));
            }
        }
    }

    @Test
    void anErrorInARecordEndsTheConnectionAndNothingElse() throws IOException {
        try (TestServer test = start();
                var socket = new Socket(InetAddress.getLoopbackAddress(), test.port())) {
            var secure = TlsClient.of(certificates).secure(socket);
            secure.getOutputStream().write(new byte[0]);
            socket.getOutputStream().write(new byte[] {
                23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
            });
            assertThrows(IOException.class, () -> secure.getInputStream().read());
            Shell.run(curl(test, "https:///")).mustSucceed();
        }
    }
}
