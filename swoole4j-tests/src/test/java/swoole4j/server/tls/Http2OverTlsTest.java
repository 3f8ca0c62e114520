package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SSL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** ALPN chooses between HTTP/2 and HTTP/1.1 (RFC 9113 3.2, RFC 7301). */
class Http2OverTlsTest {
    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("server");
    }

    private static TestServer start(boolean http2) {
        var server = new Server("127.0.0.1", 0, SWOOLE_BASE, SWOOLE_SOCK_TCP | SWOOLE_SSL);
        Map<String, Object> options = new HashMap<>(certificates.options("server"));
        options.put("open_http2_protocol", http2);
        server.set(options);
        server.on(
                "request",
                (Request request, Response response) ->
                        response.end(request.server().get("server_protocol") + " "
                                + request.getContent().length()));
        return TestServer.start(server);
    }

    private static String curl(TestServer server, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 5];
        command[0] = "curl";
        command[1] = "-sS";
        command[2] = "--cacert";
        command[3] = certificates.certificate("authority");
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        command[command.length - 1] = "https://127.0.0.1:" + server.port() + "/";
        return Shell.run(command).mustSucceed();
    }

    @ParameterizedTest
    @CsvSource({"true,--http2,HTTP/2", "true,--http1.1,HTTP/1.1", "true,--no-alpn,HTTP/1.1", "false,--http2,HTTP/1.1"})
    @Spec("http 165")
    void whatBothSpeakIsSpoken(boolean http2, String offer, String protocol) throws Exception {
        try (TestServer server = start(http2)) {
            assertEquals(protocol + " 0", curl(server, offer));
        }
    }

    @Test
    void largeBodiesComeThrough() throws Exception {
        Path file = folder.resolve("large");
        Files.write(file, new byte[1_000_000]);
        try (TestServer server = start(true)) {
            assertEquals("HTTP/2 1000000", curl(server, "--http2", "--data-binary", "@" + file));
        }
    }
}
