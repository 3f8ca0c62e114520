package swoole4j.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what it is, such as CERTIFICATE
 * @param headers lines with a colon before the bytes; empty in all but the oldest files
 * @param bytes the DER form
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pem(String label, String headers, byte[] bytes) {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----\\s*+((?:[A-Za-z-]+:[^\\n]*\\n)*+)([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    /** Reads all blocks of a file; what is between them is comment. */
    public static List<Pem> read(Path file) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        List<Pem> blocks = new ArrayList<>();
        while (matcher.find()) {
            try {
                byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(3));
                blocks.add(new Pem(matcher.group(1), matcher.group(2), bytes));
            } catch (IllegalArgumentException e) {
                throw new IOException("a block of " + matcher.group(1) + " is not base64", e);
            }
        }
        return blocks;
    }

    /**
     * Reads all certificates of a file.
     *
     * @throws CertificateException when there is none, or one that cannot be read
     */
    public static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : read(file)) {
            if (!block.label.equals("CERTIFICATE") && !block.label.equals("TRUSTED CERTIFICATE")) continue;
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes)));
        }
        if (certificates.isEmpty()) throw new CertificateException("there is no certificate in it");
        return certificates;
    }

    /** Returns a certificate as text, in lines as OpenSSL writes them. */
    public static String of(X509Certificate certificate) throws CertificateException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
