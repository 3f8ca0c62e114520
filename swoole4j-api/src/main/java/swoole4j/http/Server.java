package swoole4j.http;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import swoole4j.spi.ServerHandle;
import swoole4j.spi.ServerSpec;

/**
 * An HTTP server, counterpart of {@code Swoole\Http\Server}: a {@link swoole4j.Server} with the event {@code request}, whose
 * callback gets {@code (request, response)} and no server.
 */
public class Server extends swoole4j.Server {
    /** Listens on all IPv4 addresses on a free port. */
    public Server() {
        this("0.0.0.0", 0);
    }

    /** Listens on {@code host} on a free port. */
    public Server(String host) {
        this(host, 0);
    }

    /** Listens on {@code host} and {@code port} in {@code SWOOLE_BASE} mode. */
    public Server(String host, int port) {
        this(host, port, SWOOLE_BASE);
    }

    /** Listens on {@code host} and {@code port} in the given mode. */
    public Server(String host, int port, int mode) {
        this(host, port, mode, SWOOLE_SOCK_TCP);
    }

    /** Binds the address; see {@link swoole4j.Server#Server(String, int, int, int)}. */
    public Server(String host, int port, int mode, int type) {
        this(ServerSpec.Protocol.HTTP, host, port, mode, type);
    }

    /** Binds the address for a server class that speaks {@code protocol}. */
    protected Server(ServerSpec.Protocol protocol, String host, int port, int mode, int type) {
        super(protocol, host, port, mode, type);
    }

    /** Returns the engine's side, for responses that are made by hand. */
    ServerHandle engine() {
        return handle();
    }
}
