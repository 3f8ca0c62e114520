package swoole4j.engine.config;

import static swoole4j.Constants.SWOOLE_BASE;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.server.DispatchFunction;

/**
 * The settings of a whole server, read once at its start.
 *
 * @param workers how many workers
 * @param reactors how many I/O loops in SWOOLE_THREAD
 * @param dispatchMode how events find their worker in SWOOLE_THREAD
 * @param dispatchFunction the script's own way, or null
 * @param unsafeEvents whether connect and close are told although they may come in any order
 * @param maxRequest after how many messages and requests a worker is replaced, 0 for never
 * @param maxRequestGrace how many more at most, by chance
 * @param transport auto, epoll, io_uring or nio
 * @param coroutines whether each callback is a coroutine of its own; otherwise a worker's callbacks run one after another
 * @param reloadAsync whether an ending worker waits for its coroutines and timers
 * @param deliverLate whether data is delivered although close() was called meanwhile
 * @param eventObjects whether connection events get objects
 * @param exitOnUncaught whether an uncaught exception ends the process with status 255
 * @param maxCoroutines how many coroutines a worker may have when another callback begins
 * @param deadlockCheck whether coroutines that are left at the end of a worker are printed
 * @param maxQueuedBytes of a connection, in work and waiting, from which it is not read, 0 for no limit but its largest message
 * @param maxWaitSeconds how long a graceful end may take, 0 for ever
 * @param startSessionId one less than the first fd
 * @param reusePort whether a socket shares its port even where one alone would do
 * @param maxConnections how many connections at once
 * @param outputBufferSize the largest single piece of output
 * @param sendYield whether a coroutine waits when a connection's unsent bytes are over the limit
 * @param sendTimeoutSeconds how long it waits, 0 for ever
 * @param heartbeatSeconds how often idle connections are looked for, 0 when unset
 * @param delayReceive whether a connection is read only once the script confirms it
 * @param serverSoftware the Server header
 * @param compression permessage-deflate, or null when it is off
 * @param closeTimeoutSeconds how long the peer's close frame is awaited
 * @param goingAway whether the server's own ends (shutdown, heartbeat, close()) send a close frame first
 * @param http what concerns HTTP
 */
