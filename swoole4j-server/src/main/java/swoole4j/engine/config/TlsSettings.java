package swoole4j.engine.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * The TLS settings of one port, read once at the server's start; certificates are read anew with each reload.
 *
 * @param engine auto, openssl or jdk
 * @param certificate what clients get that name no host or an unknown one; null when there are only named ones
 * @param named other certificates by host name in lower case, the first label of which may be an asterisk
 * @param clients what is asked of clients
 * @param protocols Swoole's bits, 0 for all that are safe
 * @param ciphers names and aliases of OpenSSL
 * @param preferServerCiphers whether this side's order of ciphers counts
 * @param curves names of curves, or auto
 * @param handshakeSeconds how long a handshake may take
 */
public record TlsSettings(
        String engine,
        @Nullable KeyFiles certificate,
        Map<String, KeyFiles> named,
        Clients clients,
        int protocols,
        String ciphers,
        boolean preferServerCiphers,
        String curves,
        double handshakeSeconds) {
    /**
     * A certificate and its key.
     *
     * @param certificate a PEM file, the server's certificate first
     * @param key a PEM file
     * @param passphrase of the key, empty for none
     */
    public record KeyFiles(String certificate, String key, String passphrase) {}

    /**
     * What is asked of clients.
     *
     * @param verify whether they must have a certificate that is trusted
     * @param allowSelfSigned whether one that they signed themselves will do
     * @param certificates PEM file of authorities, whose names are sent to clients
     * @param authorities PEM file of authorities
     * @param authorityFolder folder of authorities, files named as OpenSSL does
     * @param depth how many certificates may be between a client's and a trusted one
     */
    public record Clients(
            boolean verify,
            boolean allowSelfSigned,
            @Nullable String certificates,
            @Nullable String authorities,
            @Nullable String authorityFolder,
            int depth) {}

    /**
     * Reads the settings.
     *
     * @throws SwooleException for a value that is not allowed, or one that is missing
     */
    public static TlsSettings of(Options options) {
        requireFiles(options.values());
        String passphrase = options.text(Option.SSL_PASSPHRASE);
        Map<String, KeyFiles> named = named(options.maps(Option.SSL_SNI_CERTS), passphrase);
        return new TlsSettings(
                options.text(Option.SSL_ENGINE),
                certificate(options, passphrase, named.isEmpty()),
                named,
                clients(options),
                (int) options.number(Option.SSL_PROTOCOLS),
                options.text(Option.SSL_CIPHERS),
                options.truth(Option.SSL_PREFER_SERVER_CIPHERS),
                options.text(Option.SSL_ECDH_CURVE),
                options.seconds(Option.SSL_HANDSHAKE_TIMEOUT));
    }

    /**
     * Checks that all files are there that options name.
     *
     * @throws SwooleException naming key and path
     */
    static void requireFiles(Map<Option, Object> values) {
        values.forEach((option, value) -> OptionValue.requirePath(option, option.key(), value));
        if (values.get(Option.SSL_SNI_CERTS) instanceof Map<?, ?> named) {
            named.forEach((host, files) -> keyFiles(String.valueOf(host), (Map<?, ?>) files, ""));
        }
    }

    private static @Nullable KeyFiles certificate(Options options, String passphrase, boolean required) {
        String certificate = options.textOrNull(Option.SSL_CERT_FILE);
        String key = options.textOrNull(Option.SSL_KEY_FILE);
        if (certificate != null && key != null) return new KeyFiles(certificate, key, passphrase);
        if (certificate == null && key == null && !required) return null;
        throw new SwooleException("SSL error, require ssl_cert_file and ssl_key_file");
    }

    private static Clients clients(Options options) {
        var clients = new Clients(
                options.truth(Option.SSL_VERIFY_PEER),
                options.truth(Option.SSL_ALLOW_SELF_SIGNED),
                options.textOrNull(Option.SSL_CLIENT_CERT_FILE),
                options.textOrNull(Option.SSL_CAFILE),
                options.textOrNull(Option.SSL_CAPATH),
                (int) options.number(Option.SSL_VERIFY_DEPTH));
        if (clients.verify
                && clients.certificates == null
                && clients.authorities == null
                && clients.authorityFolder == null) {
            throw new SwooleException(
                    "option ssl_verify_peer: require ssl_client_cert_file, ssl_cafile or ssl_capath with it");
        }
        return clients;
    }

    private static Map<String, KeyFiles> named(Map<String, Map<?, ?>> hosts, String passphrase) {
        Map<String, KeyFiles> named = new LinkedHashMap<>();
        hosts.forEach((host, files) -> named.put(host.toLowerCase(Locale.ROOT), keyFiles(host, files, passphrase)));
        return named;
    }

    private static KeyFiles keyFiles(String host, Map<?, ?> files, String passphrase) {
        if (host.isEmpty() || host.lastIndexOf('*') > 0 || (host.startsWith("*") && !host.startsWith("*."))) {
            throw new SwooleException("option ssl_sni_certs: host name [" + host
                    + "] is not allowed, expected a name such as a.example or *.example");
        }
        Object own = files.get(Option.SSL_PASSPHRASE.key());
        return new KeyFiles(
                path(host, files, Option.SSL_CERT_FILE),
                path(host, files, Option.SSL_KEY_FILE),
                own == null ? passphrase : String.valueOf(own));
    }

    private static String path(String host, Map<?, ?> files, Option option) {
        String key = "ssl_sni_certs[" + host + "][" + option.key() + "]";
        Object value = files.get(option.key());
        if (value == null) throw new SwooleException("option " + key + " is missing");
        Object path = OptionValue.parse(option, key, value);
        OptionValue.requirePath(option, key, path);
        return (String) path;
    }
}
