package swoole4j;

import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_SOCK_TCP;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import swoole4j.internal.Uncaught;
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
     * Gives back the addresses of a server that is not to be started any more, as Swoole does when such an object goes. Without
     * this they stay taken until the process ends.
     *
     * @return true; false with a warning after the server started
     */
    public boolean release() {
        return handle.release();
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
     * @return -1, where Swoole says false, when there is no such worker, or no process of it just then
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
        handle.defer(Uncaught.caught(callback));
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

    /** Gives a task to an idle task worker; see {@link #task(Object, int, Callback.OnData)}. */
    public int task(@Nullable Object data) {
        return task(data, -1);
    }

    /** Gives a task to a task worker; see {@link #task(Object, int, Callback.OnData)}. */
    public int task(@Nullable Object data, int dstWorkerId) {
        return handle.tasks().task(data, dstWorkerId, null);
    }

    /**
     * Gives a task to a task worker and goes on. Counterpart of {@code task()}. The result comes back to the worker that
     * calls, as the event finish; from user processes and ordinary threads none comes back.
     *
     * @param data null, Boolean, a number, String, byte[], List or Map of these, or a Serializable; the task worker
     *     gets a copy
     * @param dstWorkerId which task worker, from 0; -1 for an idle one, or the next when none is
     * @param finish called instead of the event finish, with the first result only
     * @return the task's id, 0 for a worker's first; -1 with a warning in a task worker, without task workers, for a
     *     dstWorkerId out of range, for other data, and when that worker's queue is full (2002). Swoole's queue has no limit
     */
    public int task(@Nullable Object data, int dstWorkerId, Callback.OnData<?, ?> finish) {
        return handle.tasks().task(data, dstWorkerId, Objects.requireNonNull(finish, "finish"));
    }

    /** Waits half a second for the result of a task; see {@link #taskwait(Object, double, int)}. */
    public @Nullable Object taskwait(@Nullable Object data) {
        return taskwait(data, 0.5);
    }

    /** Waits for the result of a task; see {@link #taskwait(Object, double, int)}. */
    public @Nullable Object taskwait(@Nullable Object data, double timeout) {
        return taskwait(data, timeout, -1);
    }

    /**
     * Gives a task to a task worker and waits for its first result; other coroutines of this worker run meanwhile.
     * Counterpart of {@code taskwait()}. In event workers only.
     *
     * @param timeout in seconds; 0 and less waits for ever
     * @return the result; null where Swoole returns false: when the time is over (error 10018, without coroutines 6002),
     *     and when the task could not be given
     */
    public @Nullable Object taskwait(@Nullable Object data, double timeout, int dstWorkerId) {
        return handle.tasks().taskwait(data, timeout, dstWorkerId);
    }

    /** Waits half a second for the results of several tasks; see {@link #taskWaitMulti(List, double)}. */
    public @Nullable Map<Integer, @Nullable Object> taskWaitMulti(List<?> tasks) {
        return taskWaitMulti(tasks, 0.5);
    }

    /**
     * Gives several tasks to task workers and waits for their results. Counterpart of {@code taskWaitMulti()}. In event
     * workers only.
     *
     * @param timeout in seconds, for all together
     * @return results by the position of their task, without those that did not come in time; null when no task could be
     *     given
     */
    public @Nullable Map<Integer, @Nullable Object> taskWaitMulti(List<?> tasks, double timeout) {
        return handle.tasks().taskWaitMulti(tasks, timeout);
    }

    /** Waits half a second for the results of several tasks; see {@link #taskCo(List, double)}. */
    public @Nullable List<@Nullable Object> taskCo(List<?> tasks) {
        return taskCo(tasks, 0.5);
    }

    /**
     * Gives several tasks to task workers and waits for their results. Counterpart of {@code taskCo()}. In event workers
     * only.
     *
     * @param tasks 1 to 1023
     * @param timeout in seconds, for all together
     * @return one result for each task, {@code false} where it did not come in time; null for too many tasks, and when none
     *     could be given (2002)
     */
    public @Nullable List<@Nullable Object> taskCo(List<?> tasks, double timeout) {
        return handle.tasks().taskCo(tasks, timeout);
    }

    /**
     * Sends a result of the task that this task worker runs. Counterpart of {@code finish()}; any number of times. With
     * {@code task_enable_coroutine} only {@link swoole4j.server.Task#finish} knows the task.
     *
     * @return false with a warning outside of a task, when nobody wants a result, or when it cannot be sent
     */
    public boolean finish(@Nullable Object result) {
        return handle.tasks().finish(result);
    }

    /**
     * Sends a message to an event or task worker, as its event pipeMessage. Counterpart of {@code sendMessage()}; from any
     * worker, user process or thread. Messages from one to another arrive in order.
     *
     * @param message null, Boolean, a number, String, byte[], List or Map of these, or a Serializable; the receiver
     *     gets a copy
     * @return false with a warning when pipeMessage has no callback, for this worker itself and for ids of no worker, for
     *     other values, and when too many messages wait for that worker (506)
     */
    public boolean sendMessage(@Nullable Object message, int dstWorkerId) {
        return handle.tasks().sendMessage(message, dstWorkerId);
    }

    /**
     * Adds a process that the server starts, and starts again whenever it ends, until the server does. Counterpart of
     * {@code addProcess()}. It has coroutines of its own; in {@code SWOOLE_PROCESS} it is a JVM, elsewhere a thread of this one.
     *
     * @return its index, from 0; -1 with a warning after the server started
     */
    public int addProcess(Process process) {
        return handle.tasks().addProcess(Objects.requireNonNull(process, "process"));
    }

    /**
     * Sends bytes as they are, without framing. Counterpart of {@code send()}; on a WebSocket connection the bytes must be
     * frames, such as {@link swoole4j.websocket.Server#pack} makes them.
     *
     * @return true when accepted for sending; false for an unknown (1005) or closed (1004) fd, empty data (550), or when the
     *     connection's unsent bytes are over the limit and the caller is no coroutine (1009)
     */
    public boolean send(int fd, byte[] data) {
        return handle.send(fd, data);
    }

    /** Sends a string as UTF-8; see {@link #send(int, byte[])}. */
    public boolean send(int fd, String data) {
        return handle.send(fd, data);
    }

    /** Sends a whole file; see {@link #sendfile(int, String, long, long)}. */
    public boolean sendfile(int fd, String path) {
        return sendfile(fd, path, 0, 0);
    }

    /** Sends a file from {@code offset} on; see {@link #sendfile(int, String, long, long)}. */
    public boolean sendfile(int fd, String path, long offset) {
        return sendfile(fd, path, offset, 0);
    }

    /**
     * Sends part of a file as it is, in order with what {@link #send} sends. Counterpart of {@code sendfile()}. The file is read
     * while it is sent; should it have become too short by then, the connection ends. Until it is sent it counts as at most
     * 64 KiB of the connection's unsent bytes.
     *
     * @param offset the first byte
     * @param length how many bytes, 0 for the rest of the file
     * @return true when accepted; false for a file that is missing, cannot be read or ends before {@code offset} (502), is no
     *     regular file (9013) or has too long a name (504), for numbers that are negative or beyond its end (505), and for all
     *     reasons of {@link #send(int, byte[])}
     */
    public boolean sendfile(int fd, String path, long offset, long length) {
        return handle.control().sendfile(fd, path, offset, length);
    }

    /** Sends a string as UTF-8 and waits; see {@link #sendwait(int, byte[])}. */
    public boolean sendwait(int fd, String data) {
        return handle.control().sendwait(fd, data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends as {@link #send(int, byte[])} does and waits until the kernel has taken all. Counterpart of {@code sendwait()}.
     * Differs from Swoole: the calling coroutine waits, not its whole worker.
     *
     * @return false for all reasons of {@code send}, with a warning outside of event workers, when the connection ends
     *     meanwhile (104), or after {@code send_timeout} (10018)
     */
    public boolean sendwait(int fd, byte[] data) {
        return handle.control().sendwait(fd, data.clone());
    }

    /**
     * Reads nothing more from a connection, which slows its peer down, until {@link #resume}. Counterpart of {@code pause()}.
     * What was read before still reaches its callback. The peer's end is not noticed meanwhile, unless it is a reset; heartbeats
     * are neither, see {@link #protect(int, boolean)}.
     *
     * @return true, also when it is paused already; false for an unknown fd (1005)
     */
    public boolean pause(int fd) {
        return handle.control().pause(fd);
    }

    /**
     * Reads from a connection again. Counterpart of {@code resume()}.
     *
     * @return true, also when it was not paused; false for an unknown fd (1005)
     */
    public boolean resume(int fd) {
        return handle.control().resume(fd);
    }

    /** Begins to read from a connection that {@code enable_delay_receive} holds back; the same as {@link #resume}. */
    public boolean confirm(int fd) {
        return resume(fd);
    }

    /** Keeps a connection from being closed when it is idle; see {@link #protect(int, boolean)}. */
    public boolean protect(int fd) {
        return protect(fd, true);
    }

    /**
     * Keeps a connection from being closed when it is idle, by {@code heartbeat_idle_time}, {@code max_idle_time} or
     * {@code websocket_pong_timeout}, or allows that again. Counterpart of {@code protect()}.
     *
     * @return false for an unknown fd (1005)
     */
    public boolean protect(int fd, boolean on) {
        return handle.control().protect(fd, on);
    }

    /**
     * Gives a connection the id of its user, once, which {@link #getClientInfo} shows as {@code uid} and {@code dispatch_mode} 5
     * goes by. Counterpart of {@code bind()}.
     *
     * @param uid -2147483648 to 4294967295; negative ones show as that many below 4294967296, and 0 leaves it unset
     * @return false when it is bound already, for an unknown fd (1005), and with a warning for an id out of range (505)
     */
    public boolean bind(int fd, long uid) {
        return handle.control().bind(fd, uid);
    }

    /** Lists idle connections; see {@link #heartbeat(boolean)}. */
    public @Nullable List<Integer> heartbeat() {
        return heartbeat(false);
    }

    /**
     * Lists the connections from which nothing came for longer than their port's {@code heartbeat_idle_time}, protected ones
     * left out. Counterpart of {@code heartbeat()}.
     *
     * @param close closes them too, without sending what is queued; their close callbacks get reactorId -1
     * @return null when neither {@code heartbeat_check_interval} nor {@code heartbeat_idle_time} is set
     */
    public @Nullable List<Integer> heartbeat(boolean close) {
        return handle.control().heartbeat(close);
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
     * coroutine of the connection's worker; it gets reactorId -1. What it sends until it first waits still leaves.
     *
     * @param reset drop what is queued and reset the connection
     * @return false for an unknown or closed fd (1005), or one that is being closed, as inside its own close callback (1003)
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
     * Returns facts about a connection, counterpart of {@code getClientInfo()}: uid (when {@linkplain #bind bound}),
     * websocket_status (WebSocket ports only), ssl_client_cert (when the client sent one), server_port, server_fd, socket_fd, socket_type, remote_port, remote_ip, reactor_id, connect_time, last_time,
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
