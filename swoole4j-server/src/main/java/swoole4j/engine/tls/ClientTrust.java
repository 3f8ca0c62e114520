package swoole4j.engine.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides about certificates of clients. Any thread. */
final class ClientTrust extends X509ExtendedTrustManager {
    /** Extended key usage clientAuth (RFC 5280 4.2.1.12); certificates without the extension are for everything. */
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private final Set<X509Certificate> trusted;
    private final int depth;
    private final boolean any;
    private final boolean allowSelfSigned;
    private final X509Certificate[] named;

    private ClientTrust(
            Collection<X509Certificate> trusted,
            Collection<X509Certificate> named,
            int depth,
            boolean allowSelfSigned,
            boolean any) {
        this.trusted = Set.copyOf(trusted);
        this.named = named.toArray(X509Certificate[]::new);
        this.depth = depth;
        this.allowSelfSigned = allowSelfSigned;
        this.any = any;
    }

    /** Accepts whatever comes; a script looks at it itself. */
    static ClientTrust any(Collection<X509Certificate> named) {
        return new ClientTrust(List.of(), named, 0, true, true);
    }

    /**
     * Accepts what one of {@code trusted} signed, directly or by way of {@code depth} others.
     *
     * @param named whose names clients are told
     */
    static ClientTrust of(
            Collection<X509Certificate> trusted,
            Collection<X509Certificate> named,
            int depth,
            boolean allowSelfSigned) {
        return new ClientTrust(trusted, named, depth, allowSelfSigned, false);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (any) return;
        X509Certificate own = chain[0];
        if (trusted.contains(own) || (allowSelfSigned && isSelfSigned(own))) {
            own.checkValidity();
            return;
        }
        try {
            CertPathBuilder.getInstance("PKIX").build(path(chain));
        } catch (GeneralSecurityException e) {
            throw new CertificateException("no trusted authority has signed it: " + e.getMessage(), e);
        }
    }

    /** The JDK's own trust manager takes a chain as it is and never looks at the depth. */
    private PKIXBuilderParameters path(X509Certificate[] chain) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate certificate : trusted) anchors.add(new TrustAnchor(certificate, null));
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(chain[0]);
        try {
            target.setExtendedKeyUsage(Set.of(CLIENT_AUTHENTICATION));
        } catch (IOException e) {
            throw new CertificateException(e);
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(depth);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
        return parameters;
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
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        check(chain);
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
