package swoole4j.core.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys in all forms that {@code openssl} writes nowadays. */
public final class PrivateKeys {
    /** What {@code openssl} leaves before a key of an elliptic curve. */
    private static final String NO_KEY = "EC PARAMETERS";

    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] VERSION = {2, 1, 0};
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /**
     * Reads the first key of a file.
     *
     * @param passphrase of a key that is encrypted; empty for none
     */
    public static PrivateKey read(Path file, String passphrase) throws IOException, GeneralSecurityException {
        for (Pem block : Pem.read(file)) {
            if (!block.headers().isEmpty()) {
                throw new InvalidKeyException(
                        "it is encrypted in OpenSSL's old way, convert it with: openssl pkcs8 -topk8 -in " + file);
            }
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return key(block.bytes());
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return key(decrypted(block.bytes(), passphrase));
                }
                case "RSA PRIVATE KEY" -> { // RFC 8017 A.1.2
                    return key(Der.sequence(VERSION, RSA, Der.octets(block.bytes())));
                }
                case "EC PRIVATE KEY" -> { // RFC 5915 3
                    byte[] algorithm = Der.sequence(EC, Der.curve(block.bytes()));
                    return key(Der.sequence(VERSION, algorithm, Der.octets(block.bytes())));
                }
                case NO_KEY, "CERTIFICATE" -> {}
                default -> throw new InvalidKeyException(block.label() + " is no private key that can be used");
            }
        }
        throw new InvalidKeyException("there is no private key in it");
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // another algorithm's key
            }
        }
        throw new InvalidKeyException("its key is of none of these kinds: " + String.join(", ", ALGORITHMS));
    }

    private static byte[] decrypted(byte[] encrypted, String passphrase) throws IOException, GeneralSecurityException {
        if (passphrase.isEmpty()) throw new InvalidKeyException("it is encrypted, ssl_passphrase is needed");
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
        var parameters = info.getAlgParameters();
        // The name of PBES2 does not say what it is made of, but its parameters do (RFC 8018 6.2).
        String name = info.getAlgName().startsWith("PBEWith") || parameters == null
                ? info.getAlgName()
                : parameters.toString();
        try {
            Cipher cipher = Cipher.getInstance(name);
            PBEKeySpec secret = new PBEKeySpec(passphrase.toCharArray());
            cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(secret), parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("ssl_passphrase does not open it", e);
        }
    }

    /** Tells whether a key belongs to a certificate. */
    public static boolean belongs(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        if (algorithm.equals("RSASSA-PSS")) return true; // needs parameters; the handshake will tell
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(RSA);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(RSA);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false;
        }
    }
}
