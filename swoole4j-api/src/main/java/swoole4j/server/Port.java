package swoole4j.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.spi.PortHandle;

/**
 * One listening address of a server, counterpart of {@code Swoole\Server\Port}.
 *
 * <p>A port accepts the connection events only (connect, receive, close, request, handshake, open, message, ...); the
 * events of the whole server are registered on the server.
 */
public final class Port extends EventEmitter {
    private final PortHandle handle;

    /** Wraps the engine's port; scripts get ports from {@link swoole4j.Server#listen} and {@link swoole4j.Server#ports}. */
    public Port(PortHandle handle) {
        this.handle = handle;
    }

    @Override
    protected boolean register(String event, Callback callback) {
        return handle.on(event, callback);
    }

    /**
     * Sets options of this port. From the first call on nothing is inherited from the server: what is not given has its
     * default, so that an empty map makes a plain TCP port.
     *
     * @return true; false with a warning and error 503 after the server started
     */
    public boolean set(Map<String, ?> options) {
        return handle.set(options);
    }

    /** Returns this port's own callback of an event, or null. */
    public @Nullable Callback getCallback(String event) {
        return handle.getCallback(event);
    }

    /** Returns the host as given. */
    public String host() {
        return handle.host();
    }

    /** Returns the bound port number. */
    public int port() {
        return handle.port();
    }

    /** Returns the socket type without the TLS bit. */
    public int type() {
        return handle.type();
    }

    /** Tells whether the port speaks TLS. */
    public boolean ssl() {
        return handle.ssl();
    }

    /**
     * Returns the number of this port's socket, as {@code server_fd} and {@code server_socket} show it. Differs from Swoole:
     * a stable number of this server, not a descriptor.
     */
    public int sock() {
        return handle.sock();
    }

    /**
     * Returns what the system has set for this port's socket, such as {@code SO_RCVBUF}, {@code SO_REUSEPORT} and
     * {@code TCP_DEFER_ACCEPT}; read from the socket, so that a size may differ from what was asked for. Counterpart of
     * {@code getSocket()}, which gives the socket itself. Any thread. Which options are there depends on {@code transport}.
     *
     * @return null while the server does not run
     */
    public @Nullable Map<String, Object> getSocket() {
        return handle.getSocket();
    }

    /** Returns the options set on this port, or null when {@link #set} was never called. */
    public @Nullable Map<String, Object> setting() {
        return handle.setting();
    }

    /** Returns the live connections of this port. */
    public Connections connections() {
        return new Connections(handle.connections());
    }
}