public record ServerSettings(
        int workers,
        int reactors,
        int dispatchMode,
        @Nullable DispatchFunction dispatchFunction,
        boolean unsafeEvents,
        long maxRequest,
        long maxRequestGrace,
        String transport,
        boolean coroutines,
        boolean reloadAsync,
        boolean deliverLate,
        boolean eventObjects,
        boolean exitOnUncaught,
        int maxCoroutines,
        boolean deadlockCheck,
        long maxQueuedBytes,
        double maxWaitSeconds,
        int startSessionId,
        boolean reusePort,
        int maxConnections,
        long outputBufferSize,
        boolean sendYield,
        double sendTimeoutSeconds,
        double heartbeatSeconds,
        boolean delayReceive,
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

    private static final Logger log = LoggerFactory.getLogger(ServerSettings.class);

    /** Swoole's default has no more. */
    private static final int MOST_REACTORS = 8;

    private static final int MAX_CONNECTIONS = 100_000;
    private static final int DESCRIPTORS_KEPT = 32;
    private static final int DESCRIPTORS_PER_WORKER = 8;

    /**
     * Reads the settings.
     *
     * @throws swoole4j.SwooleException when a folder cannot be made or rules cannot be used
     */
    public static ServerSettings of(Options options, int mode) {
        boolean coroutines = options.truth(Option.ENABLE_COROUTINE);
        int workers = workers(options, mode);
        DispatchFunction dispatchFunction = options.function(Option.DISPATCH_FUNC, DispatchFunction.class);
        long maxRequest = options.number(Option.MAX_REQUEST);
        return new ServerSettings(
                workers,
                dispatchFunction != null || options.truth(Option.SINGLE_THREAD) ? 1 : reactors(options, workers),
                (int) options.number(Option.DISPATCH_MODE),
                dispatchFunction,
                options.truth(Option.ENABLE_UNSAFE_EVENT),
                maxRequest,
                options.has(Option.MAX_REQUEST_GRACE)
                        ? options.number(Option.MAX_REQUEST_GRACE)
                        : maxRequest > 10 ? maxRequest / 2 : 0,
                options.text(Option.TRANSPORT),
                coroutines,
                coroutines || options.truth(Option.RELOAD_ASYNC),
                mode != SWOOLE_BASE && !options.truth(Option.DISCARD_TIMEOUT_REQUEST),
                options.truth(Option.EVENT_OBJECT),
                options.truth(Option.EXIT_ON_UNCAUGHT),
                (int) options.number(Option.MAX_COROUTINE),
                options.truth(Option.ENABLE_DEADLOCK_CHECK),
                options.number(Option.MAX_QUEUED_BYTES),
                options.seconds(Option.MAX_WAIT_TIME),
                (int) options.number(Option.START_SESSION_ID),
                options.truth(Option.ENABLE_REUSE_PORT),
                maxConnections(options, workers),
                options.number(Option.OUTPUT_BUFFER_SIZE),
                options.has(Option.SEND_YIELD) ? options.truth(Option.SEND_YIELD) : coroutines,
                options.seconds(Option.SEND_TIMEOUT),
                options.seconds(Option.HEARTBEAT_CHECK_INTERVAL),
                options.truth(Option.ENABLE_DELAY_RECEIVE),
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

    /** Tells whether idle connections are looked for on any of the ports. */
    public boolean hasHeartbeat(Stream<PortSettings> ports) {
        return heartbeatSeconds > 0 || ports.anyMatch(port -> port.heartbeatIdleSeconds() > 0);
    }

    /** Returns how long a connection of that port may be idle, 0 for ever; twice the interval when only that is given. */
    public double idleSeconds(PortSettings port) {
        return port.heartbeatIdleSeconds() > 0 ? port.heartbeatIdleSeconds() : 2 * heartbeatSeconds;
    }

    /** Returns how often idle connections of that port are looked for, in Swoole's way; 0 for never. */
    public double heartbeatInterval(PortSettings port) {
        double idle = port.heartbeatIdleSeconds();
        if (idle <= 0) return heartbeatSeconds;
        double half = idle > 2 ? Math.floor(idle / 2) : 1;
        return heartbeatSeconds > 0 ? Math.min(heartbeatSeconds, half) : half;
    }

    /** Each worker may need a few for itself: its poller, files that it sends, what callbacks open. */
    private static int maxConnections(Options options, int workers) {
        int most = Descriptors.left(DESCRIPTORS_KEPT + DESCRIPTORS_PER_WORKER * workers);
        if (!options.has(Option.MAX_CONNECTION)) return Math.min(MAX_CONNECTIONS, most);
        int given = (int) options.number(Option.MAX_CONNECTION);
        if (given <= most) return given;
        log.warn(
                "max_connection {} is lowered to {}: the process may have {} files and sockets open (ulimit -n)",
                given,
                most,
                Descriptors.limit());
        return most;
    }

    /** Swoole's default is one worker in BASE, elsewhere one for each processor, which 0 asks for too. */
    private static int workers(Options options, int mode) {
        long given = options.has(Option.WORKER_NUM) || mode == SWOOLE_BASE ? options.number(Option.WORKER_NUM) : 0;
        return given == 0 ? Entry.PROCESSORS : (int) given;
    }

    private static int reactors(Options options, int workers) {
        long given = options.number(Option.REACTOR_NUM);
        int wanted = given == 0 ? Math.min(MOST_REACTORS, Entry.PROCESSORS) : (int) given;
        return Math.min(wanted, workers);
    }

    /** Returns how many bytes of a connection of that port may be in work and waiting before it is not read any more. */
    public int mostInWork(PortSettings port) {
        return maxQueuedBytes == 0 ? port.packageMaxLength() : (int) Math.min(maxQueuedBytes, port.packageMaxLength());
    }
}
