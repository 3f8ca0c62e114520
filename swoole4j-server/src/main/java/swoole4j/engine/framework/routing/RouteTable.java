package swoole4j.engine.framework.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import swoole4j.framework.Container;
import swoole4j.framework.Dispatched;
import swoole4j.framework.Handlers;
import swoole4j.framework.Middleware;
import swoole4j.framework.Routes;

/**
 * The routes of one server: those of WebSockets, and those of requests, which may have the same paths. Filled and resolved before
 * the start, then read by any thread.
 */
public final class RouteTable implements Routes {
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]*");
    private static final Set<String> OF_WEBSOCKETS = Set.of("GET");

    private final String server;
    private final String prefix;
    private final List<Middleware> around;
    private final Trie webSockets;
    private final Trie requests;

    /** Creates an empty table; {@code server} is for what messages say. */
    public RouteTable(String server) {
        this(server, "", List.of(), new Trie(), new Trie());
    }

    private RouteTable(String server, String prefix, List<Middleware> around, Trie webSockets, Trie requests) {
        this.server = server;
        this.prefix = prefix;
        this.around = around;
        this.webSockets = webSockets;
        this.requests = requests;
    }

    @Override
    public Routes addRoute(Collection<String> methods, String path, Object handler, Middleware... middleware) {
        if (!path.startsWith("/")) throw new IllegalArgumentException(slash("path", path));
        Set<String> names = methods(methods);
        List<Shape> shapes = PatternParser.parse(prefix + path);
        Route route = new Route(prefix + path, handler, joined(middleware));
        if (!route.ofWebSockets() && !route.ofRequests()) {
            throw new IllegalArgumentException("route " + route.pattern() + " of server '" + server + "': "
                    + route.handlerName() + " is no OnOpen, OnMessage or OnClose, and no OnRequest or HttpHandler");
        }
        if (route.ofWebSockets() && !route.ofRequests() && !names.equals(OF_WEBSOCKETS)) {
            throw new IllegalArgumentException("route " + route.pattern() + " of server '" + server
                    + "': a WebSocket has the method GET and no other, not " + String.join(", ", names));
        }
        if (route.ofWebSockets() && names.contains("GET")) add(webSockets, OF_WEBSOCKETS, shapes, route);
        if (route.ofRequests()) add(requests, names, shapes, route);
        return this;
    }

    private void add(Trie trie, Set<String> methods, List<Shape> shapes, Route route) {
        Route before = trie.add(methods, shapes, route);
        if (before == null) return;
        throw new IllegalArgumentException("server '" + server + "' has a route " + String.join(", ", methods) + " "
                + before.pattern() + " already, with which " + route.pattern() + " cannot be told from");
    }

    @Override
    public Routes addGroup(String group, Consumer<Routes> routes, Middleware... middleware) {
        if (!group.isEmpty() && !group.startsWith("/")) throw new IllegalArgumentException(slash("prefix", group));
        if (group.endsWith("/")) {
            throw new IllegalArgumentException("prefix '" + group + "' of server '" + server
                    + "' ends with a slash, with which the paths of its routes begin");
        }
        routes.accept(new RouteTable(server, prefix + group, joined(middleware), webSockets, requests));
        return this;
    }

    private String slash(String what, String text) {
        return what + " '" + text + "' of server '" + server + "' does not begin with a slash";
    }

    private static Set<String> methods(Collection<String> methods) {
        Set<String> names = new LinkedHashSet<>();
        for (String method : methods) {
            String name = method.toUpperCase(Locale.ROOT);
            if (!METHOD.matcher(name).matches())
                throw new IllegalArgumentException("'" + method + "' is no method of HTTP");
            names.add(name);
        }
        if (names.isEmpty()) throw new IllegalArgumentException("a route needs a method");
        return names;
    }

    private List<Middleware> joined(Middleware... middleware) {
        List<Middleware> all = new ArrayList<>(around);
        all.addAll(List.of(middleware));
        return List.copyOf(all);
    }

    /**
     * Asks the container for the objects of all classes among the handlers, once for each; before the start.
     *
     * @throws IllegalStateException when it has none, with the class and the route in its message
     */
    public void resolve(Container container) {
        Map<Class<?>, Object> made = new HashMap<>();
        List<Route> all = new ArrayList<>(webSockets.routes());
        all.addAll(requests.routes());
        for (Route route : all) {
            Class<?> type = route.missing();
            if (type != null) route.resolve(made.computeIfAbsent(type, _ -> make(container, type, route)));
        }
    }

    private Object make(Container container, Class<?> type, Route route) {
        Object object;
        try {
            object = container.get(type);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the container cannot make " + type.getName() + ", handler of " + place(route), e);
        }
        if (type.isInstance(object)) return object;
        throw new IllegalStateException(
                "the container has made " + object + ", not a " + type.getName() + ", handler of " + place(route));
    }

    private String place(Route route) {
        return "route " + route.pattern() + " of server '" + server + "'";
    }

    /** Tells whether there are routes of WebSockets. */
    public boolean hasWebSockets() {
        return !webSockets.routes().isEmpty();
    }

    /** Tells whether there are routes of requests. */
    public boolean hasRequests() {
        return !requests.routes().isEmpty();
    }

    /** Finds the WebSocket of a path that is still percent-encoded. */
    public Dispatched webSocket(String path) {
        return webSockets.find("GET", path);
    }

    /** Finds the handler of a request; a HEAD request is a GET request's where there is none of its own. */
    public Dispatched request(String method, String path) {
        return requests.find(method, path);
    }

    /** Returns the handler of a WebSocket that was routed by that pattern, made anew where each has its own; or null. */
    public @Nullable Object webSocketHandler(String pattern) {
        for (Route route : webSockets.routes()) {
            if (!route.pattern().equals(pattern)) continue;
            return route.handler() instanceof Handlers.PerConnection each ? each.make() : route.handler();
        }
        return null;
    }
}
