package swoole4j.engine.tls;

import static swoole4j.Constants.SWOOLE_SSL_TLSv1;
import static swoole4j.Constants.SWOOLE_SSL_TLSv1_1;
import static swoole4j.Constants.SWOOLE_SSL_TLSv1_2;
import static swoole4j.Constants.SWOOLE_SSL_TLSv1_3;

import java.util.ArrayList;
import java.util.List;
import swoole4j.SwooleException;

/** Swoole's bits for versions of TLS. */
final class Protocols {
    private Protocols() {}

    /**
     * Returns the names of the versions, of which 1.0 and 1.1 have to be asked for (RFC 8996).
     *
     * @throws SwooleException when there is none that can be served: SSL 2 and 3 are gone (RFC 6176, RFC 7568)
     */
    static List<String> of(int bits) {
        if (bits == 0) return List.of("TLSv1.2", "TLSv1.3");
        List<String> names = new ArrayList<>();
        if ((bits & SWOOLE_SSL_TLSv1) != 0) names.add("TLSv1");
        if ((bits & SWOOLE_SSL_TLSv1_1) != 0) names.add("TLSv1.1");
        if ((bits & SWOOLE_SSL_TLSv1_2) != 0) names.add("TLSv1.2");
        if ((bits & SWOOLE_SSL_TLSv1_3) != 0) names.add("TLSv1.3");
        if (!names.isEmpty()) return names;
        throw new SwooleException("option ssl_protocols: " + bits
                + " is not allowed, expected a sum of SWOOLE_SSL_TLSv1 (8), SWOOLE_SSL_TLSv1_1 (16),"
                + " SWOOLE_SSL_TLSv1_2 (32) and SWOOLE_SSL_TLSv1_3 (64), or 0 for all");
    }
}
