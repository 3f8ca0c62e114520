package swoole4j.client.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathParameters;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import swoole4j.client.config.ClientSettings.Tls;
import swoole4j.core.tls.Pem;

/** Decides about certificates of servers; the JDK checks chain and name. Any thread. */
final class ServerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;

    private ServerTrust(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    static TrustManager of(Tls tls) {
        try {
            X509ExtendedTrustManager trust = manager(tls);
            return tls.allowSelfSigned() ? new ServerTrust(trust) : trust;
        } catch (GeneralSecurityException e) {
            throw TlsContexts.wrong("TLS: " + e.getMessage());
        }
    }

    private static X509ExtendedTrustManager manager(Tls tls) throws GeneralSecurityException {
        if (tls.authorities() == null && tls.authorityFolder() == null && tls.depth() < 0) return usual();
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate authority : authorities(tls)) anchors.add(new TrustAnchor(authority, null));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        if (tls.depth() >= 0) parameters.setMaxPathLength(tls.depth());
        return manager(parameters);
    }

    private static X509ExtendedTrustManager usual() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return only(factory);
    }

    private static X509ExtendedTrustManager manager(CertPathParameters parameters) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return only(factory);
    }

    private static X509ExtendedTrustManager only(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) return extended;
        }
        throw new CertificateException("the JDK has no trust manager");
    }

    private static List<X509Certificate> authorities(Tls tls) throws GeneralSecurityException {
        if (tls.authorities() == null && tls.authorityFolder() == null) return List.of(usual().getAcceptedIssuers());
        List<X509Certificate> authorities = new ArrayList<>();
        if (tls.authorities() != null) authorities.addAll(read("ssl_cafile", Path.of(tls.authorities())));
        if (tls.authorityFolder() != null) {
            try (Stream<Path> files = Files.list(Path.of(tls.authorityFolder()))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    authorities.addAll(readIfPem(file));
                }
            } catch (IOException e) {
                throw TlsContexts.wrong("option ssl_capath: " + tls.authorityFolder() + ": " + e.getMessage());
            }
        }
        if (authorities.isEmpty()) throw TlsContexts.wrong("option ssl_cafile or ssl_capath: no certificate found");
        return authorities;
    }

    private static List<X509Certificate> readIfPem(Path file) throws IOException {
        try {
            return Pem.certificates(file);
        } catch (CertificateException _) {
            return List.of(); // a key, or a list of revoked ones
        }
    }

    private static List<X509Certificate> read(String option, Path file) {
        try {
            return Pem.certificates(file);
        } catch (IOException | CertificateException e) {
            throw TlsContexts.wrong("option " + option + ": " + file + ": " + e);
        }
    }

    /** A certificate that its own key has signed is trusted as if it stood in the list, its name is checked all the same. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            trust.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            if (!isSelfSigned(chain[0])) throw e;
            try {
                Set<TrustAnchor> anchor = Set.of(new TrustAnchor(chain[0], null));
                PKIXBuilderParameters alone = new PKIXBuilderParameters(anchor, new X509CertSelector());
                alone.setRevocationEnabled(false);
                manager(alone).checkServerTrusted(new X509Certificate[] {chain[0]}, type, engine);
            } catch (CertificateException still) {
                throw still;
            } catch (GeneralSecurityException other) {
                throw new CertificateException(other);
            }
        }
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) return false;
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("there is no engine to tell the name");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("there is no engine to tell the name");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a client does not judge clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
