package swoole4j.engine.tls;

import java.util.Locale;
import java.util.stream.Stream;
import swoole4j.SwooleException;

/** The names of elliptic curves, for which OpenSSL has several and the JDK one (RFC 8422 5.1.1). */
final class Curves {
    private Curves() {}

    static boolean isAutomatic(String list) {
        return list.isEmpty() || list.equalsIgnoreCase("auto");
    }

    /** Returns the standard names in a list separated by colons. */
    static String[] names(String list) {
        return Stream.of(list.split("[:, ]+"))
                .filter(name -> !name.isEmpty())
                .map(name -> switch (name.toUpperCase(Locale.ROOT)) {
                    case "P-256", "PRIME256V1", "SECP256R1" -> "secp256r1";
                    case "P-384", "SECP384R1" -> "secp384r1";
                    case "P-521", "SECP521R1" -> "secp521r1";
                    case "X25519" -> "x25519";
                    default -> throw refused(name);
                })
                .toArray(String[]::new);
    }

    /** BoringSSL's names of the same. */
    static String[] openSsl(String list) {
        return Stream.of(names(list))
                .map(name -> switch (name) {
                    case "secp256r1" -> "P-256";
                    case "secp384r1" -> "P-384";
                    case "secp521r1" -> "P-521";
                    default -> "X25519";
                })
                .toArray(String[]::new);
    }

    static SwooleException refused(String list) {
        return new SwooleException(
                "option ssl_ecdh_curve: " + list
                        + " is not allowed, expected auto or names out of X25519, prime256v1, secp384r1, secp521r1 with colons");
    }
}
