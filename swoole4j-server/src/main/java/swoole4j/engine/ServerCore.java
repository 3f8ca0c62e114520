package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_PROCESS;
import static swoole4j.Constants.WEBSOCKET_STATUS_ACTIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.ClientDefaults;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.admin.Admin;
import swoole4j.engine.config.ClientSettings;
import swoole4j.engine.config.Options;
import swoole4j.engine.config.ProcessSettings;
import swoole4j.engine.config.ServerSettings;
import swoole4j.engine.config.TaskSettings;
import swoole4j.engine.link.ConnectionState;
import swoole4j.engine.link.Seam;
import swoole4j.engine.process.CommandLine;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.worker.EventKind;
import swoole4j.engine.worker.ServerContext;
import swoole4j.internal.shared.SharedMemory;
import swoole4j.server.Callback;
import swoole4j.spi.AdminHandle;
import swoole4j.spi.ConnectionControl;
import swoole4j.spi.ConnectionsHandle;
import swoole4j.spi.DatagramHandle;
import swoole4j.spi.PortHandle;
import swoole4j.spi.RequestSource;
import swoole4j.spi.ResponseHandle;
import swoole4j.spi.ServerHandle;
import swoole4j.spi.ServerSpec;
import swoole4j.spi.TasksHandle;
import swoole4j.spi.WorkersHandle;
import swoole4j.websocket.CloseFrame;
import swoole4j.websocket.Frame;

/** Collects what a script sets up and delegates to the running server afterwards. */
final class ServerCore implements ServerHandle {
    private static final Logger log = LoggerFactory.getLogger(ServerCore.class);
    private static final int MOST_LISTED = 100;

    private static final List<ServerCore> STARTED = new CopyOnWriteArrayList<>();

    private final ServerSpec spec;
    private final Seam seam;
    private final Options options = new Options();
    private final List<PortCore> ports = new CopyOnWriteArrayList<>();
    private final PortCore primary;
    private final TasksCore tasks = new TasksCore(this);
    private final Admin admin;
    private boolean startedOnce;
    private final WorkerControl control = new WorkerControl(this);
    /** What this process is to the server when that has others. */
    private final @Nullable ProcessRole role;

    private volatile @Nullable Running running;

    ServerCore(ServerSpec spec, Seam seam) {
        this.spec = spec;
        this.seam = seam;
        this.role = ProcessRole.of(spec.mode());
        ListenAddress address = address(0, spec.host(), spec.port(), spec.type());
        this.primary = new PortCore(this, 0, address, spec.type(), options, null);
        ports.add(primary);
        this.admin = new Admin(spec.facade());
    }

    private ListenAddress address(int index, String host, int port, int type) {
        return role == null ? ListenAddress.claim(host, port, type) : role.address(index, host, port, type);
    }

    /** Returns the server whose coroutine calls, elsewhere the one that started last; null when none runs. */
    static @Nullable ServerCore current() {
        Scheduler scheduler = Scheduler.current();
        ServerCore last = null;
        for (ServerCore server : STARTED) {
            Running running = server.running;
            if (running == null || running.isOver()) continue;
            if (scheduler != null && scheduler.owner() == running) return server;
            last = server;
        }
        return last;
    }

    @Nullable
    Running running() {
        return running;
    }

    // ---- before the start

    boolean refuseWhenStarted(String warning) {
        if (!startedOnce) return false;
        return !refuse(warning);
    }

    private static boolean refuse(String warning) {
        log.warn("{}", warning);
        LastError.set(PortCore.refusedError());
        return false;
    }

    @Override
    public AdminHandle admin() {
        return admin;
    }

    @Override
    public boolean set(Map<String, ?> values) {
        return primary.set(values);
    }

    @Override
    public boolean on(String event, Callback callback) {
        return primary.on(event, callback);
    }

    @Override
    public @Nullable Callback getCallback(String event) {
        return primary.getCallback(event);
    }

    @Override
    public @Nullable PortHandle listen(String host, int port, int type) {
        if (refuseWhenStarted("server is running, unable to add a listener")) return null;
        try {
            ListenAddress address = address(ports.size(), host, port, type);
            PortCore added = new PortCore(this, ports.size(), address, type, Options.ofPort(), primary.callbacks());
            ports.add(added);
            return added;
        } catch (SwooleException e) {
            log.warn("{}", e.getMessage());
            LastError.set(e.code());
            return null;
        }
    }

