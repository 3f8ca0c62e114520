package swoole4j;

import org.jspecify.annotations.Nullable;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.internal.Uncaught;
import swoole4j.server.Callback;

/**
 * The event loop of a worker, counterpart of {@code Swoole\Event}, and the typed keys of the events.
 *
 * @param <C> the shape of the callback
 */
@SuppressWarnings("UnusedTypeParameter") // the key carries the shape for EventEmitter.on
public final class Event<C extends Callback> {
    /** The server is up; worker 0 in {@code SWOOLE_BASE}. */
    public static final Event<Callback.OnServer<Server>> START = new Event<>("start");
    /** Everything ended; the last event. */
    public static final Event<Callback.OnServer<Server>> SHUTDOWN = new Event<>("shutdown");
    /** Nothing was stopped yet. */
    public static final Event<Callback.OnServer<Server>> BEFORE_SHUTDOWN = new Event<>("beforeShutdown");
    /** First in every worker. */
    public static final Event<Callback.OnId<Server>> WORKER_START = new Event<>("workerStart");
    /** Last in every worker. */
    public static final Event<Callback.OnId<Server>> WORKER_STOP = new Event<>("workerStop");
    /** While a stopping worker still has coroutines. */
    public static final Event<Callback.OnId<Server>> WORKER_EXIT = new Event<>("workerExit");
    /** The manager begins; not in a server of one single worker. */
    public static final Event<Callback.OnServer<Server>> MANAGER_START = new Event<>("managerStart");
    /** All workers have ended. */
    public static final Event<Callback.OnServer<Server>> MANAGER_STOP = new Event<>("managerStop");
    /** Before the first worker is told to end. */
    public static final Event<Callback.OnServer<Server>> BEFORE_RELOAD = new Event<>("beforeReload");
    /** After the last worker that was there before is gone. */
    public static final Event<Callback.OnServer<Server>> AFTER_RELOAD = new Event<>("afterReload");
    /** A worker ended that should not have. */
    public static final Event<Callback.OnWorkerError<Server>> WORKER_ERROR = new Event<>("workerError");
    /** A connection was accepted. */
    public static final Event<Callback.OnConnection<Server>> CONNECT = new Event<>("connect");
    /** A message arrived on a port that cuts its stream into messages, or bytes on one that does not. */
    public static final Event<Callback.OnReceiveBytes<Server>> RECEIVE = new Event<>("receive");
    /** A datagram arrived on a port of UDP or of a Unix socket with datagrams. */
    public static final Event<Callback.OnPacketBytes<Server>> PACKET = new Event<>("packet");
    /** A connection ended. */
    public static final Event<Callback.OnConnection<Server>> CLOSE = new Event<>("close");
    /** A connection ended that was no active WebSocket. */
    public static final Event<Callback.OnConnection<swoole4j.websocket.Server>> DISCONNECT = new Event<>("disconnect");
    /** A plain HTTP request. */
    public static final Event<Callback.OnRequest> REQUEST = new Event<>("request");
    /** An upgrade request, to be answered by the callback. */
    public static final Event<Callback.OnRequest> HANDSHAKE = new Event<>("handshake");
    /** An upgrade request that passed the checks, before the 101. */
    public static final Event<Callback.OnBeforeHandshake<swoole4j.websocket.Server>> BEFORE_HANDSHAKE_RESPONSE =
            new Event<>("beforeHandshakeResponse");
    /** The 101 was written; gets the request of the handshake. */
    public static final Event<Callback.OnOpen<swoole4j.websocket.Server>> OPEN = new Event<>("open");
    /** A complete WebSocket message. */
    public static final Event<Callback.OnMessage<swoole4j.websocket.Server>> MESSAGE = new Event<>("message");
    /** A task for a task worker; returns its result, or null for none. */
    public static final Event<Callback.OnTask<Server>> TASK = new Event<>("task");
    /** A task for a task worker, as an object. */
    public static final Event<Callback.OnTaskObjectOnly<Server>> TASK_OBJECT = new Event<>("task");
    /** The result of a task is back in the worker that asked for it. */
    public static final Event<Callback.OnData<Server, @Nullable Object>> FINISH = new Event<>("finish");
    /** Another worker sent a message. */
    public static final Event<Callback.OnData<Server, @Nullable Object>> PIPE_MESSAGE = new Event<>("pipeMessage");
    /** Unsent bytes of a connection reached the high watermark. */
    public static final Event<Callback.OnId<Server>> BUFFER_FULL = new Event<>("bufferFull");
    /** Unsent bytes of a connection fell to the low watermark. */
    public static final Event<Callback.OnId<Server>> BUFFER_EMPTY = new Event<>("bufferEmpty");

    private final String name;

    private Event(String name) {
        this.name = name;
    }

    /** Returns Swoole's name of the event, such as {@code workerStart}. */
    public String name() {
        return name;
    }

    /**
     * Runs {@code callback} in a new coroutine of this worker after what is ready now and before the next poll for I/O.
     * Counterpart of {@code Swoole\Event::defer}.
     *
     * @throws SwooleException outside of a worker
     */
    public static void defer(Callback.Plain callback) {
        Scheduler.required("Event.defer").defer(Uncaught.caught(callback));
    }
}
