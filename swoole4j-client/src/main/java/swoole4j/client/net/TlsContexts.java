package swoole4j.client.net;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings.Tls;
import swoole4j.core.tls.CipherNames;
import swoole4j.core.tls.Pem;
import swoole4j.core.tls.PrivateKeys;
import swoole4j.core.tls.Protocols;
import swoole4j.coroutine.http.ClientException;

/** Makes TLS contexts, and keeps those that depend on no file. Any thread. */
final class TlsContexts {
    private static final Logger log = LoggerFactory.getLogger(TlsContexts.class);
    private static final int MOST_KEPT = 64;

    /** BoringSSL where its library loads, in the form whose memory the collector frees. */
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private static final Set<String> SUITES = suites();

    private static final ConcurrentHashMap<Key, SslContext> KEPT = new ConcurrentHashMap<>();

    private record Key(Tls tls, List<String> protocols) {}

    private TlsContexts() {}

    /**
     * Returns a context.
     *
     * @param alpn what the client wants to speak, empty to leave it open
     * @throws ClientException naming the option whose file cannot be used
     */
    static SslContext of(Tls tls, List<String> alpn) {
        boolean plain = tls.certificate() == null && tls.authorities() == null && tls.authorityFolder() == null;
        if (!plain) return make(tls, alpn);
        Tls withoutName = new Tls(
                tls.verify(),
                tls.allowSelfSigned(),
                null,
                null,
                null,
                null,
                null,
                null,
                tls.protocols(),
                tls.ciphers(),
                tls.depth());
        Key key = new Key(withoutName, alpn);
        SslContext kept = KEPT.get(key);
        if (kept != null) return kept;
        SslContext made = make(tls, alpn);
        if (KEPT.size() < MOST_KEPT) KEPT.put(key, made);
        return made;
    }

    private static SslContext make(Tls tls, List<String> alpn) {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(PROVIDER);
        speaking(builder, tls);
        if (!alpn.isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    alpn));
        }
        if (tls.verify()) {
            builder.trustManager(ServerTrust.of(tls)).endpointIdentificationAlgorithm("HTTPS");
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
        Own own = own(tls);
        if (own != null) builder.keyManager(own.key(), own.chain());
        try {
            return builder.build();
        } catch (SSLException e) {
            throw wrong("TLS: " + e.getMessage());
        }
    }

    /** Says which versions and ciphers are spoken. */
    static void speaking(SslContextBuilder builder, Tls tls) {
        try {
            List<String> versions = Protocols.of(tls.protocols());
            builder.protocols(versions);
            if (tls.ciphers() == null) return;
            builder.ciphers(
                    CipherNames.usable(tls.ciphers(), versions, SUITES, log::warn),
                    SupportedCipherSuiteFilter.INSTANCE);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Set<String> suites() {
        if (PROVIDER != SslProvider.JDK) return OpenSsl.availableJavaCipherSuites();
        try {
            return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate with those that signed it, and its key. */
    record Own(List<X509Certificate> chain, PrivateKey key) {}

    /** Reads the certificate that is named, if one is. */
    static @Nullable Own own(Tls tls) {
        String certificate = tls.certificate();
        if (certificate == null) return null;
        String key = tls.key() == null ? certificate : tls.key();
        List<X509Certificate> chain;
        try {
            chain = Pem.certificates(Path.of(certificate));
        } catch (IOException | GeneralSecurityException e) {
            throw wrong("option ssl_cert_file: " + certificate + ": " + e.getMessage());
        }
        try {
            String passphrase = tls.passphrase() == null ? "" : tls.passphrase();
            PrivateKey secret = PrivateKeys.read(Path.of(key), passphrase);
            if (PrivateKeys.belongs(secret, chain.getFirst())) return new Own(chain, secret);
        } catch (IOException | GeneralSecurityException e) {
            throw wrong("option ssl_key_file: " + key + ": " + e.getMessage());
        }
        throw wrong("option ssl_key_file: " + key + " does not belong to the certificate " + certificate);
    }

    static ClientException wrong(String text) {
        return new ClientException(text, SwooleError.SSL_CREATE_CONTEXT_FAILED.number());
    }

    /** Tells how a handshake failed. */
    static FailedException failed(Throwable cause) {
        if (cause instanceof FailedException known) return known;
        if (!(cause instanceof IOException) || !(cause instanceof SSLException))
            return FailedException.connecting(cause);
        boolean certificate = false;
        Throwable root = cause;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
            certificate |= root instanceof java.security.GeneralSecurityException;
        }
        SwooleError error = certificate ? SwooleError.SSL_VERIFY_FAILED : SwooleError.SSL_HANDSHAKE_FAILED;
        return FailedException.connecting(error.number(), error.text() + ": " + root.getMessage());
    }
}