    @Override
    public boolean start() {
        Operations operations;
        synchronized (this) {
            if (startedOnce) return refuse("server is running. unable to execute start");
            if (role != null) role.adopt(options, ports);
            List<ServerContext.Port> contexts = new ArrayList<>();
            for (PortCore port : ports) {
                ServerContext.Port context = port.context(options, spec.protocol());
                requireCallbacks(context);
                contexts.add(context);
            }
            operations = new Operations(admin, options, role != null);
            Running server = open(contexts, operations);
            ClientDefaults.use(ClientSettings.of(options, ClientDefaults.current()));
            options.complete(server.context().settings(), spec.protocol());
            startedOnce = true;
            running = server;
            operations.begin(server);
            if (spec.mode() != SWOOLE_PROCESS || role != null) SharedMemory.withoutChildren();
            STARTED.add(this); // behind the server that answers for the administration
            server.begin();
        }
        Running server = running;
        if (server != null) {
            try {
                server.await();
            } finally {
                STARTED.remove(this);
                operations.end();
            }
            if (role != null) System.exit(server.exitStatus()); // a worker does not come back from start()
        }
        return true;
    }

    @Override
    public synchronized boolean release() {
        if (refuseWhenStarted("server is running, unable to release it")) return false;
        startedOnce = true;
        for (PortCore port : ports) {
            port.address().close();
            port.address().release();
        }
        return true;
    }

    private Running open(List<ServerContext.Port> contexts, Operations operations) {
        try {
            return open(contexts);
        } catch (RuntimeException e) {
            operations.end();
            throw e;
        }
    }

    private Running open(List<ServerContext.Port> contexts) {
        ServerSettings settings = ServerSettings.of(options, spec.mode());
        TaskSettings taskSettings = TaskSettings.of(options);
        DispatchRules.apply(settings, spec.mode(), contexts);
        if (role != null) {
            return WorkerServer.of(new WorkerSetup(
                    spec.facade(),
                    role.identity(),
                    settings,
                    contexts,
                    primary.callbacks(),
                    taskSettings,
                    tasks.processes()));
        }
        ServerTls tls = ServerTls.open(ports, contexts, options);
        try {
            if (spec.mode() == SWOOLE_PROCESS) return master(settings, contexts, tls, taskSettings);
            var server = new RunningServer(new Assembly(
                    spec.facade(),
                    spec.mode(),
                    seam,
                    settings,
                    contexts,
                    tls,
                    primary.callbacks(),
                    taskSettings,
                    tasks.processes()));
            server.listen(ports.stream().map(PortCore::address).toList());
            return server;
        } catch (RuntimeException e) {
            tls.close();
            throw e;
        }
    }

    private Running master(
            ServerSettings settings, List<ServerContext.Port> contexts, ServerTls tls, TaskSettings taskSettings) {
        return new MasterServer(
                spec.facade(),
                settings,
                contexts,
                tls,
                primary.callbacks(),
                taskSettings,
                tasks.processes().size(),
                CommandLine.of(ProcessSettings.of(options)),
                ProcessRole.describe(options, ports),
                ports.stream().map(PortCore::address).toList());
    }

    private static void requireCallbacks(ServerContext.Port port) {
        if (port.kind().isDatagram()) {
            if (port.callbacks().has(EventKind.PACKET)) return;
            throw new SwooleException("require onPacket callback");
        }
        boolean satisfied = switch (port.settings().protocol()) {
            case WEBSOCKET -> port.callbacks().has(EventKind.MESSAGE);
            case HTTP -> port.callbacks().has(EventKind.REQUEST);
            case TCP -> port.callbacks().has(EventKind.RECEIVE);
            case REDIS -> port.callbacks().has(EventKind.REDIS_COMMAND);
        };
        if (satisfied) return;
        String name = switch (port.settings().protocol()) {
            case WEBSOCKET -> "onMessage";
            case HTTP -> "onRequest";
            case TCP -> "onReceive";
            case REDIS -> "onRedisCommand";
        };
        throw new SwooleException("require " + name + " callback");
    }

    // ---- while it runs

    /** Returns the running server; before and after it warns, sets 503 and returns null. */
    @Nullable
    Running live() {
        Running server = running;
        if (server == null || server.isOver()) {
            refuse("server is not running");
            return null;
        }
        return server;
    }

    @Override
    public boolean shutdown() {
        Running server = running;
        if (server == null || server.isOver()) {
            LastError.set(SwooleError.WRONG_OPERATION.number());
            return false;
        }
        return server.shutdown();
    }

