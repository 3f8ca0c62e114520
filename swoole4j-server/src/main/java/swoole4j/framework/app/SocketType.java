package swoole4j.framework.app;

import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_TCP6;
import static swoole4j.Constants.SWOOLE_SOCK_UDP;
import static swoole4j.Constants.SWOOLE_SOCK_UDP6;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_DGRAM;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_STREAM;
import static swoole4j.Constants.SWOOLE_SSL;

import java.util.Map;
import java.util.TreeMap;

/** Reads kinds of sockets. */
final class SocketType {
    private static final Map<String, Integer> NAMES = new TreeMap<>(Map.of(
            "tcp", SWOOLE_SOCK_TCP,
            "tcp6", SWOOLE_SOCK_TCP6,
            "udp", SWOOLE_SOCK_UDP,
            "udp6", SWOOLE_SOCK_UDP6,
            "unix_stream", SWOOLE_SOCK_UNIX_STREAM,
            "unix_dgram", SWOOLE_SOCK_UNIX_DGRAM));

    private SocketType() {}

    /**
     * Reads a number or a name.
     *
     * @throws IllegalArgumentException for any other value
     */
    static int of(Object value) {
        Integer named = NAMES.get(value.toString());
        if (named != null) return named;
        if (value instanceof Integer number && known(number & ~SWOOLE_SSL)) return number;
        if (value instanceof Long number && number == number.intValue()) return of(number.intValue());
        throw new IllegalArgumentException(
                "sock_type " + value + " is not allowed, expected a number from 1 to 6, with " + SWOOLE_SSL
                        + " added for TLS, 0 for the one that the host means, or one of " + NAMES.keySet());
    }

    private static boolean known(int number) {
        return number == 0 || NAMES.containsValue(number);
    }

    /** Returns the kind that was given, or, for 0, TCP of the family that the host is of. */
    static int of(int given, String host) {
        if ((given & ~SWOOLE_SSL) != 0) return given;
        if (host.startsWith("/")) return given | SWOOLE_SOCK_UNIX_STREAM;
        return given | (host.indexOf(':') >= 0 ? SWOOLE_SOCK_TCP6 : SWOOLE_SOCK_TCP);
    }
}
