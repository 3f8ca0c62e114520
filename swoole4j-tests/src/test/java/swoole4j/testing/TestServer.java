package swoole4j.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import swoole4j.Server;
import swoole4j.server.Callback;
import swoole4j.websocket.Frame;

/** A server that runs on a thread of its own until it is closed. */
public final class TestServer implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Server server;
    private final Thread thread;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private TestServer(Server server) {
        this.server = server;
        this.thread = new Thread(this::run, "test-server-" + server.port());
    }

    /**
     * Starts a server whose options and callbacks are set; returns when it listens. A workerStart callback it may have is
     * called before that.
     *
     * @throws RuntimeException what the server's start() threw
     */
    public static TestServer start(Server server) {
        TestServer test = new TestServer(server);
        Callback before = server.getCallback("workerStart");
        server.on("workerStart", (Server it, int workerId) -> {
            try {
                call(before, it, workerId);
            } finally {
                test.listening.complete(null);
            }
        });
        test.thread.start();
        try {
            test.listening.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) throw thrown;
            throw new AssertionError("start() failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the server does not listen after " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return test;
    }

    /** Starts a WebSocket server on a free port that sends every message back with its opcode. */
    public static TestServer echo(Map<String, ?> options) {
        var server = new swoole4j.websocket.Server("127.0.0.1", 0);
        server.set(options);
        server.on("message", (swoole4j.websocket.Server it, Frame frame) -> {
            it.push(frame.fd(), frame.bytes(), frame.opcode());
        });
        return start(server);
    }

    /** Returns the server. */
    public Server server() {
        return server;
    }

    /** Returns the number of its first port. */
    public int port() {
        return server.port();
    }

    /** Connects to its first port; nothing is sent. */
    public RawClient connect() throws IOException {
        return RawClient.connect(port());
    }

    /** Connects and upgrades to a WebSocket; see {@link RawClient#upgrade}. */
    public RawClient websocket(String... headerLines) throws IOException {
        RawClient client = connect();
        try {
            return client.upgrade(headerLines);
        } catch (IOException | RuntimeException | Error e) {
            client.abort();
            throw e;
        }
    }

    /** Waits until start() has returned, for a server that ends by itself. */
    public void awaitEnd() {
        try {
            ended.get(SECONDS, TimeUnit.SECONDS);
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertFalse(thread.isAlive(), () -> thread + " lives on");
        } catch (ExecutionException e) {
            throw new AssertionError("start() failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("start() does not return", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Shuts the server down and waits for its end. */
    @Override
    public void close() {
        server.shutdown();
        awaitEnd();
    }

    private void run() {
        try {
            ended.complete(server.start());
            listening.completeExceptionally(new AssertionError("start() returned before a worker began"));
        } catch (Throwable e) {
            ended.completeExceptionally(e);
            listening.completeExceptionally(e);
        }
    }

    private static void call(@Nullable Callback callback, Server server, int workerId) throws Exception {
        switch (callback) {
            case null -> {}
            case Callback.Plain plain -> plain.call();
            case Callback.OnServer<?> _ ->
                TestServer.<Callback.OnServer<Server>>cast(callback).call(server);
            case Callback.OnId<?> _ ->
                TestServer.<Callback.OnId<Server>>cast(callback).call(server, workerId);
            default -> throw new IllegalArgumentException(callback + " is no workerStart callback");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the script named its server's class
    private static <C extends Callback> C cast(Callback callback) {
        return (C) callback;
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }
}