    @Override
    public WorkersHandle workers() {
        return control;
    }

    @Override
    public void defer(Runnable task) {
        Scheduler.required("defer").defer(task);
    }

    @Override
    public boolean send(int fd, byte[] data) {
        Running server = live();
        return server != null && server.services().sender().send(fd, data);
    }

    @Override
    public boolean send(int fd, String text) {
        Running server = live();
        return server != null && server.services().sender().send(fd, text);
    }

    @Override
    public DatagramHandle datagrams() {
        return (host, port, data, serverSocket) -> {
            Running server = live();
            return server != null && server.services().datagrams().sendto(host, port, data, serverSocket);
        };
    }

    @Override
    public ResponseHandle response(int fd, @Nullable RequestSource request) {
        Running server = running;
        if (server == null) throw new SwooleException("server is not running, there is no response to create");
        return server.services().response(fd, request);
    }

    @Override
    public boolean push(int fd, String data, int opcode, int flags) {
        Running server = live();
        return server != null && server.services().sender().push(fd, data, opcode, flags);
    }

    @Override
    public boolean push(int fd, byte[] data, int opcode, int flags) {
        Running server = live();
        return server != null && server.services().sender().push(fd, data, opcode, flags);
    }

    @Override
    public boolean push(int fd, Frame frame) {
        Running server = live();
        return server != null && server.services().sender().push(fd, frame);
    }

    @Override
    public int pushAll(int[] fds, byte[] data, int opcode, long maxUnsent, IntConsumer slow) {
        Running server = live();
        return server == null ? 0 : server.services().sender().pushAll(fds, data, opcode, maxUnsent, slow);
    }

    @Override
    public boolean ping(int fd, byte[] data) {
        Running server = live();
        return server != null && server.services().sender().ping(fd, data);
    }

    @Override
    public boolean disconnect(int fd, int code, String reason) {
        Running server = live();
        return server != null && server.services().closer().disconnect(fd, code, reason);
    }

    @Override
    public boolean close(int fd, boolean reset) {
        Running server = live();
        return server != null && server.services().closer().close(fd, reset);
    }

    @Override
    public ConnectionControl control() {
        Running server = live();
        return server == null ? NoControl.INSTANCE : server.services().controls();
    }

    @Override
    public boolean exists(int fd) {
        ConnectionState connection = find(fd);
        return connection != null && connection.isOpen();
    }

    @Override
    public boolean isEstablished(int fd) {
        ConnectionState connection = find(fd);
        return connection != null && connection.isOpen() && connection.websocketStatus() == WEBSOCKET_STATUS_ACTIVE;
    }

    @Override
    public @Nullable CloseFrame closeFrame(int fd) {
        Running server = live();
        return server == null ? null : server.services().closer().closeFrame(fd);
    }

    @Override
    public @Nullable Map<String, Object> getClientInfo(int fd) {
        ConnectionState connection = find(fd);
        return connection == null ? null : connection.info();
    }

    @Override
    public @Nullable List<Integer> getClientList(int startFd, int count) {
        Running server = live();
        if (server == null) return null;
        if (count > MOST_LISTED) {
            log.warn("swoole connection list max_find_count={}", MOST_LISTED);
            return null;
        }
        if (startFd != 0 && !exists(startFd)) return null;
        List<Integer> found = new ArrayList<>();
        int fd = startFd;
        while (found.size() < count && (fd = server.context().view().next(fd)) != 0) found.add(fd);
        return found;
    }

    private @Nullable ConnectionState find(int fd) {
        Running server = live();
        return server == null ? null : server.context().view().find(fd);
    }

    @Override
    public int lastError() {
        return LastError.get();
    }

    @Override
    public TasksHandle tasks() {
        return tasks;
    }

    @Override
    public int mode() {
        return spec.mode();
    }

    @Override
    public List<PortHandle> ports() {
        return List.copyOf(ports);
    }

    @Override
    public ConnectionsHandle connections() {
        return primary.connections(-1);
    }

    @Override
    public String host() {
        return primary.host();
    }

    @Override
    public int port() {
        return primary.port();
    }

    @Override
    public int type() {
        return primary.type();
    }

    @Override
    public boolean ssl() {
        return primary.ssl();
    }

    @Override
    public int sock() {
        return primary.sock();
    }

    @Override
    public @Nullable Map<String, Object> getSocket() {
        return primary.getSocket();
    }

    @Override
    public @Nullable Map<String, Object> setting() {
        return options.given();
    }
}
