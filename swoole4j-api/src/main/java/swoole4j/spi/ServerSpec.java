package swoole4j.spi;

import swoole4j.Server;

/**
 * What a server's constructor was given.
 *
 * @param facade the object that callbacks get as their server
 * @param protocol what the class of the facade speaks on its first port
 * @param host an IP address or host name, or the path of a Unix socket
 * @param port 0 for any free port
 * @param mode one of the {@code SWOOLE_BASE} family
 * @param type one of the {@code SWOOLE_SOCK_TCP} family, with {@code SWOOLE_SSL} for TLS
 */
public record ServerSpec(Server facade, Protocol protocol, String host, int port, int mode, int type) {
    /** What the class of a server speaks. */
    public enum Protocol {
        /** {@link swoole4j.Server}. */
        TCP,
        /** {@link swoole4j.http.Server}. */
        HTTP,
        /** {@link swoole4j.websocket.Server}. */
        WEBSOCKET,
        /** {@link swoole4j.redis.Server}. */
        REDIS
    }
}
