package swoole4j.framework.app;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Server;
import swoole4j.engine.framework.callback.AppCallback;
import swoole4j.engine.framework.callback.Calls;
import swoole4j.engine.framework.callback.MethodCallback;
import swoole4j.engine.framework.callback.ScopedCallback;
import swoole4j.engine.framework.callback.SharedObjects;
import swoole4j.engine.framework.routing.RouteTable;
import swoole4j.framework.OnClose;
import swoole4j.framework.OnHandShake;
import swoole4j.framework.OnMessage;
import swoole4j.framework.OnOpen;
import swoole4j.framework.OnPacket;
import swoole4j.framework.OnReceive;
import swoole4j.framework.OnRequest;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.server.Callback;

/** What one server of an application calls: what it was given, and its kernels for what is missing. */
final class Wiring {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private final EntrySettings settings;
    private final RouteTable routes;
    private final SharedObjects objects;
    private final AppRuntime runtime;
    private final Map<AppCallback, Callback> given = new EnumMap<>(AppCallback.class);
    private final Map<AppCallback, Callback> wired = new EnumMap<>(AppCallback.class);
    private @Nullable WebSocketKernel webSockets;
    private @Nullable HttpKernel requests;

    /**
     * Resolves the callbacks of a server.
     *
     * @param callbacks those of the application among them, when it is the main server
     * @throws IllegalArgumentException for a callback that does not resolve, and when one is missing
     */
    Wiring(
            ServerSpec spec,
            EntrySettings settings,
            RouteTable routes,
            Map<AppCallback, Object> callbacks,
            SharedObjects objects,
            AppRuntime runtime) {
        this.settings = settings;
        this.routes = routes;
        this.objects = objects;
        this.runtime = runtime;
        this.webSockets = spec.webSocketKernel();
        this.requests = spec.httpKernel();
        callbacks.forEach((event, callback) -> given.put(event, resolved(event, callback)));
        wire(spec.type());
    }

    /** Returns what takes the WebSockets to the routes, or null. */
    @Nullable
    WebSocketKernel webSockets() {
        return webSockets;
    }

    /** Returns what takes the requests to the routes, or null. */
    @Nullable
    HttpKernel requests() {
        return requests;
    }

    /** Returns the callbacks of a port. */
    Map<AppCallback, Callback> ofPort() {
        return wired;
    }

    /** Returns a callback of the server or of the application as it was given, or null. */
    @Nullable
    Callback given(AppCallback event) {
        return given.get(event);
    }

    /** Returns the events of the server that something was given for. */
    List<AppCallback> ofServer() {
        return given.keySet().stream().filter(AppCallback::ofServer).toList();
    }

    // ---- what was given

    private Callback resolved(AppCallback event, Object callback) {
        try {
            return ScopedCallback.of(runtime, event, callback(event, callback));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("event " + event.swooleName() + ": " + e.getMessage(), e);
        }
    }

    private Callback callback(AppCallback event, Object callback) {
        if (callback instanceof WebSocketKernel kernel) adopt(kernel);
        if (callback instanceof HttpKernel kernel) adopt(kernel);
        Callback of = ofInterface(event, callback);
        if (of != null) return of;
        return switch (callback) {
            case Callback shaped -> shaped;
            case String text -> method(event, List.of(text.split("@", -1)), text);
            case List<?> pair -> method(event, pair, pair);
            default ->
                throw new IllegalArgumentException(callback + " is no callback of it, expected a lambda of its shape or"
                        + " package.Class@method");
        };
    }

