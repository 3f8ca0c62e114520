package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_SSL;

import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleError;
import swoole4j.core.http.WebSocketHandshake;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.PortSettings;
import swoole4j.engine.config.TlsSettings;
import swoole4j.engine.link.DatagramRoom;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.tls.PortTls;
import swoole4j.engine.worker.Callbacks;
import swoole4j.engine.worker.Datagrams;
import swoole4j.engine.worker.ServerContext;
import swoole4j.server.Callback;
import swoole4j.spi.ConnectionsHandle;
import swoole4j.spi.PortHandle;
import swoole4j.spi.ServerSpec;

/** One port of a server before its start, and its facts afterwards. */
final class PortCore implements PortHandle {
    private final ServerCore server;
    private final int index;
    private final ListenAddress address;
    private final int type;
    private final Options options;
    private final Callbacks callbacks;

    PortCore(
            ServerCore server,
            int index,
            ListenAddress address,
            int type,
            Options options,
            @Nullable Callbacks primary) {
        this.server = server;
        this.index = index;
        this.address = address;
        this.type = type;
        this.options = options;
        this.callbacks = new Callbacks(primary);
    }

    ListenAddress address() {
        return address;
    }

    /** Returns its own options; those of the primary port are the server's. */
    Options options() {
        return options;
    }

    /** Returns its type with the bit of TLS. */
    int fullType() {
        return type;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    /** Reads the settings: the port's own ones, or all of the server's when it has none. */
    ServerContext.Port context(Options ofServer, ServerSpec.Protocol protocol) {
        boolean inherits = options == ofServer || options.given() == null;
        PortSettings settings =
                inherits ? PortSettings.of(ofServer, protocol) : PortSettings.of(options, ServerSpec.Protocol.TCP);
        return new ServerContext.Port(
                settings,
                settings.inheritCallbacks() ? callbacks : callbacks.alone(),
                new WebSocketHandshake(settings.subprotocols()),
                address.port(),
                address.kind(),
                new DatagramRoom(settings.sendBufferLimit()));
    }

    /**
     * Reads the certificates of a port with TLS.
     *
     * @throws swoole4j.SwooleException naming what cannot be used
     */
    @Nullable
    PortTls tls(Options ofServer, PortSettings settings) {
        if (!ssl()) return null;
        boolean inherits = options.given() == null;
        return PortTls.open(TlsSettings.of(inherits ? ofServer : options), applicationProtocols(settings));
    }

    /** What ALPN offers, best first. */
    static List<String> applicationProtocols(PortSettings settings) {
        if (!settings.http()) return List.of();
        return settings.http2() ? List.of("h2", "http/1.1") : List.of("http/1.1");
    }

    @Override
    public boolean set(Map<String, ?> values) {
        if (server.refuseWhenStarted("server is running, unable to execute set")) return false;
        return options.set(values, ssl());
    }

    @Override
    public boolean on(String event, Callback callback) {
        if (server.refuseWhenStarted(
                index == 0
                        ? "server is running, unable to register event callback function"
                        : "can't register event callback function after server started")) {
            return false;
        }
        return callbacks.register(event, callback);
    }

    @Override
    public @Nullable Callback getCallback(String event) {
        return callbacks.own(event);
    }

    @Override
    public String host() {
        return address.host();
    }

    @Override
    public int port() {
        return address.port();
    }

    @Override
    public int type() {
        return type & ~SWOOLE_SSL;
    }

    @Override
    public boolean ssl() {
        return (type & SWOOLE_SSL) != 0;
    }

    @Override
    public int sock() {
        return Datagrams.socket(index);
    }

    @Override
    public @Nullable Map<String, Object> getSocket() {
        Running running = server.running();
        return running == null || running.isOver() ? null : running.socketOptions(index);
    }

    @Override
    public @Nullable Map<String, Object> setting() {
        return options.given();
    }

    @Override
    public ConnectionsHandle connections() {
        return connections(index);
    }

    /** Returns the connections of one port, or of all for -1; none before the start. */
    ConnectionsHandle connections(int port) {
        Running running = server.running();
        if (running == null) return NoConnections.INSTANCE;
        return new ConnectionsHandle() {
            @Override
            public PrimitiveIterator.OfInt iterator() {
                return running.context().view().iterator(port);
            }

            @Override
            public int size() {
                return running.context().view().size(port);
            }

            @Override
            public boolean contains(int fd) {
                var connection = running.context().view().find(fd);
                return connection != null && connection.isOpen() && (port < 0 || connection.port() == port);
            }
        };
    }

    private enum NoConnections implements ConnectionsHandle {
        INSTANCE;

        @Override
        public PrimitiveIterator.OfInt iterator() {
            return List.<Integer>of().stream().mapToInt(Integer::intValue).iterator();
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public boolean contains(int fd) {
            return false;
        }
    }

    /** Not started, or started already: Swoole's number for both. */
    static int refusedError() {
        return SwooleError.PHP_FATAL_ERROR.number();
    }
}
