package swoole4j.coroutine.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;
import swoole4j.spi.CoroutineServerHandle;
import swoole4j.spi.Engines;

/**
 * An HTTP and WebSocket server made of coroutines, counterpart of {@code Swoole\Coroutine\Http\Server}.
 *
 * <p>It has no processes, workers or events: {@link #start} serves in the worker of the coroutine that calls it, inside
 * {@link swoole4j.Coroutine#run} as well as in a worker of another server. Each request runs its handler in a coroutine; the
 * requests of one HTTP/1 connection one after another, those on the streams of HTTP/2 side by side. A handler may turn its
 * request into a WebSocket with {@link swoole4j.http.Response#upgrade} and talk in a loop. When it throws, that is logged and
 * answered with status 500.
 *
 * <p>What differs from Swoole: connections wait for nobody before {@link #start}, since the port is only bound until then;
 * {@link #shutdown} gives the port up; an idle HTTP connection has no coroutine.
 */
public final class Server {
    private final CoroutineServerHandle handle;

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
     * Binds an address. Any thread.
     *
     * @param host an IPv4 or IPv6 address, a host name, or {@code unix:} and a path
     * @param port 0 for any free one
     * @param ssl whether TLS is spoken; {@link #set} names the certificate then
     * @param reusePort whether other servers that say so too, for example those of other workers, may have the same port
     * @throws swoole4j.SwooleException {@code host is empty}, or {@code bind(host:port) failed} with the system's error as code
     */
    public Server(String host, int port, boolean ssl, boolean reusePort) {
        handle = Engines.server().openCoroutineServer(host, port, ssl, reusePort);
    }

    /**
     * Merges options, which {@link #start} applies: those of HTTP, WebSocket, TLS and sockets, as in
     * {@link swoole4j.Server#set}. {@code socket_read_timeout} (seconds, 60 by default, -1 for ever) says how long a
     * connection may wait for its next request and {@code recv(0)} for a frame, {@code socket_write_timeout} how long a
     * sender waits for room.
     *
     * @return false for an empty map, and while it runs
     * @throws swoole4j.SwooleException for a value that is not allowed
     */
    public boolean set(Map<String, ?> settings) {
        return handle.set(settings);
    }

    /**
     * Says who answers requests whose path begins with {@code pattern}, in any spelling; {@code /} is for all that no other
     * takes. Of several the longest decides, then the first. Without any the answer is 404. May be called while it runs.
     *
     * @param pattern compared with the path as it was received; the same one again replaces its handler
     * @param handler runs in a coroutine for each request
     * @return false without a handler
     */
    public boolean handle(String pattern, Callback.@Nullable OnRequest handler) {
        return handle.handle(pattern, handler);
    }

    /**
     * Serves until {@link #shutdown}, while the calling coroutine waits. Handlers that run then may go on.
     *
     * @return true when it was shut down, or the calling coroutine cancelled: then {@link #errCode} is 125; false when it was
     *     started before
     * @throws IllegalStateException outside of a coroutine
     * @throws swoole4j.SwooleException when the address cannot be listened on or a certificate not be used
     */
    public boolean start() {
        return handle.start();
    }

    /**
     * Ends the server: {@link #start} returns, nothing is accepted any more, idle connections are closed, and those in work
     * after their answer. WebSockets go on until their handler or their peer ends them. Does nothing before the start. Any
     * thread.
     */
    public void shutdown() {
        handle.shutdown();
    }

    /** Returns the number of the listening socket, which here only tells servers apart. */
    public int fd() {
        return handle.fd();
    }

    /** Returns the host as given. */
    public String host() {
        return handle.host();
    }

    /** Returns the port that is bound. */
    public int port() {
        return handle.port();
    }

    /** Tells whether TLS is spoken. */
    public boolean ssl() {
        return handle.ssl();
    }

    /** Returns what {@link #set} was given, or null. */
    public @Nullable Map<String, Object> settings() {
        return handle.settings();
    }

    /** Returns why {@link #start} ended by itself, a number of the system; 0 when it did not. */
    public int errCode() {
        return handle.errCode();
    }

    /** Returns {@link #errCode} in words. */
    public String errMsg() {
        return handle.errMsg();
    }
}
