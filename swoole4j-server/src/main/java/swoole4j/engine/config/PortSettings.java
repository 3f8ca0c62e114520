package swoole4j.engine.config;

import java.util.List;
import swoole4j.spi.ServerSpec;

/**
 * The settings of one port, read once at the server's start.
 *
 * @param protocol what the port speaks
 * @param http2 whether it speaks HTTP/2 too
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
 * @param noDelay TCP_NODELAY
 * @param backlog of the listener
 */
public record PortSettings(
        ServerSpec.Protocol protocol,
        boolean http2,
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
        boolean noDelay,
        int backlog) {
    /** Swoole raises smaller limits to this one. */
    private static final int LEAST_PACKAGE_LENGTH = 65536;

    /**
     * Reads the settings.
     *
     * @param protocol what the server's class speaks; for a port with its own options {@code TCP}
     */
    public static PortSettings of(Options options, ServerSpec.Protocol protocol) {
        long limit = options.number(Option.SOCKET_BUFFER_SIZE);
        return new PortSettings(
                protocol(options, protocol),
                options.truth(Option.OPEN_HTTP2_PROTOCOL),
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
                options.truth(Option.OPEN_TCP_NODELAY),
                (int) options.number(Option.BACKLOG));
    }

    private static ServerSpec.Protocol protocol(Options options, ServerSpec.Protocol ofClass) {
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
        return protocol != ServerSpec.Protocol.TCP;
    }
}
