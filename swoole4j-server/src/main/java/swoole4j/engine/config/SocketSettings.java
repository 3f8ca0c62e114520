package swoole4j.engine.config;

/**
 * What the sockets of one port are told.
 *
 * @param backlog how many connections may wait to be accepted
 * @param noDelay TCP_NODELAY
 * @param keepAlive SO_KEEPALIVE, with the three numbers behind it
 * @param keepIdleSeconds idle time before the first probe
 * @param keepIntervalSeconds time between probes
 * @param keepCount unanswered probes that end the connection
 * @param userTimeoutMillis how long sent data may stay unconfirmed, 0 for the system's; only with {@code keepAlive}
 * @param deferAcceptSeconds how long the kernel keeps a connection to itself that sends nothing, 0 for not at all
 * @param fastOpen whether data may come with a connection's first packet
 * @param receiveBuffer SO_RCVBUF in bytes, 0 for the system's
 * @param sendBuffer SO_SNDBUF in bytes, 0 for the system's
 */
public record SocketSettings(
        int backlog,
        boolean noDelay,
        boolean keepAlive,
        int keepIdleSeconds,
        int keepIntervalSeconds,
        int keepCount,
        int userTimeoutMillis,
        int deferAcceptSeconds,
        boolean fastOpen,
        int receiveBuffer,
        int sendBuffer) {

    /** Reads the settings. */
    public static SocketSettings of(Options options) {
        return new SocketSettings(
                (int) options.number(Option.BACKLOG),
                options.truth(Option.OPEN_TCP_NODELAY),
                options.truth(Option.OPEN_TCP_KEEPALIVE),
                (int) options.number(Option.TCP_KEEPIDLE),
                (int) options.number(Option.TCP_KEEPINTERVAL),
                (int) options.number(Option.TCP_KEEPCOUNT),
                (int) options.number(Option.TCP_USER_TIMEOUT),
                (int) options.number(Option.TCP_DEFER_ACCEPT),
                options.truth(Option.TCP_FASTOPEN),
                (int) options.number(Option.KERNEL_SOCKET_RECV_BUFFER_SIZE),
                (int) options.number(Option.KERNEL_SOCKET_SEND_BUFFER_SIZE));
    }
}
