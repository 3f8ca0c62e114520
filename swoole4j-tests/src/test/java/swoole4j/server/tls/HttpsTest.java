package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.http.Request;
import swoole4j.http.Response;
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
        var server = Servers.http(certificates.options("server"), Map.of());
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
