package swoole4j;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;
import swoole4j.server.Command;
import swoole4j.server.Connections;
import swoole4j.server.EventEmitter;
import swoole4j.server.Port;
import swoole4j.spi.Engines;
import swoole4j.spi.PortHandle;
import swoole4j.spi.ServerHandle;
import swoole4j.spi.ServerSpec;

/**
 * A TCP server with event callbacks, counterpart of {@code Swoole\Server}.
 *
 * <p>Properties of the PHP object are methods of the same name. Methods that act on a connection may be called from any
 * worker and any thread. What PHP answers with {@code false} is {@code false} here, or {@code null} where the PHP method
 * returns a value; {@link #getLastError()} then tells the reason. Before {@link #start()} such methods log
 * {@code server is not running} and return false with error 503.
 */
public class Server extends EventEmitter {
    private final ServerHandle handle;

    /** Listens on all IPv4 addresses on a free port; {@link #port()} tells which. */
    public Server() {
        this("0.0.0.0", 0);
    }

    /** Listens on {@code host} on a free port. */
    public Server(String host) {
        this(host, 0);
    }

    /** Listens on {@code host} and {@code port} in {@code SWOOLE_BASE} mode. */
    public Server(String host, int port) {
        this(host, port, SWOOLE_BASE);
    }

    /** Listens on {@code host} and {@code port} in the given mode. */
    public Server(String host, int port, int mode) {
        this(host, port, mode, SWOOLE_SOCK_TCP);
    }

    /**
     * Binds the address; connections are accepted from {@link #start()} on.
     *
     * @param host an IP address or host name
     * @param port 0 for any free port, which {@link #port()} holds at once
     * @param mode {@code SWOOLE_BASE}
     * @param type {@code SWOOLE_SOCK_TCP} or {@code SWOOLE_SOCK_TCP6}
     * @throws SwooleException for a mode that does not exist, a port out of range (9004), an address in use (98)
     */
    public Server(String host, int port, int mode, int type) {
        this(ServerSpec.Protocol.TCP, host, port, mode, type);
    }

    /** Binds the address for a server class that speaks {@code protocol}. */
    @SuppressWarnings("this-escape") // the engine keeps the facade for callbacks, which run after start() only
    protected Server(ServerSpec.Protocol protocol, String host, int port, int mode, int type) {
        Objects.requireNonNull(host, "host");
        this.handle = Engines.server().open(new ServerSpec(this, protocol, host, port, mode, type));
    }

    /** Returns the engine's side of this server. */
    protected final ServerHandle handle() {
        return handle;
    }

    @Override
    protected final boolean register(String event, Callback callback) {
        return handle.on(event, callback);
    }

    /**
     * Sets options, counterpart of {@code set()}. Merges into {@link #setting()} and applies to the first port as well.
     *
     * @return true; false with a warning and error 503 after the server started
     * @throws SwooleException for a value of the wrong type or out of range, naming key, value and what is allowed
     */
    public boolean set(Map<String, ?> options) {
        return handle.set(options);
    }

    /** Returns the callback of an event by its case-insensitive name, or null. Counterpart of {@code getCallback()}. */
    public @Nullable Callback getCallback(String event) {
        return handle.getCallback(event);
    }

    /**
     * Listens on one more address, counterpart of {@code listen()}.
     *
     * <p>A port whose {@link Port#set} is never called takes over the whole setting of the server; one with own settings
     * starts from the defaults. A callback that the port misses is the server's.
     *
     * @return the port, or null with a warning when the server runs or the address cannot be bound
     */
    public @Nullable Port listen(String host, int port, int type) {
        PortHandle added = handle.listen(host, port, type);
        return added == null ? null : new Port(added);
    }

    /** Alias of {@link #listen}. */
    public @Nullable Port addlistener(String host, int port, int type) {
        return listen(host, port, type);
    }

    /**
     * Runs the server; returns when it was shut down. Counterpart of {@code start()}.
     *
     * @return true after a complete shutdown; false with a warning when it runs or ran already
     * @throws SwooleException {@code require onMessage callback} and the like when a callback that the protocol needs is missing
     */
    public boolean start() {
        return handle.start();
    }

    /**
     * Begins the graceful end: no new connections, running callbacks finish, then every connection is closed, within
     * {@code max_wait_time} seconds. Counterpart of {@code shutdown()}; SIGTERM and SIGINT do the same.
     *
     * @return true; false when the server does not run
     */
    public boolean shutdown() {
        return handle.shutdown();
    }

    /**
     * Reads certificates and keys of all ports again; connections from here on use them, those that are open stay as they
     * are. Counterpart of {@code reload()}; SIGUSR1 does the same.
     *
     * @return true; false when the server does not run, or when a file cannot be used: then an error is logged and that
     *     port keeps what it has
     */
    public boolean reload() {
        return reload(false);
    }

