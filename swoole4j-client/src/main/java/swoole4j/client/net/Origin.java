package swoole4j.client.net;

import java.nio.charset.StandardCharsets;
import swoole4j.SwooleError;
import swoole4j.coroutine.http.ClientException;

/**
 * Where a client's server is.
 *
 * @param host a name, an IP address without brackets, or a path
 * @param port 0 for a Unix socket
 * @param unix whether the host is the path of a Unix socket
 * @param ssl whether to use TLS
 */
public record Origin(String host, int port, boolean unix, boolean ssl) {
    private static final String UNIX = "unix:/";
    private static final int LONGEST_PATH = 107;
    private static final int NO_HOST = 22;

    /**
     * Reads what a constructor was given.
     *
     * @throws ClientException for an empty host or a port that is none
     */
    public static Origin of(String host, int port, boolean ssl) {
        if (host.isEmpty()) throw new ClientException("host is empty", NO_HOST);
        if (port < 0 || port > 65535) {
            throw new ClientException("The port is invalid", SwooleError.INVALID_PARAMS.number());
        }
        if (host.startsWith(UNIX)) {
            String path = host.substring(UNIX.length() - 1).replaceFirst("^/+", "/");
            if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw new ClientException(
                        "the path has more than " + LONGEST_PATH + " bytes: " + path,
                        SwooleError.NAME_TOO_LONG.number());
            }
            return new Origin(path, 0, true, ssl);
        }
        if (host.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "/?#@\\".indexOf(c) >= 0)) {
            throw new ClientException("host [" + host + "] is none", SwooleError.BAD_HOST_ADDR.number());
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        return new Origin(name, port == 0 ? (ssl ? 443 : 80) : port, false, ssl);
    }

    /** Returns the value of Host. */
    public String authority() {
        if (unix) return "localhost";
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (ssl ? 443 : 80) ? name : name + ":" + port;
    }
}
