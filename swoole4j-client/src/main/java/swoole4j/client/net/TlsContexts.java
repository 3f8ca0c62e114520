package swoole4j.client.net;

import static swoole4j.Constants.SWOOLE_SSL_TLSv1;
import static swoole4j.Constants.SWOOLE_SSL_TLSv1_1;
import static swoole4j.Constants.SWOOLE_SSL_TLSv1_2;
import static swoole4j.Constants.SWOOLE_SSL_TLSv1_3;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import swoole4j.SwooleError;
import swoole4j.client.config.ClientSettings.Tls;
import swoole4j.coroutine.http.ClientException;

/** Makes TLS contexts, and keeps those that depend on no file. Any thread. */
final class TlsContexts {
    private static final int MOST_KEPT = 64;

    /** BoringSSL where its library loads, in the form whose memory the collector frees. */
    static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

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
                tls.verify(), tls.allowSelfSigned(), null, null, null, null, null, null, tls.protocols(), tls.depth());
        Key key = new Key(withoutName, alpn);
        SslContext kept = KEPT.get(key);
        if (kept != null) return kept;
        SslContext made = make(tls, alpn);
        if (KEPT.size() < MOST_KEPT) KEPT.put(key, made);
        return made;
    }

    private static SslContext make(Tls tls, List<String> alpn) {
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(PROVIDER).protocols(protocols(tls.protocols()));
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
        ownCertificate(builder, tls);
        try {
            return builder.build();
        } catch (SSLException e) {
            throw wrong("TLS: " + e.getMessage());
        }
    }

    private static void ownCertificate(SslContextBuilder builder, Tls tls) {
        if (tls.certificate() == null) return;
        String key = tls.key() == null ? tls.certificate() : tls.key();
        try {
            builder.keyManager(new File(tls.certificate()), new File(key), tls.passphrase());
        } catch (IllegalArgumentException e) {
            throw wrong("option ssl_cert_file or ssl_key_file: " + tls.certificate() + ", " + key + ": "
                    + e.getMessage() + "; expected PEM, the key in the form of PKCS#8");
        }
    }

    static List<String> protocols(int bits) {
        if (bits == 0) return List.of("TLSv1.2", "TLSv1.3");
        List<String> names = new ArrayList<>();
        if ((bits & SWOOLE_SSL_TLSv1) != 0) names.add("TLSv1");
        if ((bits & SWOOLE_SSL_TLSv1_1) != 0) names.add("TLSv1.1");
        if ((bits & SWOOLE_SSL_TLSv1_2) != 0) names.add("TLSv1.2");
        if ((bits & SWOOLE_SSL_TLSv1_3) != 0) names.add("TLSv1.3");
        if (!names.isEmpty()) return names;
        throw wrong("option ssl_protocols: " + bits + " is not allowed, expected a sum of SWOOLE_SSL_TLSv1 (8),"
                + " SWOOLE_SSL_TLSv1_1 (16), SWOOLE_SSL_TLSv1_2 (32) and SWOOLE_SSL_TLSv1_3 (64), or 0");
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
