package swoole4j;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.server.Callback;
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
     * @param host an IP address or host name, or the path of a Unix socket
     * @param port 0 for any free port, which {@link #port()} holds at once; ignored for a path
     * @param mode {@code SWOOLE_BASE}
     * @param type one of the {@code SWOOLE_SOCK_TCP} family; {@code | SWOOLE_SSL} for TLS, not with datagrams
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
     * starts from the defaults. A callback that the port misses is the server's. All six kinds of socket may stand beside
     * each other; those of UDP, and Unix sockets with datagrams, need a {@code packet} callback.
     *
     * @param host an IP address of the type's family, a host name that has one, or the path of a Unix socket, which has 106
     *     bytes at most and is removed at the end
     * @param port 0 for any free port; ignored for a path
     * @param type one of the {@code SWOOLE_SOCK_TCP} family, with {@code | SWOOLE_SSL} for TLS
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

    /** Replaces all workers; see {@link #reload(boolean)}. */
    public boolean reload() {
        return reload(false);
    }

    /**
     * Replaces the workers, counterpart of {@code reload()}; SIGUSR1 does the same. It only begins that; beforeReload and
     * afterReload tell when. A second call meanwhile has no effect.
     *
     * <p>Each worker finishes its callbacks, within {@code max_wait_time} seconds, with workerExit meanwhile, then workerStop;
     * another one begins with workerStart. In {@code SWOOLE_THREAD} connections stay, and the messages that come go to the
     * new worker at once. In {@code SWOOLE_BASE} a worker's connections are closed. Classes are not loaded again.
     * Certificates and keys of all ports are read again, which Swoole does not do.
     *
     * @param onlyTaskWorkers leaves everything but task workers alone
     * @return true; false when the server does not run, when a certificate cannot be used, so that nothing changes, and
     *     in {@code SWOOLE_BASE} when there is one single worker and nothing else to replace (507)
     */
    public boolean reload(boolean onlyTaskWorkers) {
        return handle.workers().reload(onlyTaskWorkers);
    }

    /** Replaces the worker that calls; see {@link #stop(int)}. */
    public boolean stop() {
        return stop(-1);
    }

    /**
     * Ends one worker in order, which is then replaced, counterpart of {@code stop()}. The calling callback goes on. Where
     * nothing can be replaced, in {@code SWOOLE_BASE} with one single worker, the server ends.
     *
     * @param worker its id, or -1 for the one that calls
     * @return true; false when there is no such worker (505), or for -1 outside of workers (509)
     */
    public boolean stop(int worker) {
        return handle.workers().stop(worker);
    }

    /** Returns the status of the worker that calls; see {@link #getWorkerStatus(int)}. */
    public int getWorkerStatus() {
        return getWorkerStatus(-1);
    }

    /**
     * Tells what a worker does, counterpart of {@code getWorkerStatus()}.
     *
     * @param worker its id, or -1 for the one that calls
     * @return 1 busy, 2 idle, 3 about to end; -1, where Swoole says false, when there is no such worker
     */
    public int getWorkerStatus(int worker) {
        return handle.workers().status(worker);
    }

    /** Returns the process id of the worker that calls; see {@link #getWorkerPid(int)}. */
    public int getWorkerPid() {
        return getWorkerPid(-1);
    }

    /**
     * Returns the process id of a worker, counterpart of {@code getWorkerPid()}. All workers that are threads have the same.
     *
     * @param worker its id, or -1 for the one that calls
     * @return -1, where Swoole says false, when there is no such worker
     */
    public int getWorkerPid(int worker) {
        return handle.workers().pid(worker);
    }

    /** Returns {@link #masterPid()}. */
    public int getMasterPid() {
        return masterPid();
    }

    /** Returns {@link #managerPid()}. */
    public int getManagerPid() {
        return managerPid();
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

    /** Sends a datagram to the path of a Unix socket from the last such port; see {@link #sendto(String, int, byte[], int)}. */
    public boolean send(String path, byte[] data) {
        return send(path, data, -1);
    }

    /** Sends a datagram to the path of a Unix socket; see {@link #sendto(String, int, byte[], int)}. */
    public boolean send(String path, byte[] data, int serverSocket) {
        return sendto(path, 0, data, serverSocket);
    }

    /** Sends a string as UTF-8; see {@link #send(String, byte[])}. */
    public boolean send(String path, String data) {
        return send(path, data, -1);
    }

    /** Sends a string as UTF-8; see {@link #send(String, byte[], int)}. */
    public boolean send(String path, String data, int serverSocket) {
        return sendto(path, 0, data, serverSocket);
    }

    /** Sends a datagram from the port of that family that was added last; see {@link #sendto(String, int, byte[], int)}. */
    public boolean sendto(String ip, int port, byte[] data) {
        return sendto(ip, port, data, -1);
    }

    /**
     * Sends a datagram, counterpart of {@code sendto()}. It goes out from a port of this server with datagrams.
     *
     * <p>Any worker and any thread may call this. What a socket's buffer does not take waits, up to
     * {@code socket_buffer_size} bytes for each port; beyond that a coroutine waits up to a second for room, and any other
     * caller gets false. As ever with UDP nobody tells whether the datagram arrives.
     *
     * @param ip the peer's address as the packet callback got it: with a colon one of IPv6, with a leading slash the path of
     *     a Unix socket, else one of IPv4. A host name is looked up as IPv4, which stalls the worker meanwhile
     * @param port the peer's port; ignored for a path
     * @param data up to 65507 bytes for IPv4, 65527 for IPv6, 65536 for a path
     * @param serverSocket which socket to send from, as {@code server_socket} of the packet callback; -1 for the last added
     *     one of the family
     * @return true when accepted for sending; false for empty data (550), without a listener of the family (507), for a
     *     {@code serverSocket} that is none of the family (6003), an address that is none (722), a bad port (723), a path
     *     that is too long (504), too much data (90), or without room (1009)
     */
    public boolean sendto(String ip, int port, byte[] data, int serverSocket) {
        return handle.datagrams().sendto(ip, port, data.clone(), serverSocket);
    }

    /** Sends a string as UTF-8; see {@link #sendto(String, int, byte[])}. */
    public boolean sendto(String ip, int port, String data) {
        return sendto(ip, port, data, -1);
    }

    /** Sends a string as UTF-8; see {@link #sendto(String, int, byte[], int)}. */
    public boolean sendto(String ip, int port, String data, int serverSocket) {
        return handle.datagrams().sendto(ip, port, data.getBytes(StandardCharsets.UTF_8), serverSocket);
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

    /** Returns the options of the first port's socket; see {@link Port#getSocket}. */
    public @Nullable Map<String, Object> getSocket() {
        return handle.getSocket();
    }

    /** Returns the options of the socket of the port with that number, or null when there is none; 0 is the first port. */
    public @Nullable Map<String, Object> getSocket(int port) {
        if (port == 0) return getSocket();
        for (PortHandle one : handle.ports()) {
            if (one.port() == port) return one.getSocket();
        }
        return null;
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
        return handle.workers().workerId();
    }

    /** Returns the process id once the server runs, 0 before. */
    public int masterPid() {
        return handle.workers().masterPid();
    }

    /**
     * Returns the process id once the server runs, 0 before, and in {@code SWOOLE_BASE} with one single worker, which has no
     * manager. The manager is a thread, in which the events of the manager are called.
     */
    public int managerPid() {
        return handle.workers().managerPid();
    }

    /** Returns the process id once the server runs, 0 before. */
    public int workerPid() {
        return handle.workers().workerPid();
    }

    /** Tells whether the caller runs in a task worker. */
    public boolean taskworker() {
        return handle.workers().taskworker();
    }
}
