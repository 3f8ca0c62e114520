package swoole4j.engine.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.SwooleException;
import swoole4j.server.Callback;

/** The events: their Swoole names, whether they belong to a port, and which shapes of callback fit. */
@SuppressWarnings("ImmutableEnumChecker") // immutable lists
public enum EventKind {
    START("start", false, "(Server server)", Callback.OnServer.class),
    SHUTDOWN("shutdown", false, "(Server server)", Callback.OnServer.class),
    BEFORE_SHUTDOWN("beforeShutdown", false, "(Server server)", Callback.OnServer.class),
    MANAGER_START("managerStart", false, "(Server server)", Callback.OnServer.class),
    MANAGER_STOP("managerStop", false, "(Server server)", Callback.OnServer.class),
    BEFORE_RELOAD("beforeReload", false, "(Server server)", Callback.OnServer.class),
    AFTER_RELOAD("afterReload", false, "(Server server)", Callback.OnServer.class),
    WORKER_START("workerStart", false, "(Server server, int workerId)", Callback.OnServer.class, Callback.OnId.class),
    WORKER_STOP("workerStop", false, "(Server server, int workerId)", Callback.OnServer.class, Callback.OnId.class),
    WORKER_EXIT("workerExit", false, "(Server server, int workerId)", Callback.OnServer.class, Callback.OnId.class),
    TASK(
            "task",
            false,
            "(Server server, int taskId, int srcWorkerId, Object data) or (Server server, Task task)",
            Callback.OnServer.class,
            Callback.OnTask.class,
            Callback.OnTaskOnly.class,
            Callback.OnTaskObject.class,
            Callback.OnTaskObjectOnly.class),
    FINISH(
            "finish",
            false,
            "(Server server, int taskId, Object data)",
            Callback.OnServer.class,
            Callback.OnId.class,
            Callback.OnData.class,
            Callback.OnTaskResult.class),
    PIPE_MESSAGE(
            "pipeMessage",
            false,
            "(Server server, int srcWorkerId, Object message)",
            Callback.OnServer.class,
            Callback.OnId.class,
            Callback.OnData.class,
            Callback.OnPipeMessage.class),

    WORKER_ERROR(
            "workerError",
            false,
            "(Server server, int workerId, int pid, int exitCode, int signal)",
            Callback.OnServer.class,
            Callback.OnId.class,
            Callback.OnWorkerError.class),
    CONNECT("connect", true, Shape.CONNECTION, Shape.CONNECTION_TYPES),
    CLOSE("close", true, Shape.CONNECTION, Shape.CONNECTION_TYPES),
    DISCONNECT("disconnect", true, Shape.CONNECTION, Shape.CONNECTION_TYPES),
    RECEIVE(
            "receive",
            true,
            "(Server server, int fd, int reactorId, String data) or with byte[] data",
            Callback.OnServer.class,
            Callback.OnId.class,
            Callback.OnConnection.class,
            Callback.OnEvent.class,
            Callback.OnReceive.class,
            Callback.OnReceiveBytes.class),
    PACKET(
            "packet",
            true,
            "(Server server, String data, Map<String, Object> clientInfo) or with byte[] data,"
                    + " or (Server server, Packet packet) with the option event_object",
            Callback.OnServer.class,
            Callback.OnPacket.class,
            Callback.OnPacketBytes.class,
            Callback.OnPacketObject.class),
    /** A request on a port of a Redis server, which registers its own callback. */
    REDIS_COMMAND(
            "redisCommand", true, "(Server server, int fd, int reactorId, byte[] data)", Callback.OnReceiveBytes.class),
    REQUEST("request", true, Shape.EXCHANGE, Callback.OnRequest.class, Callback.OnHandshake.class),
    HANDSHAKE("handshake", true, Shape.EXCHANGE, Callback.OnRequest.class, Callback.OnHandshake.class),
    BEFORE_HANDSHAKE_RESPONSE(
            "beforeHandshakeResponse",
            true,
            "(Server server, Request request, Response response)",
            Callback.OnServer.class,
            Callback.OnOpen.class,
            Callback.OnBeforeHandshake.class),
    OPEN("open", true, "(Server server, Request request)", Callback.OnServer.class, Callback.OnOpen.class),
    MESSAGE("message", true, "(Server server, Frame frame)", Callback.OnServer.class, Callback.OnMessage.class),
    BUFFER_FULL("bufferFull", true, "(Server server, int fd)", Callback.OnServer.class, Callback.OnId.class),
    BUFFER_EMPTY("bufferEmpty", true, "(Server server, int fd)", Callback.OnServer.class, Callback.OnId.class);

    private static final class Shape {
        static final String CONNECTION = "(Server server, int fd, int reactorId)";
        static final String EXCHANGE = "(Request request, Response response)";
        static final Class<?>[] CONNECTION_TYPES = {
            Callback.OnServer.class, Callback.OnId.class, Callback.OnConnection.class, Callback.OnEvent.class
        };
    }

    private static final Map<String, EventKind> BY_NAME = byName();

    private final String swooleName;
    private final boolean ofPort;
    private final String signature;
    private final List<Class<?>> shapes;

    EventKind(String swooleName, boolean ofPort, String signature, Class<?>... shapes) {
        this.swooleName = swooleName;
        this.ofPort = ofPort;
        this.signature = signature;
        this.shapes = List.of(shapes);
    }

    /** Returns the event of that name, in any case, with or without a leading {@code on}; or null. */
    public static @Nullable EventKind of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        EventKind kind = BY_NAME.get(lower);
        return kind == null && lower.startsWith("on") ? BY_NAME.get(lower.substring(2)) : kind;
    }

    /** Returns how Swoole names its callback, such as {@code onConnect}. */
    public String method() {
        return "on" + Character.toUpperCase(swooleName.charAt(0)) + swooleName.substring(1);
    }

    /** Tells whether ports have callbacks of their own for it. */
    public boolean ofPort() {
        return ofPort;
    }

    /**
     * Checks the shape of a callback.
     *
     * @throws SwooleException showing the right signature
     */
    public void check(Callback callback) {
        if (callback instanceof Callback.Plain) return;
        for (Class<?> shape : shapes) {
            if (shape.isInstance(callback)) return;
        }
        throw new SwooleException("the callback of event " + swooleName + " must have the parameters " + signature);
    }

    private static Map<String, EventKind> byName() {
        Map<String, EventKind> map = new HashMap<>();
        for (EventKind kind : values()) map.put(kind.swooleName.toLowerCase(Locale.ROOT), kind);
        return map;
    }
}
