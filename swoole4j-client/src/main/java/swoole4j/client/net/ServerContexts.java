package swoole4j.client.net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import javax.net.ssl.SSLException;
import swoole4j.client.config.ClientSettings;
import swoole4j.client.config.ClientSettings.Tls;

/** Makes TLS contexts for those who accept connections. Any thread. */
final class ServerContexts {
    private ServerContexts() {}

    /**
     * Returns a context.
     *
     * @throws swoole4j.coroutine.http.ClientException naming the option whose file cannot be used
     */
    static SslContext of(ClientSettings settings) {
        Tls tls = settings.tls();
        TlsContexts.Own own = TlsContexts.own(tls);
        if (own == null) throw TlsContexts.wrong("option ssl_cert_file is missing, expected a file of PEM");
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(own.key(), own.chain()).sslProvider(TlsContexts.PROVIDER);
            TlsContexts.speaking(builder, tls);
            if (settings.verifiesClients()) {
                String authorities = tls.authorities();
                if (authorities == null) {
                    throw TlsContexts.wrong("option ssl_cafile is missing, which ssl_verify_peer needs");
                }
                builder.trustManager(new File(authorities)).clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw TlsContexts.wrong("option ssl_cert_file, ssl_key_file or ssl_cafile: " + tls.certificate() + ", "
                    + tls.key() + ", " + tls.authorities() + ": " + e.getMessage());
        }
    }
}