    private static @Nullable Callback ofInterface(AppCallback event, Object callback) {
        return switch (event) {
            case REQUEST -> callback instanceof OnRequest it ? (Callback.OnRequest) (a, b) -> it.onRequest(a, b) : null;
            case HANDSHAKE ->
                callback instanceof OnHandShake it ? (Callback.OnRequest) (a, b) -> it.onHandShake(a, b) : null;
            case OPEN ->
                callback instanceof OnOpen it
                        ? (Callback.OnOpen<swoole4j.websocket.Server>) (server, request) -> it.onOpen(server, request)
                        : null;
            case MESSAGE ->
                callback instanceof OnMessage it
                        ? (Callback.OnMessage<swoole4j.websocket.Server>) (server, frame) -> it.onMessage(server, frame)
                        : null;
            case CLOSE ->
                callback instanceof OnClose it
                        ? (Callback.OnConnection<swoole4j.websocket.Server>)
                                (server, fd, reactor) -> it.onClose(server, fd, reactor)
                        : null;
            case RECEIVE ->
                callback instanceof OnReceive it
                        ? (Callback.OnReceiveBytes<Server>)
                                (server, fd, reactor, data) -> it.onReceive(server, fd, reactor, data)
                        : null;
            case PACKET ->
                callback instanceof OnPacket it
                        ? (Callback.OnPacketBytes<Server>) (server, data, info) -> it.onPacket(server, data, info)
                        : null;
            default -> null;
        };
    }

    private Callback method(AppCallback event, List<?> pair, Object shown) {
        if (pair.size() == 2 && pair.get(1) instanceof String method) {
            if (pair.get(0) instanceof String name) return method(event, SharedObjects.named(name), method);
            if (pair.get(0) instanceof Class<?> type) return method(event, type, method);
        }
        throw new IllegalArgumentException(shown + " is not of the form package.Class@method");
    }

    private Callback method(AppCallback event, Class<?> type, String method) {
        return MethodCallback.of(event, target(type), method);
    }

    /** Each server has kernels of its own, whatever the class. */
    private Object target(Class<?> type) {
        if (WebSocketKernel.class.isAssignableFrom(type)) {
            WebSocketKernel known = webSockets;
            if (known != null && known.getClass() == type) return known;
            WebSocketKernel made = (WebSocketKernel) objects.fresh(type);
            adopt(made);
            return made;
        }
        if (HttpKernel.class.isAssignableFrom(type)) {
            HttpKernel known = requests;
            if (known != null && known.getClass() == type) return known;
            HttpKernel made = (HttpKernel) objects.fresh(type);
            adopt(made);
            return made;
        }
        return objects.get(type);
    }

    private void adopt(WebSocketKernel kernel) {
        webSockets = only(webSockets, kernel);
    }

    private void adopt(HttpKernel kernel) {
        requests = only(requests, kernel);
    }

    private static <K extends Kernel> K only(@Nullable K known, K kernel) {
        if (known == null || known == kernel) return kernel;
        throw new IllegalArgumentException("there are two kernels, of the classes "
                + known.getClass().getName() + " and " + kernel.getClass().getName() + "; a server has one of a kind");
    }

    // ---- what is called

    private void wire(ServerType type) {
        given.forEach((event, callback) -> {
            if (!event.ofServer() && event != AppCallback.BEFORE_START) wired.put(event, callback);
        });
        switch (type) {
            case WEBSOCKET, HTTP -> {
                if (settings.webSocket()) wireWebSockets();
                else if (routes.hasWebSockets())
                    throw new IllegalArgumentException(
                            "a route of a WebSocket needs type websocket or the setting open_websocket_protocol");
                wireRequests();
            }
            case BASE -> {
                if (routes.hasWebSockets() || routes.hasRequests())
                    throw new IllegalArgumentException("a server of type base has no routes");
                require(AppCallback.RECEIVE, AppCallback.PACKET);
            }
        }
    }

