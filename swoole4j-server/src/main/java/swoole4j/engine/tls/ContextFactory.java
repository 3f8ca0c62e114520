package swoole4j.engine.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleException;
import swoole4j.core.tls.CipherNames;
import swoole4j.core.tls.Pem;
import swoole4j.core.tls.PrivateKeys;
import swoole4j.core.tls.Protocols;
import swoole4j.engine.config.TlsSettings;

/** Makes contexts that differ in their certificates only. */
final class ContextFactory {
    private static final Logger log = LoggerFactory.getLogger(ContextFactory.class);

    private final TlsSettings settings;
    private final Engine engine;
    private final List<String> protocols;
    private final List<String> versions;
    private final List<String> ciphers;
    private final Clients clients;

    ContextFactory(TlsSettings settings, Engine engine, List<String> protocols) {
        this.settings = settings;
        this.engine = engine;
        this.protocols = protocols;
        try {
            this.versions = Protocols.of(settings.protocols());
            this.ciphers = CipherNames.usable(settings.ciphers(), versions, engine.cipherSuites(), log::warn);
        } catch (IllegalArgumentException e) {
            throw new SwooleException(String.valueOf(e.getMessage()));
        }
        this.clients = Clients.of(settings.clients());
    }

    SslContext context(TlsSettings.KeyFiles files) {
        try {
            return open(files);
        } catch (IOException e) { // SSLException too
            throw new SwooleException("TLS: " + files.certificate() + ": " + e.getMessage(), 0, e);
        }
    }

    private SslContext open(TlsSettings.KeyFiles files) throws IOException {
        List<X509Certificate> chain = chain(files);
        SslContextBuilder builder = SslContextBuilder.forServer(key(files, chain.getFirst()), chain)
                .sslProvider(engine.provider)
                .protocols(versions)
                .ciphers(ciphers, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(alpn())
                .clientAuth(clients.request());
        ClientTrust trust = clients.trust();
        if (trust != null) builder.trustManager(trust);
        if (engine == Engine.OPENSSL && !Curves.isAutomatic(settings.curves())) {
            builder.option(OpenSslContextOption.GROUPS, Curves.openSsl(settings.curves()));
        }
        SslContext context = builder.build();
        if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
            sessions.setSessionCacheEnabled(false); // PortTls switches tickets off
        }
        return context;
    }

    private ApplicationProtocolConfig alpn() {
        if (protocols.isEmpty()) return ApplicationProtocolConfig.DISABLED;
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                protocols);
    }

    private static List<X509Certificate> chain(TlsSettings.KeyFiles files) {
        try {
            return Pem.certificates(Path.of(files.certificate()));
        } catch (IOException | GeneralSecurityException e) {
            throw new SwooleException("option ssl_cert_file: " + files.certificate() + ": " + e.getMessage(), 0, e);
        }
    }

    private static PrivateKey key(TlsSettings.KeyFiles files, X509Certificate certificate) {
        try {
            PrivateKey key = PrivateKeys.read(Path.of(files.key()), files.passphrase());
            if (PrivateKeys.belongs(key, certificate)) return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new SwooleException("option ssl_key_file: " + files.key() + ": " + e.getMessage(), 0, e);
        }
        throw new SwooleException(
                "option ssl_key_file: " + files.key() + " does not belong to the certificate " + files.certificate());
    }
}
