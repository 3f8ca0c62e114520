package swoole4j.core.tls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns a list in OpenSSL's language ({@code openssl ciphers}) into standard names of cipher suites. The suites of TLS 1.3
 * are not subject to it, as in OpenSSL.
 */
public final class CipherNames {
    /** The suites of TLS 1.3 in order of preference (RFC 8446 B.4). */
    public static final List<String> TLS13 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256");

    /** The suites that may be used without harm, OpenSSL's names in OpenSSL's order. */
    private static final List<Suite> SUITES = List.of(
                    "ECDHE-ECDSA-AES256-GCM-SHA384",
                    "ECDHE-RSA-AES256-GCM-SHA384",
                    "DHE-RSA-AES256-GCM-SHA384",
                    "ECDHE-ECDSA-CHACHA20-POLY1305",
                    "ECDHE-RSA-CHACHA20-POLY1305",
                    "DHE-RSA-CHACHA20-POLY1305",
                    "ECDHE-ECDSA-AES128-GCM-SHA256",
                    "ECDHE-RSA-AES128-GCM-SHA256",
                    "DHE-RSA-AES128-GCM-SHA256",
                    "ECDHE-ECDSA-AES256-SHA384",
                    "ECDHE-RSA-AES256-SHA384",
                    "DHE-RSA-AES256-SHA256",
                    "ECDHE-ECDSA-AES128-SHA256",
                    "ECDHE-RSA-AES128-SHA256",
                    "DHE-RSA-AES128-SHA256",
                    "ECDHE-ECDSA-AES256-SHA",
                    "ECDHE-RSA-AES256-SHA",
                    "DHE-RSA-AES256-SHA",
                    "ECDHE-ECDSA-AES128-SHA",
                    "ECDHE-RSA-AES128-SHA",
                    "DHE-RSA-AES128-SHA",
                    "AES256-GCM-SHA384",
                    "AES128-GCM-SHA256",
                    "AES256-SHA256",
                    "AES128-SHA256",
                    "AES256-SHA",
                    "AES128-SHA")
            .stream()
            .map(Suite::new)
            .toList();

    /** Words for suites that nobody should use: they match nothing. */
    private static final Set<String> EMPTY = Set.of(
            "MEDIUM",
            "LOW",
            "EXP",
            "EXPORT",
            "NULL",
            "ENULL",
            "ANULL",
            "ADH",
            "AECDH",
            "DES",
            "3DES",
            "RC4",
            "RC2",
            "MD5",
            "IDEA",
            "SEED",
            "CAMELLIA",
            "CAMELLIA128",
            "CAMELLIA256",
            "ARIA",
            "ARIA128",
            "ARIA256",
            "ARIAGCM",
            "PSK",
            "KPSK",
            "APSK",
            "SRP",
            "KSRP",
            "ASRP",
            "DSS",
            "ADSS",
            "ECDH",
            "KECDH",
            "KECDHR",
            "KECDHE_PSK",
            "DH",
            "KDH",
            "AESCCM",
            "AESCCM8",
            "AGOST",
            "KGOST",
            "GOST94",
            "GOST89MAC",
            "KRB5",
            "FORTEZZA",
            "SSLV2",
            "COMPLEMENTOFDEFAULT",
            "COMPLEMENTOFALL",
            "@STRENGTH");

    private record Suite(String name) {
        boolean is(String word) {
            return switch (word.toUpperCase(Locale.ROOT)) {
                case "ALL", "DEFAULT", "HIGH" -> true;
                case "EECDH", "ECDHE", "KEECDH", "KECDHE" -> name.startsWith("ECDHE-");
                case "EDH", "DHE", "KEDH", "KDHE" -> name.startsWith("DHE-");
                case "RSA", "KRSA" -> name.startsWith("AES");
                case "ARSA" -> !name.contains("ECDSA");
                case "ECDSA", "AECDSA" -> name.contains("ECDSA");
                case "AES" -> name.contains("AES");
                case "AES128" -> name.contains("AES128");
                case "AES256" -> name.contains("AES256");
                case "AESGCM" -> name.contains("GCM");
                case "CHACHA20" -> name.contains("CHACHA20");
                case "SHA", "SHA1", "SSLV3", "TLSV1", "TLSV1.0" -> name.endsWith("-SHA");
                case "SHA256" -> name.endsWith("-SHA256") && !name.contains("GCM");
                case "SHA384" -> name.endsWith("-SHA384") && !name.contains("GCM");
                case "TLSV1.2" -> !name.endsWith("-SHA");
                default -> name.equalsIgnoreCase(word) || standard().equalsIgnoreCase(word);
            };
        }

