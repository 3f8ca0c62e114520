package swoole4j.engine.framework.callback;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;

/** The events that an entry of a configuration may have callbacks for, by the names of Hyperf's {@code Event}. */
@SuppressWarnings("ImmutableEnumChecker") // immutable lists
public enum AppCallback {
    BEFORE_START("beforeStart", Place.NOWHERE, Callback.OnServer.class),
    START("start", Place.SERVER, Callback.OnServer.class),
    SHUTDOWN("shutdown", Place.SERVER, Callback.OnServer.class),
    BEFORE_SHUTDOWN("beforeShutdown", Place.SERVER, Callback.OnServer.class),
    MANAGER_START("managerStart", Place.SERVER, Callback.OnServer.class),
    MANAGER_STOP("managerStop", Place.SERVER, Callback.OnServer.class),
    BEFORE_RELOAD("beforeReload", Place.SERVER, Callback.OnServer.class),
    AFTER_RELOAD("afterReload", Place.SERVER, Callback.OnServer.class),
    WORKER_START("workerStart", Place.SERVER, Callback.OnId.class, Callback.OnServer.class),
    WORKER_STOP("workerStop", Place.SERVER, Callback.OnId.class, Callback.OnServer.class),
    WORKER_EXIT("workerExit", Place.SERVER, Callback.OnId.class, Callback.OnServer.class),
    WORKER_ERROR("workerError", Place.SERVER, Callback.OnWorkerError.class),
    TASK("task", Place.SERVER, Callback.OnTask.class, Callback.OnTaskObject.class),
    FINISH("finish", Place.SERVER, Callback.OnData.class, Callback.OnTaskResult.class),
    PIPE_MESSAGE("pipeMessage", Place.SERVER, Callback.OnData.class, Callback.OnPipeMessage.class),
    CONNECT("connect", Place.CONNECTION, Callback.OnConnection.class, Callback.OnId.class, Callback.OnEvent.class),
    CLOSE("close", Place.CONNECTION, Callback.OnConnection.class, Callback.OnId.class, Callback.OnEvent.class),
    DISCONNECT(
            "disconnect", Place.CONNECTION, Callback.OnConnection.class, Callback.OnId.class, Callback.OnEvent.class),
    RECEIVE(
            "receive",
            Place.CONNECTION,
            Callback.OnReceiveBytes.class,
            Callback.OnReceive.class,
            Callback.OnEvent.class),
    PACKET("packet", Place.PORT, Callback.OnPacketBytes.class, Callback.OnPacket.class, Callback.OnPacketObject.class),
    REQUEST("request", Place.PORT, Callback.OnRequest.class),
    HANDSHAKE("handshake", Place.CONNECTION, Callback.OnRequest.class),
    BEFORE_HANDSHAKE_RESPONSE("beforeHandshakeResponse", Place.CONNECTION, Callback.OnBeforeHandshake.class),
    OPEN("open", Place.CONNECTION, Callback.OnOpen.class),
    MESSAGE("message", Place.CONNECTION, Callback.OnMessage.class),
    BUFFER_FULL("bufferFull", Place.CONNECTION, Callback.OnId.class),
    BUFFER_EMPTY("bufferEmpty", Place.CONNECTION, Callback.OnId.class);

    /** Whose event it is. */
    private enum Place {
        /** The application's: no server knows it. */
        NOWHERE,
        /** The whole server's. */
        SERVER,
        /** A port's, of no connection that the application keeps. */
        PORT,
        /** A connection's. */
        CONNECTION
    }

    private static final Map<String, AppCallback> BY_NAME = byName();

    private final String swooleName;
    private final Place place;
    private final List<Class<? extends Callback>> shapes;

    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written to the array
    AppCallback(String swooleName, Place place, Class<? extends Callback>... shapes) {
        this.swooleName = swooleName;
        this.place = place;
        this.shapes = List.of(shapes);
    }

    /** Returns the event of that name, in any case, with or without a leading {@code on}; or null. */
    public static @Nullable AppCallback of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        AppCallback known = BY_NAME.get(lower);
        return known == null && lower.startsWith("on") ? BY_NAME.get(lower.substring(2)) : known;
    }

    /** Returns how Swoole names it. */
    public String swooleName() {
        return swooleName;
    }

    /** Tells whether the server that the others are ports of alone can have it. */
    public boolean ofServer() {
        return place == Place.SERVER;
    }

    /** Tells whether it speaks of a connection. */
    public boolean ofConnection() {
        return place == Place.CONNECTION;
    }

    /** Returns what a method may look like that is to be called, the usual shape first. */
    List<Class<? extends Callback>> shapes() {
        return shapes;
    }

    private static Map<String, AppCallback> byName() {
        Map<String, AppCallback> map = new HashMap<>();
        for (AppCallback event : values()) map.put(event.swooleName.toLowerCase(Locale.ROOT), event);
        return map;
    }
}