    private void wireWebSockets() {
        if (webSockets == null && routes.hasWebSockets() && isIncomplete()) webSockets = new WebSocketKernel();
        WebSocketKernel kernel = webSockets;
        if (kernel != null) {
            wired.putIfAbsent(AppCallback.HANDSHAKE, (Callback.OnRequest) kernel::onHandShake);
            wired.putIfAbsent(AppCallback.MESSAGE, (Callback.OnMessage<swoole4j.websocket.Server>) kernel::onMessage);
            wireEnds(kernel);
        }
        require(AppCallback.MESSAGE);
        Callback handshake = wired.get(AppCallback.HANDSHAKE);
        Callback open = given.get(AppCallback.OPEN);
        if (handshake == null || open == null) return;
        if (settings.openAfterHandshake() && given.containsKey(AppCallback.HANDSHAKE)) {
            wired.put(AppCallback.HANDSHAKE, opening(handshake, open));
        } else {
            log.warn("open is not called where there is a handshake callback; open_after_handshake changes that");
        }
    }

    private boolean isIncomplete() {
        return Arrays.stream(new AppCallback[] {AppCallback.HANDSHAKE, AppCallback.MESSAGE, AppCallback.CLOSE})
                .anyMatch(event -> !given.containsKey(event));
    }

    /** Whatever is called for the end of a connection, the kernel hears of it: by its own callback, or behind another. */
    private void wireEnds(WebSocketKernel kernel) {
        Callback close = given.get(AppCallback.CLOSE);
        Callback disconnect = given.get(AppCallback.DISCONNECT);
        Callback.OnConnection<swoole4j.websocket.Server> closed = close == null
                ? kernel::onClose
                : (server, fd, reactor) -> {
                    try {
                        Calls.connection(close, server, fd, reactor);
                    } finally {
                        kernel.ended(fd);
                    }
                };
        wired.put(AppCallback.CLOSE, closed);
        if (disconnect == null) return;
        Callback.OnConnection<swoole4j.websocket.Server> disconnected = (server, fd, reactor) -> {
            try {
                Calls.connection(disconnect, server, fd, reactor);
            } finally {
                if (close == null) kernel.onClose(server, fd, reactor);
                else kernel.ended(fd);
            }
        };
        wired.put(AppCallback.DISCONNECT, disconnected);
    }

    /** Swoole itself never calls open behind a handshake callback. */
    private Callback opening(Callback handshake, Callback open) {
        return (Callback.OnRequest) (request, response) -> {
            Calls.exchange(handshake, request, response);
            if (runtime.check(request.fd())) Calls.open(open, runtime.server(), request);
        };
    }

    private void wireRequests() {
        if (requests == null && routes.hasRequests() && !given.containsKey(AppCallback.REQUEST))
            requests = new HttpKernel();
        HttpKernel kernel = requests;
        if (kernel != null) wired.putIfAbsent(AppCallback.REQUEST, (Callback.OnRequest) kernel::onRequest);
        if (settings.webSocket()) return;
        require(AppCallback.REQUEST);
        Callback request = wired.get(AppCallback.REQUEST);
        if (request != null) wired.put(AppCallback.REQUEST, withoutUpgrades(request));
    }

    /** An HTTP server's port beside a WebSocket server's would upgrade in Swoole. */
    private static Callback withoutUpgrades(Callback callback) {
        return (Callback.OnRequest) (request, response) -> {
            if (isUpgrade(request)) refuse(response);
            else Calls.exchange(callback, request, response);
        };
    }

    private static void refuse(Response response) {
        response.status(400);
        response.header("Connection", "close");
        response.end("Bad Request");
    }

    private static boolean isUpgrade(Request request) {
        return has(request, "upgrade", "websocket") && has(request, "connection", "upgrade");
    }

    private static boolean has(Request request, String header, String token) {
        Object value = request.header().get(header);
        return value != null
                && Arrays.stream(value.toString().split(",", -1))
                        .anyMatch(part -> part.strip().equalsIgnoreCase(token));
    }

    private void require(AppCallback... oneOf) {
        if (Arrays.stream(oneOf).anyMatch(wired::containsKey)) return;
        throw new IllegalArgumentException("neither a route nor a callback of event "
                + String.join(
                        " or ",
                        Arrays.stream(oneOf).map(AppCallback::swooleName).toList()));
    }
}
