package swoole4j.engine.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Decides about certificates of clients. Any thread. */
final class ClientTrust extends X509ExtendedTrustManager {
    /** Null when any certificate will do. */
    private final @Nullable X509TrustManager authorities;

    private final boolean allowSelfSigned;
    private final X509Certificate[] named;

    private ClientTrust(
            @Nullable X509TrustManager authorities, boolean allowSelfSigned, Collection<X509Certificate> named) {
        this.authorities = authorities;
        this.allowSelfSigned = allowSelfSigned;
        this.named = named.toArray(X509Certificate[]::new);
    }

    /** Accepts whatever comes; a script looks at it itself. */
    static ClientTrust any(Collection<X509Certificate> named) {
        return new ClientTrust(null, true, named);
    }

    /**
     * Accepts what one of {@code trusted} signed, directly or by way of {@code depth} others.
     *
     * @param named whose names clients are told
     */
    static ClientTrust of(
            Collection<X509Certificate> trusted, Collection<X509Certificate> named, int depth, boolean allowSelfSigned)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate certificate : trusted) anchors.add(new TrustAnchor(certificate, null));
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(depth);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return new ClientTrust((X509TrustManager) factory.getTrustManagers()[0], allowSelfSigned, named);
    }

    private void check(X509Certificate[] chain, String algorithm) throws CertificateException {
        if (authorities == null) return;
        try {
            authorities.checkClientTrusted(chain, algorithm);
        } catch (CertificateException e) {
            if (!allowSelfSigned || !isSelfSigned(chain[0])) throw e;
            chain[0].checkValidity();
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
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        check(chain, algorithm);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        check(chain, algorithm);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        check(chain, algorithm);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw new CertificateException("a server does not judge servers");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, algorithm);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, algorithm);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return named.clone();
    }
}
