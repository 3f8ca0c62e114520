package swoole4j.framework.app;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_PROCESS;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.engine.framework.callback.AppCallback;
import swoole4j.engine.framework.callback.Calls;
import swoole4j.engine.framework.callback.SharedObjects;
import swoole4j.engine.framework.routing.RouteTable;
import swoole4j.engine.framework.shared.SharedStore;
import swoole4j.framework.AppEvent;
import swoole4j.framework.Cluster;
import swoole4j.framework.Router;
import swoole4j.framework.spi.Applications;
import swoole4j.server.EventEmitter;
import swoole4j.server.Port;

/** Starts an application: checks everything, then opens sockets, then runs. For one thread. */
final class Boot {
    private static final Set<String> STABLE_MODES = Set.of("2", "4", "8");

    private final Setup setup;
    private final SharedObjects objects;
    private final Config config;
    private final AppRuntime runtime;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Entry main;
    private final @Nullable Membership membership;
    private final Lifecycle lifecycle;
    private final Map<String, Port> ports = new ConcurrentHashMap<>();

    /** One server of the list. */
    private record Entry(ServerSpec spec, EntrySettings settings, RouteTable routes, Wiring wiring) {
        String name() {
            return spec.name();
        }
    }

    /**
     * Checks the setup; no socket is opened.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    Boot(Setup setup) {
        this.setup = setup;
        if (setup.servers.isEmpty()) throw App.noServers();
        this.objects = new SharedObjects(setup.container);
        this.config = Config.of(setup, objects);
        Map<String, RouteTable> routes = routes();
        ServerSpec first =
                setup.servers.stream().min(Comparator.comparingInt(Boot::rank)).orElseThrow();
        StoreSettings store = StoreSettings.of(setup.settings, first.settings());
        SharedStore shared = setup.mode == SWOOLE_PROCESS ? store.open() : null;
        this.runtime = new AppRuntime(shared);
        runtime.registry().routes((server, route) -> handler(routes.get(server), route));
        for (ServerSpec spec : setup.servers) entries.put(spec.name(), entry(spec, routes, spec == first));
        this.main = entry(first.name());
        checkNames();
        checkKernels();
        checkDispatch();
        this.membership =
                setup.bus == null ? null : new Membership(setup.bus, shared, runtime.node(), setup.listeners::tellAll);
        this.lifecycle = new Lifecycle(main.wiring, setup.listeners, runtime, membership);
        entries.values().forEach(this::initKernels);
    }

    private static @Nullable Object handler(@Nullable RouteTable routes, String route) {
        return routes == null ? null : routes.webSocketHandler(route);
    }

    private static int rank(ServerSpec spec) {
        return switch (spec.type()) {
            case WEBSOCKET -> 0;
            case HTTP -> 1;
            case BASE -> 2;
        };
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null)
            throw new IllegalArgumentException("there is no server " + name + ", there are " + entries.keySet());
        return entry;
    }

    // ---- checks

    private Map<String, RouteTable> routes() {
        Map<String, RouteTable> tables = new LinkedHashMap<>();
        for (ServerSpec spec : setup.servers) {
            if (tables.put(spec.name(), new RouteTable(spec.name())) != null)
                throw new IllegalArgumentException("there are two servers of the name " + spec.name());
        }
        Router router = new Router() {
            @Override
            public Router addServer(String name, java.util.function.Consumer<swoole4j.framework.Routes> routes) {
                RouteTable table = tables.get(name);
                if (table == null)
                    throw new IllegalArgumentException(
                            "routes of server " + name + ": there is none, there are " + tables.keySet());
                routes.accept(table);
                return this;
            }
        };
        setup.routes.forEach(routes -> routes.accept(router));
        tables.values().forEach(table -> table.resolve(objects));
        return tables;
    }

    private Entry entry(ServerSpec spec, Map<String, RouteTable> tables, boolean isMain) {
        RouteTable routes = tables.get(spec.name());
        if (routes == null) throw new IllegalStateException(spec.name());
        try {
            EntrySettings settings = EntrySettings.of(spec.type(), setup.settings, spec.settings());
            Map<AppCallback, Object> callbacks = new LinkedHashMap<>();
            if (isMain) callbacks.putAll(setup.callbacks);
            callbacks.putAll(spec.callbacks());
            for (AppCallback event : callbacks.keySet()) {
                if (event.ofServer() && !isMain)
                    throw new IllegalArgumentException("event " + event.swooleName()
                            + ": only the main server has it, as have the callbacks of the application");
            }
            return new Entry(spec, settings, routes, new Wiring(spec, settings, routes, callbacks, objects, runtime));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("server " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    private void checkNames() {
        for (Map<String, ?> named : List.of(
                setup.middlewares, setup.exceptionHandlers, setup.messageMiddlewares, setup.messageExceptionHandlers)) {
            named.forEach((server, what) -> {
                if (!(what instanceof Collection<?> none && none.isEmpty())) entry(server);
            });
        }
    }

    private void checkKernels() {
        IdentityHashMap<Kernel, String> owners = new IdentityHashMap<>();
        for (Entry entry : entries.values()) {
            checkKernel(entry, entry.wiring.webSockets(), owners);
            checkKernel(entry, entry.wiring.requests(), owners);
        }
    }

    private static void checkKernel(Entry entry, @Nullable Kernel kernel, IdentityHashMap<Kernel, String> owners) {
        String other = kernel == null ? null : owners.put(kernel, entry.name());
        if (kernel == null || other == null) return;
        throw new IllegalArgumentException("servers " + other + " and " + entry.name() + " have the same "
                + kernel.getClass().getName() + ": each needs one of its own");
    }

    /** What comes of a WebSocket has to come to one worker, which knows the connection. */
    private void checkDispatch() {
        boolean webSockets = entries.values().stream().anyMatch(entry -> entry.wiring.webSockets() != null);
        if (!webSockets || setup.mode == SWOOLE_BASE) return;
        Object mode = main.settings.bare().get("dispatch_mode");
        if (mode != null && !STABLE_MODES.contains(mode.toString()))
            throw new IllegalArgumentException("setting dispatch_mode: " + mode
                    + " is not allowed with a WebSocket server, expected 2, 4 or 8, with which a connection's messages go to"
                    + " one worker");
        if (main.settings.bare().containsKey("dispatch_func"))
            throw new IllegalArgumentException("setting dispatch_func is not allowed with a WebSocket server,"
                    + " whose connections' messages have to go to one worker each");
    }

