package swoole4j.engine.config;

/**
 * The settings of a whole server, read once at its start.
 *
 * @param workers how many workers
 * @param transport auto, epoll, io_uring or nio
 * @param coroutines whether each callback is a coroutine of its own; otherwise a worker's callbacks run one after another
 * @param serial whether a connection's next message waits for the callback of the one before
 * @param eventObjects whether connection events get objects
 * @param exitOnUncaught whether an uncaught exception ends the process with status 255
 * @param maxWaitSeconds how long a graceful end may take, 0 for ever
 * @param startSessionId one less than the first fd
 * @param maxConnections how many connections at once
 * @param outputBufferSize the largest single piece of output
 * @param sendYield whether a coroutine waits when a connection's unsent bytes are over the limit
 * @param sendTimeoutSeconds how long it waits, 0 for ever
 * @param heartbeatSeconds how often idle connections are looked for, 0 when unset
 * @param serverSoftware the Server header
 * @param compression permessage-deflate, or null when it is off
 * @param closeTimeoutSeconds how long the peer's close frame is awaited
 * @param goingAway whether the server's own ends (shutdown, heartbeat, close()) send a close frame first
 * @param http what concerns HTTP
 */
public record ServerSettings(
        int workers,
        String transport,
        boolean coroutines,
        boolean serial,
        boolean eventObjects,
        boolean exitOnUncaught,
        double maxWaitSeconds,
        int startSessionId,
        int maxConnections,
        long outputBufferSize,
        boolean sendYield,
        double sendTimeoutSeconds,
        double heartbeatSeconds,
        String serverSoftware,
        Compression compression,
        double closeTimeoutSeconds,
        boolean goingAway,
        HttpSettings http) {

    /**
     * permessage-deflate.
     *
     * @param enabled whether offers are answered
     * @param level zlib's level, -1 for its default
     * @param minLength messages below stay uncompressed
     * @param contextTakeover whether contexts may be kept between messages
     */
    public record Compression(boolean enabled, int level, int minLength, boolean contextTakeover) {}

    private static final int MAX_CONNECTIONS = 100_000;

    /**
     * Reads the settings.
     *
     * @throws swoole4j.SwooleException when a folder cannot be made or rules cannot be used
     */
    public static ServerSettings of(Options options) {
        boolean coroutines = options.truth(Option.ENABLE_COROUTINE);
        return new ServerSettings(
                workers(options),
                options.text(Option.TRANSPORT),
                coroutines,
                options.text(Option.MESSAGE_ORDER).equals("serial"),
                options.truth(Option.EVENT_OBJECT),
                options.truth(Option.EXIT_ON_UNCAUGHT),
                options.seconds(Option.MAX_WAIT_TIME),
                (int) options.number(Option.START_SESSION_ID),
                maxConnections(options),
                options.number(Option.OUTPUT_BUFFER_SIZE),
                options.has(Option.SEND_YIELD) ? options.truth(Option.SEND_YIELD) : coroutines,
                options.seconds(Option.SEND_TIMEOUT),
                options.seconds(Option.HEARTBEAT_CHECK_INTERVAL),
                options.text(Option.SERVER_SOFTWARE),
                new Compression(
                        options.truth(Option.WEBSOCKET_COMPRESSION),
                        (int) options.number(Option.WEBSOCKET_COMPRESSION_LEVEL),
                        (int) options.number(Option.WEBSOCKET_COMPRESSION_MIN_LENGTH),
                        options.truth(Option.WEBSOCKET_CONTEXT_TAKEOVER)),
                options.seconds(Option.WEBSOCKET_CLOSE_TIMEOUT),
                options.truth(Option.WEBSOCKET_GOING_AWAY),
                HttpSettings.of(options));
    }

    private static int maxConnections(Options options) {
        if (options.has(Option.MAX_CONNECTION)) return (int) options.number(Option.MAX_CONNECTION);
        return (int) Math.min(MAX_CONNECTIONS, Descriptors.limit());
    }

    /** Returns how many event workers there are to be. */
    public static int workers(Options options) {
        int given = (int) options.number(Option.WORKER_NUM);
        return given == 0 ? Entry.PROCESSORS : given;
    }
}
