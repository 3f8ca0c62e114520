package swoole4j.core.tls;

import java.util.List;
import java.util.stream.Stream;

/** Swoole's bits for versions of TLS. */
public final class Protocols {
    private record Version(int bit, String name) {}

    private static final List<Version> VERSIONS = List.of(
            new Version(8, "TLSv1"),
            new Version(16, "TLSv1.1"),
            new Version(32, "TLSv1.2"),
            new Version(64, "TLSv1.3"));

    /** 1.0 and 1.1 have to be asked for (RFC 8996). */
    private static final int USUAL = 32 + 64;

    private Protocols() {}

    /**
     * Returns the names of the versions, 0 meaning all that are safe.
     *
     * @throws IllegalArgumentException when there is none that can be spoken: SSL 2 and 3 are gone (RFC 6176, RFC 7568)
     */
    public static List<String> of(int bits) {
        int wanted = bits == 0 ? USUAL : bits;
        Stream<Version> chosen = VERSIONS.stream().filter(version -> (wanted & version.bit) != 0);
        List<String> names = chosen.map(Version::name).toList();
        if (!names.isEmpty()) return names;
        throw new IllegalArgumentException("option ssl_protocols: " + bits
                + " is not allowed, expected a sum of SWOOLE_SSL_TLSv1 (8), SWOOLE_SSL_TLSv1_1 (16),"
                + " SWOOLE_SSL_TLSv1_2 (32) and SWOOLE_SSL_TLSv1_3 (64), or 0 for all that are safe");
    }
}
