package swoole4j.coroutine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.coroutine.server.Connection;
import swoole4j.internal.AcceptLoop;

/**
 * A server for TCP or a Unix socket made of coroutines, counterpart of {@code Swoole\Coroutine\Server}. It needs
 * swoole4j-client on the class path.
 *
 * <p>It has no processes, workers or events: {@link #start} accepts in the coroutine that calls it, inside
 * {@link swoole4j.Coroutine#run} as well as in a worker of another server, and each connection has a coroutine of its own, in
 * which the handler talks with it in a loop.
 *
 * <p>What differs from Swoole: a handler that throws ends its connection, which is logged, and nothing else;
 * {@link #shutdown} gives the port up.
 */
public final class Server {
    private final AcceptLoop loop;
    private final String host;

    /** What handles a connection. */
    @FunctionalInterface
    public interface Handler {
        /** Runs in a coroutine of the connection, which it closes at the end. */
        void handle(Connection connection) throws Exception;
    }

    /** Binds a free port of {@code host}. */
    public Server(String host) {
        this(host, 0);
    }

    /** Binds {@code port}, without TLS. */
    public Server(String host, int port) {
        this(host, port, false);
    }

    /** Binds {@code port}, which nobody else may have. */
    public Server(String host, int port, boolean ssl) {
        this(host, port, ssl, false);
    }

    /**
     * Binds an address. Connections may come from here on; they wait for {@link #start}.
     *
     * @param host an IPv4 or IPv6 address, a host name, or {@code unix:/} and a path
     * @param port 0 for any free one
     * @param ssl whether TLS is spoken; {@link #set} names the certificate then
     * @param reusePort whether other servers that say so too may have the same port
     * @throws SwooleException {@code bind(host:port) failed} with the system's error as code
     */
    public Server(String host, int port, boolean ssl, boolean reusePort) {
        this.host = host;
        this.loop = AcceptLoop.bind(host, port, ssl, reusePort);
    }

    /**
     * Merges options, which hold for connections from {@link #start} on: how they are cut into messages, and TLS, as in
     * {@link Socket#setProtocol}.
     *
     * @throws SwooleException for a value that is not allowed
     */
    public void set(Map<String, ?> settings) {
        loop.set(settings);
    }

    /** Says who handles connections; call it before {@link #start}. */
    public void handle(Handler handler) {
        loop.handle(handler);
    }

    /**
     * Accepts until {@link #shutdown}, while the calling coroutine waits. Handlers that run then go on.
     *
     * @return true when it was shut down, or the calling coroutine cancelled: then {@link #errCode} is 125; false without a
     *     handler or with a certificate that cannot be used (22), and when it runs or has ended (509)
     * @throws IllegalStateException outside of a coroutine
     */
    public boolean start() {
        return loop.run();
    }

    /** Ends the server: {@link #start} returns and nothing is accepted any more. False when it has ended. Any thread. */
    public boolean shutdown() {
        return loop.shutdown();
    }

    /** Returns the host as given. */
    public String host() {
        return host;
    }

    /** Returns the port that is bound, 0 for a Unix socket. */
    public int port() {
        return loop.port();
    }

    /** Returns the number of the socket that listens. */
    public int fd() {
        return loop.fd();
    }

    /** Returns the domain, such as {@link swoole4j.Constants#AF_INET}. */
    public int type() {
        return loop.domain();
    }

    /** Returns what {@link #set} was given; null when it was not called. */
    public @Nullable Map<String, Object> setting() {
        return loop.settings();
    }

    /** Returns why {@link #start} ended by itself, a number of the system; 0 when it did not. */
    public int errCode() {
        return loop.errCode();
    }
}
