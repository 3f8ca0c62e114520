package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import swoole4j.Coroutine;
import swoole4j.coroutine.http.Server;
import swoole4j.scenario.RunningScript;
import swoole4j.server.Callback;

/** A coroutine server on a free port, on a thread of its own until it is closed. */
public final class CoroutineTestServer implements AutoCloseable {
    private static final int SECONDS = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Server server;
    private final Thread thread;
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private volatile int coroutine;

    private CoroutineTestServer(Server server) {
        this.server = server;
        this.thread = new Thread(() -> Coroutine.run(this::serve), "coroutine-server-" + server.port());
    }

    /** Starts a server with these options and one handler for all paths; returns when it listens. */
    public static CoroutineTestServer start(Map<String, ?> options, Callback.OnRequest handler) throws IOException {
        Server server = new Server("127.0.0.1");
        server.set(options);
        server.handle("/", handler);
        return start(server);
    }

    /** Starts a server whose options and handlers are set; returns when it listens. */
    public static CoroutineTestServer start(Server server) throws IOException {
        CoroutineTestServer test = new CoroutineTestServer(server);
        test.thread.start();
        awaitListening(server.port());
        return test;
    }

    /** Waits until somebody listens there. */
    public static void awaitListening(int port) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!RunningScript.isListening(port)) {
            if (System.nanoTime() > deadline) throw new AssertionError("nobody listens on port " + port);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void serve() {
        coroutine = Coroutine.getCid();
        try {
            started.complete(server.start());
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    /** Returns the server. */
    public Server server() {
        return server;
    }

    /** Returns its port. */
    public int port() {
        return server.port();
    }

    /** Returns the number of the coroutine in start(). */
    public int coroutine() {
        return coroutine;
    }

    /** Connects; nothing is sent. */
    public RawClient connect() throws IOException {
        return RawClient.connect(port());
    }

    /** Waits for what start() returns. */
    public boolean result() throws Exception {
        return started.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until everything is over. */
    public void join() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        assertFalse(thread.isAlive(), () -> "coroutines run on: " + Coroutine.stats());
    }

    /** Shuts it down and waits until everything is over. */
    @Override
    public void close() {
        server.shutdown();
        join();
    }
}
