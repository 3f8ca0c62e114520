package swoole4j.engine.config;

import java.util.List;
import swoole4j.core.framing.Framing;
import swoole4j.spi.ServerSpec;

/**
 * The settings of one port, read once at the server's start.
 *
 * @param protocol what the port speaks
 * @param framing how messages are cut out of the stream where neither HTTP nor WebSocket is spoken
 * @param http2 whether it speaks HTTP/2 too
 * @param dialogs whether the handler of a request decides if it becomes a WebSocket, as on a coroutine server
 * @param serial whether a connection's next callback waits for the one before; always on a port of a Redis server
 * @param inheritCallbacks whether a callback that it misses is the server's
 * @param openCloseFrame whether close frames reach the message callback
 * @param openPingFrame whether pings reach the message callback, without an automatic pong
 * @param openPongFrame whether pongs reach the message callback
 * @param subprotocols WebSocket subprotocols in order of preference
 * @param packageMaxLength the largest message or request
 * @param sendBufferLimit unsent bytes of a connection from which senders wait
 * @param highWatermark unsent bytes from which bufferFull is called
 * @param lowWatermark unsent bytes down to which bufferEmpty is called
 * @param heartbeatIdleSeconds idle connections older than that are closed, 0 for never
 * @param maxIdleSeconds the same, and for how long queued output may make no progress, 0 for ever
 * @param pingSeconds how long nothing may come from a WebSocket before it is sent a ping, 0 for ever
 * @param pongSeconds how long nothing may come after that ping before the connection is closed, 0 for ever
 * @param sockets what its sockets are told
 */
public record PortSettings(
        ServerSpec.Protocol protocol,
        Framing framing,
        boolean http2,
        boolean dialogs,
        boolean serial,
        boolean inheritCallbacks,
        boolean openCloseFrame,
        boolean openPingFrame,
        boolean openPongFrame,
        List<String> subprotocols,
        int packageMaxLength,
        long sendBufferLimit,
        long highWatermark,
        long lowWatermark,
        double heartbeatIdleSeconds,
        double maxIdleSeconds,
        double pingSeconds,
        double pongSeconds,
        SocketSettings sockets) {
    /** Swoole raises smaller limits to this one. */
    private static final int LEAST_PACKAGE_LENGTH = 65536;

    /**
     * Reads the settings.
     *
     * @param protocol what the server's class speaks; for a port with its own options {@code TCP}
     */
    public static PortSettings of(Options options, ServerSpec.Protocol protocol) {
        return of(options, protocol, false);
    }

    /** Reads the settings of a coroutine server. */
    public static PortSettings ofCoroutines(Options options) {
        return of(options, ServerSpec.Protocol.WEBSOCKET, true);
    }

    private static PortSettings of(Options options, ServerSpec.Protocol protocol, boolean dialogs) {
        long limit = options.number(Option.SOCKET_BUFFER_SIZE);
        ServerSpec.Protocol spoken = protocol(options, protocol);
        return new PortSettings(
                spoken,
                FramingSettings.of(options, spoken),
                options.truth(Option.OPEN_HTTP2_PROTOCOL),
                dialogs,
                spoken == ServerSpec.Protocol.REDIS
                        || options.text(Option.MESSAGE_ORDER).equals("serial"),
                options.truth(Option.INHERIT_CALLBACKS),
                options.truth(Option.OPEN_WEBSOCKET_CLOSE_FRAME),
                options.truth(Option.OPEN_WEBSOCKET_PING_FRAME),
                options.truth(Option.OPEN_WEBSOCKET_PONG_FRAME),
                options.texts(Option.WEBSOCKET_SUBPROTOCOL),
                (int) Math.max(LEAST_PACKAGE_LENGTH, options.number(Option.PACKAGE_MAX_LENGTH)),
                limit,
                options.has(Option.BUFFER_HIGH_WATERMARK)
                        ? options.number(Option.BUFFER_HIGH_WATERMARK)
                        : limit * 4 / 5,
                options.number(Option.BUFFER_LOW_WATERMARK),
                options.seconds(Option.HEARTBEAT_IDLE_TIME),
                options.seconds(Option.MAX_IDLE_TIME),
                options.seconds(Option.WEBSOCKET_PING_INTERVAL),
                options.seconds(Option.WEBSOCKET_PONG_TIMEOUT),
                SocketSettings.of(options));
    }

    private static ServerSpec.Protocol protocol(Options options, ServerSpec.Protocol ofClass) {
        if (ofClass == ServerSpec.Protocol.REDIS) return ofClass;
        if (FramingSettings.comeBeforeHttp(options)) return ServerSpec.Protocol.TCP;
        boolean http = options.has(Option.OPEN_HTTP_PROTOCOL)
                ? options.truth(Option.OPEN_HTTP_PROTOCOL)
                : ofClass != ServerSpec.Protocol.TCP;
        boolean websocket = options.has(Option.OPEN_WEBSOCKET_PROTOCOL)
                ? options.truth(Option.OPEN_WEBSOCKET_PROTOCOL)
                : ofClass == ServerSpec.Protocol.WEBSOCKET;
        if (websocket) return ServerSpec.Protocol.WEBSOCKET;
        return http || options.truth(Option.OPEN_HTTP2_PROTOCOL) ? ServerSpec.Protocol.HTTP : ServerSpec.Protocol.TCP;
    }

    /** Tells whether upgrade requests are answered. */
    public boolean websocket() {
        return protocol == ServerSpec.Protocol.WEBSOCKET;
    }

    /** Tells whether requests are parsed. */
    public boolean http() {
        return protocol == ServerSpec.Protocol.HTTP || websocket();
    }

    /**
     * Tells whether this is a port of a Redis server. Its clients take replies for those to their requests in their order, so
     * a connection's callbacks run one after another.
     */
    public boolean redis() {
        return protocol == ServerSpec.Protocol.REDIS;
    }
}
