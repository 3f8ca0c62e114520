package swoole4j.engine.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;

/**
 * Where a server shows what it does.
 *
 * @param statsFile the file of {@code stats()}, or null
 * @param statsMillis how often it is written
 * @param http where commands are answered over HTTP, or null
 */
public record AdminSettings(
        @Nullable Path statsFile,
        long statsMillis,
        @Nullable Address http) {
    /** Nothing is shown, as in a process of a worker, whose master does it. */
    public static final AdminSettings NONE = new AdminSettings(null, 0, null);

    /**
     * What {@code admin_server} says.
     *
     * @param host to listen on
     * @param port to listen on, 0 for any
     * @param user and secret make the token, empty when none is asked for
     * @param secret see user
     */
    public record Address(String host, int port, String user, String secret) {}

    /**
     * Reads the settings.
     *
     * @throws SwooleException for an admin_server that is none
     */
    public static AdminSettings of(Options options) {
        String address = options.textOrNull(Option.ADMIN_SERVER);
        return new AdminSettings(
                path(options, Option.STATS_FILE),
                options.number(Option.STATS_TIMER_INTERVAL),
                address == null || address.isEmpty() ? null : address(address));
    }

    /** Returns the file for the process id, or null. */
    public static @Nullable Path pidFile(Options options) {
        return path(options, Option.PID_FILE);
    }

    static @Nullable Path path(Options options, Option option) {
        String text = options.textOrNull(option);
        if (text == null || text.isEmpty()) return null;
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new SwooleException("option " + option.key() + ": " + text + " is no path", 0, e);
        }
    }

    private static Address address(String text) {
        int at = text.lastIndexOf('@');
        String user = at < 0 ? "" : text.substring(0, at);
        int between = user.indexOf(':');
        int colon = text.lastIndexOf(':');
        if (colon <= at || (at >= 0 && between < 1)) throw wrong(text);
        String host = text.substring(at + 1, colon);
        if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
        if (host.isEmpty()) throw wrong(text);
        return new Address(
                host,
                port(text, text.substring(colon + 1)),
                at < 0 ? "" : user.substring(0, between),
                at < 0 ? "" : user.substring(between + 1));
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65535) return port;
        } catch (NumberFormatException _) {
            // as for one out of range
        }
        throw wrong(text);
    }

    /** The text itself stays out of the message: there may be a secret in it. */
    private static SwooleException wrong(String text) {
        String end = text.substring(text.lastIndexOf('@') + 1);
        return new SwooleException("option admin_server: " + end
                + " is not allowed, expected host:port or user:secret@host:port, the port from 0 to 65535");
    }
}