    /**
     * See {@link #reload()}.
     *
     * @param onlyTaskWorkers leaves everything but task workers alone
     */
    public boolean reload(boolean onlyTaskWorkers) {
        return handle.reload(onlyTaskWorkers);
    }

    /** Runs {@code callback} in this worker after the current turn; {@link Event#defer}, which Swoole 6 kept alone. */
    public void defer(Callback.Plain callback) {
        handle.defer(Coroutine.task(callback));
    }

    /** Calls {@code callback} every {@code ms} milliseconds in this worker; {@link Timer#tick}. */
    public int tick(long ms, Timer.Tick callback) {
        return Timer.tick(ms, callback);
    }

    /** Calls {@code callback} once after {@code ms} milliseconds in this worker; {@link Timer#after}. */
    public int after(long ms, Callback.Plain callback) {
        return Timer.after(ms, callback);
    }

    /** Ends a timer of this worker; {@link Timer#clear}. */
    public boolean clearTimer(int timerId) {
        return Timer.clear(timerId);
    }

    /**
     * Sends bytes as they are, without framing. Counterpart of {@code send()}; on a WebSocket connection the bytes must be
     * frames, such as {@link swoole4j.websocket.Server#pack} makes them.
     *
     * @return true when accepted for sending; false for an unknown (1005) or closed (1004) fd, empty data (550), or when the
     *     connection's unsent bytes are over the limit and the caller is no coroutine (1009)
     */
    public boolean send(int fd, byte[] data) {
        return handle.send(fd, data.clone());
    }

