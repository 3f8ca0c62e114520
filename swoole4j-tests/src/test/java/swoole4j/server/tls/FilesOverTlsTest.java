package swoole4j.server.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SSL;

import io.netty.util.internal.PlatformDependent;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.TestCertificates;
import swoole4j.testing.TestServer;

/** Files are encrypted like everything else, a chunk at a time. */
class FilesOverTlsTest {
    private static final int SIZE = 40_000_000;

    @TempDir
    static Path folder;

    static TestCertificates certificates;
    static byte[] content = new byte[SIZE];

    @BeforeAll
    static void makeFiles() throws IOException {
        certificates = TestCertificates.in(folder, "authority").sign("server");
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("large.txt"), content);
    }

    private static TestServer start(boolean handler) {
        Map<String, Object> options = new HashMap<>(certificates.options("server"));
        options.put("enable_static_handler", handler);
        options.put("document_root", folder.toString());
        var server = new Server("127.0.0.1", 0, SWOOLE_BASE, SWOOLE_SOCK_TCP | SWOOLE_SSL);
        server.set(options);
        server.on("request", (Request request, Response response) -> {
            response.sendfile(folder.resolve("large.txt").toString());
        });
        return TestServer.start(server);
    }

    private static SSLSocket connect(int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = new FileInputStream(certificates.certificate("authority"))) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
    }

    private static void mustDownload(boolean handler) throws Exception {
        long before = PlatformDependent.usedDirectMemory();
        try (TestServer server = start(handler);
                SSLSocket socket = connect(server.port())) {
            socket.getOutputStream()
                    .write("GET /large.txt HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int ends = 0;
            while (ends < 4) ends = in.read() == "\r\n\r\n".charAt(ends) ? ends + 1 : 0;
            long direct = PlatformDependent.usedDirectMemory() - before;
            assertTrue(direct < SIZE / 8, () -> direct + " bytes of direct memory for a peer that waits");
            byte[] received = new byte[SIZE];
            in.readFully(received);
            assertArrayEquals(content, received);
        }
    }

    @Test
    void sendfileSendsALargeFile() throws Exception {
        mustDownload(false);
    }

    @Test
    void theStaticHandlerSendsALargeFile() throws Exception {
        mustDownload(true);
    }
}