    private void initKernels(Entry entry) {
        KernelParts parts = new KernelParts(
                entry.name(),
                config,
                entry.routes,
                runtime.registry(),
                entry.settings.kernel(),
                setup.json,
                () -> (swoole4j.websocket.Server) runtime.server(),
                lifecycle::awaitWorkerStart,
                lifecycle::isStopping,
                lifecycle::tell,
                runtime,
                setup.messageMiddlewares.getOrDefault(entry.name(), List.of()),
                setup.messageExceptionHandlers.getOrDefault(entry.name(), List.of()));
        WebSocketKernel webSockets = entry.wiring.webSockets();
        if (webSockets != null) webSockets.init(parts);
        HttpKernel requests = entry.wiring.requests();
        if (requests != null) requests.init(parts);
    }

    // ---- the start

    /** Returns what the static verbs speak of. */
    AppRuntime runtime() {
        return runtime;
    }

    /** Returns the cluster. */
    Cluster cluster() {
        if (membership == null) throw new IllegalStateException("App.cluster(bus) was not called before the start");
        return membership.cluster();
    }

    /** Returns a server's port. */
    Port port(String name) {
        Port port = ports.get(entry(name).name());
        if (port == null) throw new IllegalStateException("the application has not been started");
        return port;
    }

    /** Runs until the server was shut down. */
    boolean run() {
        Server server = open(main);
        runtime.server(server);
        Applications.add(runtime);
        try {
            boolean ended = start(server);
            lifecycle.check();
            return ended;
        } finally {
            if (membership != null) membership.end();
            Applications.remove(runtime);
        }
    }

    private boolean start(Server server) {
        boolean begun = false;
        try {
            ports.put(main.name(), server.ports().getFirst());
            server.set(main.settings.bare());
            for (Entry entry : entries.values()) {
                if (!entry.name().equals(main.name())) ports.put(entry.name(), listen(server, entry));
            }
            register(server, main);
            lifecycle.register(server);
            runtime.scope(0).run(() -> begin(server));
            begun = true;
            return server.start();
        } finally {
            if (!begun) server.release();
        }
    }

    private void begin(Server server) {
        setup.listeners.tell(new AppEvent.BeforeMainServerStart(server, config));
        for (Entry entry : entries.values()) {
            try {
                Calls.server(entry.wiring.given(AppCallback.BEFORE_START), server, 0);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("beforeStart of server " + entry.name() + " failed", e);
            }
            setup.listeners.tell(new AppEvent.BeforeServerStart(entry.name()));
        }
    }

    /** The class follows what is spoken anywhere, so that its methods are there. */
    private Server open(Entry entry) {
        ServerSpec spec = entry.spec;
        int rank = entries.values().stream().anyMatch(one -> one.settings.webSocket()) ? 0 : rank(spec);
        return switch (rank) {
            case 0 -> new swoole4j.websocket.Server(spec.host(), spec.port(), setup.mode, spec.sockType());
            case 1 -> new swoole4j.http.Server(spec.host(), spec.port(), setup.mode, spec.sockType());
            default -> new Server(spec.host(), spec.port(), setup.mode, spec.sockType());
        };
    }

    private static Port listen(Server server, Entry entry) {
        ServerSpec spec = entry.spec;
        Port port = server.listen(spec.host(), spec.port(), spec.sockType());
        if (port == null) {
            int error = server.getLastError();
            throw new SwooleException(
                    "server " + spec.name() + ": failed to listen on " + spec.host() + ":" + spec.port() + ", error "
                            + error,
                    error);
        }
        Map<String, Object> settings = new HashMap<>(entry.settings.bare());
        settings.put("inherit_callbacks", false);
        port.set(settings);
        register(port, entry);
        return port;
    }

    private static void register(EventEmitter emitter, Entry entry) {
        entry.wiring.ofPort().forEach((event, callback) -> emitter.on(event.swooleName(), callback));
    }
}
