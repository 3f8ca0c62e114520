package swoole4j.framework.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.Event;
import swoole4j.Server;
import swoole4j.engine.framework.callback.AppCallback;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnHandShake;
import swoole4j.framework.OnMessage;
import swoole4j.framework.OnOpen;
import swoole4j.framework.OnPacket;
import swoole4j.framework.OnReceive;
import swoole4j.framework.OnRequest;
import swoole4j.server.Callback;

/**
 * One server of an application: what it speaks, where it listens, what it calls. Counterpart of an entry of {@code servers} in
 * Hyperf's {@code server.php}, and of {@code Hyperf\Server\Port}. For one thread, before {@link App#start}.
 *
 * <p>The first WebSocket server of the list, without one the first HTTP server, is the main one, and the others are ports of it. A
 * WebSocket or HTTP server with routes needs no callbacks: a {@link WebSocketKernel} or {@link HttpKernel} takes its events to
 * the routes. Callbacks given here replace it one by one. Callbacks of one server are never called for connections of another.
 */
@SuppressWarnings("overloads") // a lambda with declared parameter types tells them apart
public final class ServerSpec {
    /** The type of a server that speaks HTTP, and refuses WebSockets unless {@code open_websocket_protocol} is on. */
    public static final int SERVER_HTTP = 1;
    /** The type of a server that speaks WebSocket and HTTP. */
    public static final int SERVER_WEBSOCKET = 2;
    /** The type of a server that speaks neither. */
    public static final int SERVER_BASE = 3;

    private final String name;
    private final ServerType type;
    private String host = "0.0.0.0";
    private int port = 9501;
    private int sockType;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<AppCallback, Object> callbacks = new LinkedHashMap<>();
    private @Nullable WebSocketKernel webSocketKernel;
    private @Nullable HttpKernel httpKernel;

    ServerSpec(String name, ServerType type) {
        if (name.isBlank()) throw new IllegalArgumentException("the name of a server is blank");
        this.name = name;
        this.type = type;
    }

    /** Returns an HTTP server on 0.0.0.0:9501. */
    public static ServerSpec http(String name) {
        return new ServerSpec(name, ServerType.HTTP);
    }

    /** Returns a WebSocket server on 0.0.0.0:9501. */
    public static ServerSpec websocket(String name) {
        return new ServerSpec(name, ServerType.WEBSOCKET);
    }

    /** Returns a server of plain sockets on 0.0.0.0:9501. */
    public static ServerSpec base(String name) {
        return new ServerSpec(name, ServerType.BASE);
    }

    /** Listens on an IP address, a host name, or the path of a Unix socket. */
    public ServerSpec host(String host) {
        this.host = Objects.requireNonNull(host);
        return this;
    }

    /** Listens on that port; 0 is a free one, which {@link App#server} tells. */
    public ServerSpec port(int port) {
        if (port < 0 || port > 65535)
            throw new IllegalArgumentException("server " + name + ": port " + port + " is not from 0 to 65535");
        this.port = port;
        return this;
    }

    /** Uses sockets of that {@code SWOOLE_SOCK_} kind, with {@code SWOOLE_SSL} for TLS; 0 is TCP of the host's family. */
    public ServerSpec sockType(int sockType) {
        this.sockType = SocketType.of(sockType);
        return this;
    }

    /** Adds settings, which win over those of the application. */
    public ServerSpec settings(Map<String, ?> settings) {
        this.settings.putAll(settings);
        return this;
    }

    /** Adds a setting. */
    public ServerSpec setting(String key, Object value) {
        settings.put(key, Objects.requireNonNull(value));
        return this;
    }

    /**
     * Sets the callback of an event, by Swoole's name of it or {@code beforeStart}, which is called once before the start.
     *
     * @throws IllegalArgumentException for an event that does not exist
     */
    public ServerSpec on(String event, Callback callback) {
        return put(event(event), callback);
    }

    /** Sets a callback without parameters; see {@link #on(String, Callback)}. */
    public ServerSpec on(String event, Callback.Plain callback) {
        return put(event(event), callback);
    }

    /** Sets a callback {@code (server)}; see {@link #on(String, Callback)}. */
    public <S extends Server> ServerSpec on(String event, Callback.OnServer<S> callback) {
        return put(event(event), callback);
    }

    /** Sets a callback {@code (server, workerId)} or {@code (server, fd)}; see {@link #on(String, Callback)}. */
    public <S extends Server> ServerSpec on(String event, Callback.OnId<S> callback) {
        return put(event(event), callback);
    }

    /** Sets a callback by typed key, so that the compiler infers its parameters. */
    public <C extends Callback> ServerSpec on(Event<C> event, C callback) {
        return put(event(event.name()), callback);
    }

    /** Sets a public method as callback, written as {@code package.Class@method}; the container makes the class. */
    public ServerSpec on(String event, String method) {
        return put(event(event), method);
    }

    /** Sets the callback of requests. */
    public ServerSpec onRequest(OnRequest callback) {
        return put(AppCallback.REQUEST, callback);
    }

    /** Sets the callback of handshakes; {@code open} is not called then, see {@code open_after_handshake}. */
    public ServerSpec onHandShake(OnHandShake callback) {
        return put(AppCallback.HANDSHAKE, callback);
    }

    /** Sets the callback of new WebSockets that the server itself opened. */
    public ServerSpec onOpen(OnOpen callback) {
        return put(AppCallback.OPEN, callback);
    }

    /** Sets the callback of messages. */
    public ServerSpec onMessage(OnMessage callback) {
        return put(AppCallback.MESSAGE, callback);
    }

    /** Sets the callback of connections that end. */
    public ServerSpec onClose(OnClose callback) {
        return put(AppCallback.CLOSE, callback);
    }

    /** Sets the callback of bytes. */
    public ServerSpec onReceive(OnReceive callback) {
        return put(AppCallback.RECEIVE, callback);
    }

    /** Sets the callback of datagrams. */
    public ServerSpec onPacket(OnPacket callback) {
        return put(AppCallback.PACKET, callback);
    }

    /** Has this object take handshakes, messages and ends of connections; it serves this one server. */
    public ServerSpec kernel(WebSocketKernel kernel) {
        webSocketKernel = Objects.requireNonNull(kernel);
        return this;
    }

    /** Has this object take requests; it serves this one server. */
    public ServerSpec kernel(HttpKernel kernel) {
        httpKernel = Objects.requireNonNull(kernel);
        return this;
    }

    ServerSpec put(AppCallback event, Object callback) {
        callbacks.put(event, Objects.requireNonNull(callback));
        return this;
    }

    private AppCallback event(String event) {
        AppCallback known = AppCallback.of(event);
        if (known != null) return known;
        throw new IllegalArgumentException("server " + name + ": there is no event " + event);
    }

    String name() {
        return name;
    }

    ServerType type() {
        return type;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    int sockType() {
        return SocketType.of(sockType, host);
    }

    Map<String, Object> settings() {
        return settings;
    }

    Map<AppCallback, Object> callbacks() {
        return callbacks;
    }

    @Nullable
    WebSocketKernel webSocketKernel() {
        return webSocketKernel;
    }

    @Nullable
    HttpKernel httpKernel() {
        return httpKernel;
    }
}
