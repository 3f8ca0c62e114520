package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SSL;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.TestServer;

/** Requests over TLS. */
class HttpsTest {
    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("server");
    }

    @Test
    void curlGetsItsAnswer() throws IOException {
        var server = new Server("127.0.0.1", 0, SWOOLE_BASE, SWOOLE_SOCK_TCP | SWOOLE_SSL);
        server.set(certificates.options("server"));
        server.on("request", (Request request, Response response) -> response.end("hello"));
        try (TestServer test = TestServer.start(server)) {
            var result = Shell.run(
                    "curl",
                    "-sS",
                    "--cacert",
                    certificates.certificate("authority"),
                    "https://127.0.0.1:" + test.port() + "/");
            assertEquals("hello", result.mustSucceed());
        }
    }
}