    /** Sends a string as UTF-8; see {@link #send(int, byte[])}. */
    public boolean send(int fd, String data) {
        return handle.send(fd, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes a connection after what is queued was sent; see {@link #close(int, boolean)}. */
    public boolean close(int fd) {
        return close(fd, false);
    }

    /**
     * Closes a connection, counterpart of {@code close()}. The close callback runs inside this call when the caller is a
     * coroutine of the connection's worker; it gets reactorId -1.
     *
     * @param reset drop what is queued and reset the connection
     * @return false for an unknown or closed fd (1005), or inside its own close callback (1003)
     */
    public boolean close(int fd, boolean reset) {
        return handle.close(fd, reset);
    }

    /** Tells whether {@code fd} is a live connection of any kind; false once closing began. */
    public boolean exists(int fd) {
        return handle.exists(fd);
    }

    /** Alias of {@link #exists}. */
    public boolean exist(int fd) {
        return exists(fd);
    }

    /**
     * Returns facts about a connection, counterpart of {@code getClientInfo()}: websocket_status (WebSocket ports only),
     * server_port, server_fd, socket_fd, socket_type, remote_port, remote_ip, reactor_id, connect_time, last_time,
     * last_recv_time, last_send_time, last_dispatch_time, close_errno, recv_queued_bytes, send_queued_bytes.
     * Times are seconds since the epoch. Differs from Swoole: server_fd and socket_fd are stable numbers of this server,
     * not descriptors.
     *
     * @return null for an unknown fd
     */
    public @Nullable Map<String, Object> getClientInfo(int fd) {
        return handle.getClientInfo(fd);
    }

    /** Alias of {@link #getClientInfo}. */
    public @Nullable Map<String, Object> connection_info(int fd) {
        return getClientInfo(fd);
    }

    /** Returns the first ten fds; see {@link #getClientList(int, int)}. */
    public @Nullable List<Integer> getClientList() {
        return getClientList(0, 10);
    }

    /** Returns ten fds after {@code startFd}; see {@link #getClientList(int, int)}. */
    public @Nullable List<Integer> getClientList(int startFd) {
        return getClientList(startFd, 10);
    }

    /**
     * Returns up to {@code count} fds after {@code startFd}, by ascending {@code socket_fd}. Counterpart of {@code getClientList()}.
     *
     * @return an empty list at the end; null when {@code startFd} is neither 0 nor live, or {@code count} is over 100
     */
    public @Nullable List<Integer> getClientList(int startFd, int count) {
        return handle.getClientList(startFd, count);
    }

    /** Alias of {@link #getClientList(int, int)}. */
    public @Nullable List<Integer> connection_list(int startFd, int count) {
        return getClientList(startFd, count);
    }

    /**
     * Returns counters of this server, counterpart of {@code stats()}, in this order: start_time, connection_num, abort_count
     * (accepted, then refused), accept_count, close_count, worker_num, task_worker_num, user_worker_num, idle_worker_num,
     * dispatch_count (events handed to workers), request_count (receive, packet, request and message callbacks that have
     * returned), response_count, total_recv_bytes, total_send_bytes, pipe_packet_msg_id, concurrency (HTTP requests in
     * work), session_round (the last fd), min_fd and max_fd (of {@code socket_fd}); in a worker also worker_request_count,
     * worker_response_count, worker_dispatch_count and worker_concurrency; with task workers task_idle_worker_num,
     * tasking_num and task_count; at last coroutine_num and coroutine_peek_num (Swoole's spelling) of this worker, outside
     * of workers of all. start_time is seconds since the epoch. Any thread. Differs
     * from Swoole: a request counts when its callback returned, not when it first waited; pipe_packet_msg_id is 0, since
     * there are no pipes.
     *
     * @return null before the start and after the end
     */
    public @Nullable Map<String, Long> stats() {
        return handle.admin().stats();
    }

    /**
     * Registers a command, counterpart of {@code addCommand()}.
     *
     * @param name what {@link #command} and the admin server call it
     * @param acceptedProcessTypes who can carry it out: {@code SWOOLE_SERVER_COMMAND_MASTER}, {@code _EVENT_WORKER},
     *     {@code _TASK_WORKER} and {@code _MANAGER}, or-ed
     * @return false when the name is taken; false with a warning after the start or for {@code _REACTOR_THREAD}
     */
    public <S extends Server> boolean addCommand(String name, int acceptedProcessTypes, Command<S> command) {
        return handle.admin().addCommand(name, acceptedProcessTypes, command);
    }

    /** Carries a command out and takes its reply as JSON; see {@link #command(String, int, int, Object, boolean)}. */
    public @Nullable Object command(String name, int processId, int processType, @Nullable Object data) {
        return command(name, processId, processType, data, true);
    }

    /**
     * Carries a command out in another worker and waits for its reply, counterpart of {@code command()}. Callable in
     * coroutines of worker 0 only, which is the master in {@code SWOOLE_BASE}. Differs from Swoole: gives up after ten
     * seconds (10018) instead of never.
     *
     * @param processId which of them, from 0 on
     * @param processType whom to ask, such as {@code SWOOLE_SERVER_COMMAND_EVENT_WORKER}
     * @param data null, a boolean, number, string, list or map; the command gets it as JSON
     * @param jsonDecode whether the reply is JSON to be read: maps, lists, strings, {@code Long}, {@code Double}, booleans
     * @return the reply; null for a name that is unknown (9012), a processType that the command does not accept (507), a
     *     processId that does not exist or a caller that may not (505)
     */
    public @Nullable Object command(
            String name, int processId, int processType, @Nullable Object data, boolean jsonDecode) {
        return handle.admin().command(name, processId, processType, data, jsonDecode);
    }

    /** Returns the server that answers commands over HTTP while this one runs, or null without {@code admin_server}. */
    public swoole4j.http.@Nullable Server adminServer() {
        return handle.admin().adminServer();
    }

    /** Returns the error number of the last failure in this worker; see {@link Swoole#lastError()}. */
    public int getLastError() {
        return handle.lastError();
    }

    /** Returns the id of the worker that runs the caller, counterpart of {@code getWorkerId()}; -1 outside of workers. */
    public int getWorkerId() {
        return workerId();
    }

    /** Returns the live connections of all ports; iterable, countable, with {@code contains}. */
    public Connections connections() {
        return new Connections(handle.connections());
    }

    /** Returns the options set so far, or null before the first {@link #set}. */
    public @Nullable Map<String, Object> setting() {
        return handle.setting();
    }

    /** Returns the host of the first port as given. */
    public String host() {
        return handle.host();
    }

    /** Returns the bound number of the first port. */
    public int port() {
        return handle.port();
    }

    /** Returns the socket type of the first port without the TLS bit. */
    public int type() {
        return handle.type();
    }

    /** Tells whether the first port speaks TLS. */
    public boolean ssl() {
        return handle.ssl();
    }

    /** Returns the mode, such as {@code SWOOLE_BASE}. */
    public int mode() {
        return handle.mode();
    }

    /** Returns all ports, the first one first. */
    public List<Port> ports() {
        return handle.ports().stream().map(Port::new).toList();
    }

    /** Returns the id of the worker that runs the caller, -1 outside of workers. */
    public int workerId() {
        return handle.workerId();
    }

    /** Returns the process id once the server runs, 0 before. */
    public int masterPid() {
        return pid();
    }

    /** Returns 0: {@code SWOOLE_BASE} has no manager process. */
    public int managerPid() {
        return 0;
    }

    /** Returns the process id once the server runs, 0 before. */
    public int workerPid() {
        return pid();
    }

    /** Tells whether the caller runs in a task worker; false in {@code SWOOLE_BASE} without task workers. */
    public boolean taskworker() {
        return false;
    }

    private int pid() {
        return handle.started() ? (int) ProcessHandle.current().pid() : 0;
    }
}
