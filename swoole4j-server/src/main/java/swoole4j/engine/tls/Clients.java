package swoole4j.engine.tls;

import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.core.tls.Pem;
import swoole4j.engine.config.TlsSettings;

/**
 * What is asked of clients, and who judges what they show.
 *
 * @param request whether a certificate is asked for
 * @param trust who judges it, null when none is asked for
 */
record Clients(ClientAuth request, @Nullable ClientTrust trust) {
    /** What {@code openssl rehash} makes: the hash of a name and a number. */
    private static final String HASHED = "[0-9a-f]*.[0-9]";

    /**
     * Reads the files of authorities.
     *
     * @throws SwooleException naming option and file
     */
    static Clients of(TlsSettings.Clients settings) {
        if (!settings.verify() && settings.certificates() == null) return new Clients(ClientAuth.NONE, null);
        List<X509Certificate> named = read("ssl_client_cert_file", settings.certificates());
        if (!settings.verify()) return new Clients(ClientAuth.OPTIONAL, ClientTrust.any(named));
        List<X509Certificate> trusted = new ArrayList<>(named);
        trusted.addAll(read("ssl_cafile", settings.authorities()));
        List<X509Certificate> told = List.copyOf(trusted);
        trusted.addAll(folder(settings.authorityFolder()));
        return new Clients(
                ClientAuth.REQUIRE, ClientTrust.of(trusted, told, settings.depth(), settings.allowSelfSigned()));
    }

    private static List<X509Certificate> read(String option, @Nullable String file) {
        if (file == null) return List.of();
        try {
            return Pem.certificates(Path.of(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new SwooleException("option " + option + ": " + file + ": " + e.getMessage(), 0, e);
        }
    }

    private static List<X509Certificate> folder(@Nullable String folder) {
        if (folder == null) return List.of();
        List<X509Certificate> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), HASHED)) {
            for (Path file : files) found.addAll(read("ssl_capath", file.toString()));
        } catch (IOException e) {
            throw new SwooleException("option ssl_capath: " + folder + ": " + e, 0, e);
        }
        if (!found.isEmpty()) return found;
        throw new SwooleException("option ssl_capath: " + folder
                + " has no certificate in files with the names that 'openssl rehash' gives");
    }
}