        int bits() {
            return name.contains("AES128") ? 128 : 256;
        }

        /** Returns the registered name of the suite. */
        String standard() {
            String exchange = name.startsWith("AES")
                    ? "RSA"
                    : name.substring(0, name.indexOf('-', name.indexOf('-') + 1))
                            .replace('-', '_');
            String rest = name.startsWith("AES") ? name : name.substring(exchange.length() + 1);
            if (rest.startsWith("CHACHA20")) rest += "-SHA256";
            if (rest.startsWith("AES") && !rest.contains("GCM")) rest = rest.replaceFirst("-SHA", "-CBC-SHA");
            return "TLS_" + exchange + "_WITH_"
                    + rest.replaceFirst("^AES", "AES-").replace('-', '_');
        }
    }

    private final List<Suite> chosen = new ArrayList<>();
    private final Set<Suite> banned = new LinkedHashSet<>();

    private final Consumer<String> warning;

    private CipherNames(Consumer<String> warning) {
        this.warning = warning;
    }

    /**
     * Returns the standard names of the suites that can be used, those of TLS 1.3 first.
     *
     * @param list what the option ssl_ciphers says
     * @param versions what is spoken, see {@link Protocols}
     * @param available what the engine has
     * @param warning is told of words that nobody knows
     * @throws IllegalArgumentException when there is none
     */
    public static List<String> usable(
            String list, List<String> versions, Set<String> available, Consumer<String> warning) {
        List<String> names = new ArrayList<>(of(list, warning));
        names.retainAll(available);
        if (names.isEmpty() && !versions.equals(List.of("TLSv1.3"))) {
            throw new IllegalArgumentException(
                    "option ssl_ciphers: " + list + " has no cipher that can be used, expected"
                            + " OpenSSL's names such as ECDHE-RSA-AES128-GCM-SHA256 or groups such as EECDH+AESGCM");
        }
        if (versions.contains("TLSv1.3")) names.addAll(0, TLS13);
        return names;
    }

    /** Returns the standard names of the suites that the list means. */
    public static List<String> of(String list, Consumer<String> warning) {
        CipherNames names = new CipherNames(warning);
        for (String term : list.split("[:, ]+", -1)) {
            if (!term.isEmpty()) names.apply(term);
        }
        return names.chosen.stream().map(Suite::standard).toList();
    }

    private void apply(String term) {
        if (term.equalsIgnoreCase("@STRENGTH")) {
            chosen.sort(Comparator.comparingInt(Suite::bits).reversed());
            return;
        }
        if (term.toUpperCase(Locale.ROOT).startsWith("@SECLEVEL=") || TLS13.contains(term)) return;
        char sign = term.charAt(0);
        boolean signed = sign == '!' || sign == '-' || sign == '+';
        List<Suite> meant = meant(signed ? term.substring(1) : term);
        switch (sign) {
            case '!' -> {
                chosen.removeAll(meant);
                banned.addAll(meant);
            }
            case '-' -> chosen.removeAll(meant);
            case '+' -> {
                meant.retainAll(chosen);
                chosen.removeAll(meant);
                chosen.addAll(meant);
            }
            default -> {
                meant.removeAll(chosen);
                meant.removeAll(banned);
                chosen.addAll(meant);
            }
        }
    }

    private List<Suite> meant(String term) {
        List<Suite> meant = new ArrayList<>(SUITES);
        for (String word : term.split("\\+", -1)) {
            if (SUITES.stream().noneMatch(suite -> suite.is(word)) && !EMPTY.contains(word.toUpperCase(Locale.ROOT))) {
                warning.accept(
                        "option ssl_ciphers: [" + word + "] is no cipher or group of ciphers that is known, ignored");
                return new ArrayList<>();
            }
            meant.removeIf(suite -> !suite.is(word));
        }
        return meant;
    }
}
