package swoole4j.engine.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;

/** What computes TLS: BoringSSL where its library loads, otherwise the JDK. */
enum Engine {
    /** BoringSSL, which names and errors call OpenSSL. */
    OPENSSL(SslProvider.OPENSSL_REFCNT),
    /** The JDK's own. */
    JDK(SslProvider.JDK);

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final AtomicBoolean told = new AtomicBoolean();

    final SslProvider provider;

    Engine(SslProvider provider) {
        this.provider = provider;
    }

    /**
     * Returns the engine of that name.
     *
     * @param name auto, openssl or jdk
     * @throws SwooleException when BoringSSL is demanded and does not load
     */
    static Engine of(String name) {
        if (name.equals("jdk")) return jdk();
        if (OpenSsl.isAvailable()) return OPENSSL;
        String reason = String.valueOf(OpenSsl.unavailabilityCause());
        if (name.equals("openssl")) throw new SwooleException("option ssl_engine: openssl is not available: " + reason);
        if (told.compareAndSet(false, true)) {
            log.warn("TLS runs on the JDK's engine, which is slower: BoringSSL is not available: {}", reason);
        }
        return jdk();
    }

    /** The JDK has these for the whole JVM only, and reads them once. Who has set them knows why. */
    private static Engine jdk() {
        setIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        setIfAbsent("jdk.tls.server.enableSessionTicketExtension", "false");
        setIfAbsent("jdk.tls.server.newSessionTicketCount", "0");
        return JDK;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }

    /** Returns the names of the cipher suites that can be used. */
    Set<String> cipherSuites() {
        return switch (this) {
            case OPENSSL -> OpenSsl.availableJavaCipherSuites();
            case JDK -> {
                try {
                    yield Set.of(
                            SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
                } catch (java.security.NoSuchAlgorithmException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
