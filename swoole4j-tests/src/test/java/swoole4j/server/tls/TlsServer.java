package swoole4j.server.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import swoole4j.testing.TestCertificates;

/** Answers one request with a body that ends with the connection, with or without saying that it ends. */
final class TlsServer implements AutoCloseable {
    private final ServerSocket listener;

    private TlsServer(ServerSocket listener) {
        this.listener = listener;
    }

    static TlsServer start(TestCertificates certificates, String name, boolean alert) throws Exception {
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var context = TlsClient.of(certificates).with(name).context();
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket plain = listener.accept()) {
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false);
                tls.setUseClientMode(false);
                byte[] request = new byte[1000];
                if (tls.getInputStream().read(request) < 0) return;
                tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhalf?".getBytes(StandardCharsets.US_ASCII));
                if (alert) tls.close();
            } catch (IOException _) {
                // the client looks at what came of it
            }
        });
        return new TlsServer(listener);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
