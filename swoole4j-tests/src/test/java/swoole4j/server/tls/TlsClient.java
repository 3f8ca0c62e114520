package swoole4j.server.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import swoole4j.testing.RawClient;
import swoole4j.testing.Shell;
import swoole4j.testing.TestCertificates;

/** Clients that know one authority and may have a certificate: the JDK's, and OpenSSL's. */
final class TlsClient {
    private static final char[] NO_PASSWORD = {};

    private final TestCertificates certificates;
    private final List<String> own;

    private TlsClient(TestCertificates certificates, List<String> own) {
        this.certificates = certificates;
        this.own = own;
    }

    static TlsClient of(TestCertificates certificates) {
        return new TlsClient(certificates, List.of());
    }

    /** Returns a client that shows that certificate. */
    TlsClient with(String name) {
        return new TlsClient(certificates, List.of(name));
    }

    /** Connects and does the handshake. */
    RawClient connect(int port) throws IOException {
        return RawClient.over(socket(port));
    }

    SSLSocket socket(int port) throws IOException {
        return secure(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Does the handshake on a connected socket. */
    SSLSocket secure(Socket plain) throws IOException {
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(10_000);
        SSLSocket socket =
                (SSLSocket) context().getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate(certificates.certificate("authority")));
            for (String name : own) {
                store.setKeyEntry(name, key(certificates.key(name)), NO_PASSWORD, new Certificate[] {
                    certificate(certificates.certificate(name))
                });
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Certificate certificate(String file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(String file) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** Runs {@code openssl s_client}, which says all about the handshake and ends; a failed one has another status than 0. */
    Shell.Result openssl(int port, String... options) throws IOException {
        return say(port, "Q\n", options);
    }

    /** The same with that input. */
    Shell.Result say(int port, String input, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of("-verify_return_error", "-CAfile", certificates.certificate("authority")));
        for (String name : own) {
            command.addAll(List.of("-cert", certificates.certificate(name), "-key", certificates.key(name)));
        }
        command.addAll(Arrays.asList(options));
        return Shell.run(input.getBytes(StandardCharsets.ISO_8859_1), command);
    }
}
