package swoole4j.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.Constants;
import swoole4j.Coroutine;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.CoroutineState;
import swoole4j.core.coroutine.LastError;
import swoole4j.coroutine.Server;
import swoole4j.coroutine.Socket;
import swoole4j.coroutine.server.Connection;

/** Accepts connections and gives each a coroutine, until it is told to end. Any thread, but for {@link #run}. */
public final class AcceptLoop {
    private static final Logger log = LoggerFactory.getLogger("swoole4j.Coroutine.Server");
    private static final String UNIX = "unix:/";
    private static final int INVALID = 22;
    private static final int ABORTED = 103;
    private static final int TIMED_OUT = 110;
    private static final int CANCELED = 125;

    private final Socket socket;
    private final boolean ssl;
    private final int port;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable Map<String, Object> settings;
    private volatile Server.@Nullable Handler handler;
    private volatile int errCode;

    private enum State {
        NEW,
        RUNNING,
        ENDED
    }

    private AcceptLoop(Socket socket, boolean ssl, int port) {
        this.socket = socket;
        this.ssl = ssl;
        this.port = port;
    }

    /**
     * Binds an address.
     *
     * @throws SwooleException in Swoole's words, with the number of the system's error
     */
    public static AcceptLoop bind(String host, int port, boolean ssl, boolean reusePort) {
        boolean path = host.startsWith(UNIX);
        int domain = path ? Constants.AF_UNIX : host.indexOf(':') >= 0 ? Constants.AF_INET6 : Constants.AF_INET;
        Socket socket = new Socket(domain, Constants.SOCK_STREAM);
        socket.setOption(Constants.SOL_SOCKET, Constants.SO_REUSEADDR, 1);
        if (reusePort) socket.setOption(Constants.SOL_SOCKET, Constants.SO_REUSEPORT, 1);
        String address = path ? host.substring(UNIX.length() - 1).replaceFirst("^/+", "/") : host;
        if (!socket.bind(address, port)) {
            throw new SwooleException("bind(" + host + ":" + port + ") failed: " + socket.errMsg(), socket.errCode());
        }
        Map<String, Object> bound = socket.getsockname();
        return new AcceptLoop(socket, ssl, bound != null && bound.get("port") instanceof Integer real ? real : port);
    }

    /** Merges options. */
    public synchronized void set(Map<String, ?> options) {
        Map<String, Object> before = settings;
        Map<String, Object> merged = before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
        merged.putAll(options);
        settings = merged;
    }

    /** Says who handles connections. */
    public void handle(Server.Handler with) {
        handler = with;
    }

    /** Accepts; tells whether it began. */
    public boolean run() {
        CoroutineState.required("start");
        Server.Handler with = handler;
        if (with == null) return failed();
        if (!state.compareAndSet(State.NEW, State.RUNNING)) {
            LastError.set(SwooleError.WRONG_OPERATION.number());
            return false;
        }
        if (!prepare()) {
            state.compareAndSet(State.RUNNING, State.NEW);
            return failed();
        }
        try {
            boolean more = true;
            while (more && state.get() == State.RUNNING) {
                Socket accepted = socket.accept();
                more = accepted == null ? goesOn() : begin(accepted, with);
            }
            return true;
        } finally {
            shutdown();
        }
    }

    private boolean failed() {
        errCode = INVALID;
        return false;
    }

    private boolean prepare() {
        Map<String, Object> given = settings;
        Map<String, Object> options = given == null ? new LinkedHashMap<>() : new LinkedHashMap<>(given);
        if (ssl) options.put("open_ssl", true);
        return (options.isEmpty() || socket.setProtocol(options)) && socket.listen();
    }

    /** Gives a connection a coroutine. Where there are too many it is closed, and no other comes for a while. */
    private boolean begin(Socket accepted, Server.Handler with) {
        if (Coroutine.go(() -> serve(accepted, with)) > 0) return true;
        accepted.close();
        return pause();
    }

    private static void serve(Socket accepted, Server.Handler with) {
        try {
            with.handle(new Connection(accepted));
        } catch (Throwable e) {
            log.error("uncaught exception of a connection's handler", e);
            accepted.close();
        }
    }

    /** Tells whether another connection may be accepted after this one was not: whatever a peer does, the server goes on. */
    private boolean goesOn() {
        int why = socket.errCode();
        if (state.get() != State.RUNNING || why == TIMED_OUT || why == ABORTED) return true;
        if (why == CANCELED) {
            errCode = why;
            return false;
        }
        log.warn("accept failed, Error: {}[{}]", socket.errMsg(), why);
        return pause();
    }

    /** Waits for better times; false when cancelled meanwhile. */
    private boolean pause() {
        if (Coroutine.sleep(1)) return true;
        errCode = CANCELED;
        return false;
    }

    /** Ends it; false when it has ended. */
    public boolean shutdown() {
        return state.getAndSet(State.ENDED) != State.ENDED && socket.close();
    }

    /** Returns the port that is bound. */
    public int port() {
        return port;
    }

    /** Returns the number of the socket. */
    public int fd() {
        return socket.fd();
    }

    /** Returns its domain. */
    public int domain() {
        return socket.domain();
    }

    /** Returns the options that were set, or null. */
    public @Nullable Map<String, Object> settings() {
        return settings;
    }

    /** Returns why it ended by itself, 0 when it did not. */
    public int errCode() {
        return errCode;
    }
}
