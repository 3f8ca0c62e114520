package swoole4j.engine;

import static swoole4j.Constants.SWOOLE_SOCK_TCP;
import static swoole4j.Constants.SWOOLE_SOCK_TCP6;
import static swoole4j.Constants.SWOOLE_SOCK_UNIX_STREAM;
import static swoole4j.Constants.SWOOLE_SSL;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.core.coroutine.LastError;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.engine.config.Options;
import swoole4j.engine.reactor.ListenAddress;
import swoole4j.engine.worker.Routes;
import swoole4j.server.Callback;
import swoole4j.spi.CoroutineServerHandle;

/** A coroutine server: what it was told before its start, and its one run. Any thread. */
final class CoroutineServer implements CoroutineServerHandle {
    private static final Logger log = LoggerFactory.getLogger(CoroutineServer.class);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String UNIX = "unix:";
    private static final int CANCELED = 125;

    private final int number = NUMBERS.incrementAndGet();
    private final String host;
    private final boolean ssl;
    private final boolean reusePort;
    private final ListenAddress address;
    private final Options options = new Options();
    private final Routes routes = new Routes();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable CoroutineSite site;
    private volatile int errCode;
    private volatile String errMsg = "";

    private CoroutineServer(String host, boolean ssl, boolean reusePort, ListenAddress address) {
        this.host = host;
        this.ssl = ssl;
        this.reusePort = reusePort;
        this.address = address;
    }

    /**
     * Binds.
     *
     * @throws SwooleException in Swoole's words, with the number of the system's error
     */
    static CoroutineServer claim(String host, int port, boolean ssl, boolean reusePort) {
        if (host.isEmpty()) throw new SwooleException("host is empty", SwooleError.INVALID_PARAMS.number());
        boolean path = host.startsWith(UNIX);
        int kind = path ? SWOOLE_SOCK_UNIX_STREAM : host.indexOf(':') >= 0 ? SWOOLE_SOCK_TCP6 : SWOOLE_SOCK_TCP;
        try {
            ListenAddress address = ListenAddress.claim(
                    path ? host.substring(UNIX.length()) : host, port, ssl ? kind | SWOOLE_SSL : kind, reusePort);
            return new CoroutineServer(host, ssl, reusePort, address);
        } catch (SwooleException e) {
            throw new SwooleException("bind(" + host + ":" + port + ") failed: " + e.getMessage(), e.code(), e);
        }
    }

    @Override
    public boolean set(Map<String, ?> settings) {
        if (settings.isEmpty()) return false;
        if (started.get()) return refuse("the server was started, unable to execute set");
        return options.set(settings, ssl);
    }

    @Override
    public boolean handle(String pattern, Callback.@Nullable OnRequest handler) {
        if (handler == null) return false;
        routes.put(pattern, handler);
        return true;
    }

    @Override
    public boolean start() {
        if (!Scheduler.inCoroutine()) throw new IllegalStateException("start: API must be called in the coroutine");
        if (!started.compareAndSet(false, true)) return refuse("the server was started already");
        CoroutineSite opened = open();
        site = opened;
        boolean served = false;
        try {
            if (!opened.serve()) {
                errCode = CANCELED;
                errMsg = "Operation canceled";
                opened.shutdown();
            }
            served = true;
            return true;
        } finally {
            if (!served) opened.abandon(); // because it threw
        }
    }

    private CoroutineSite open() {
        try {
            return CoroutineSite.open(Scheduler.required("start"), options, routes, address, ssl, reusePort);
        } catch (RuntimeException e) {
            started.set(false);
            throw e;
        }
    }

    private static boolean refuse(String warning) {
        log.warn("{}", warning);
        LastError.set(SwooleError.WRONG_OPERATION.number());
        return false;
    }

    @Override
    public void shutdown() {
        CoroutineSite running = site;
        if (running != null) running.shutdown();
    }

    @Override
    public int fd() {
        return number;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return address.port();
    }

    @Override
    public boolean ssl() {
        return ssl;
    }

    @Override
    public @Nullable Map<String, Object> settings() {
        return options.given();
    }

    @Override
    public int errCode() {
        return errCode;
    }

    @Override
    public String errMsg() {
        return errMsg;
    }
}
