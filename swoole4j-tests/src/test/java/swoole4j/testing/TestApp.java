package swoole4j.testing;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import swoole4j.framework.AppEvent;
import swoole4j.framework.app.App;

/** An application that runs on a thread of its own until it is closed. */
public final class TestApp implements AutoCloseable {
    private static final int SECONDS = 60;

    private final App app;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private TestApp(App app) {
        this.app = app;
    }

    /**
     * Starts an application; returns when its first worker has started.
     *
     * @throws RuntimeException what start() threw
     */
    public static TestApp start(App app) {
        TestApp test = begin(app);
        await(test.started);
        return test;
    }

    /** Starts an application and does not wait. */
    public static TestApp begin(App app) {
        TestApp test = new TestApp(app);
        app.on(AppEvent.AfterWorkerStart.class, _ -> test.started.complete(null), Integer.MIN_VALUE);
        Thread.ofPlatform().name("test-app").start(test::run);
        return test;
    }

    /** Returns the application. */
    public App app() {
        return app;
    }

    /** Returns where a server listens. */
    public int port(String server) {
        return app.server(server).port();
    }

    /** Connects to a server; nothing is sent. */
    public RawClient connect(String server) throws IOException {
        return RawClient.connect(port(server));
    }

    /** Waits until start() has returned, and returns what it did; rethrows what it threw. */
    public boolean awaitEnd() {
        return await(ended);
    }

    /** Shuts the application down and waits for its end. */
    @Override
    public void close() {
        app.shutdown();
        awaitEnd();
    }

    private void run() {
        try {
            ended.complete(app.start());
            started.completeExceptionally(new AssertionError("start() returned before a worker began"));
        } catch (Throwable e) {
            ended.completeExceptionally(e);
            started.completeExceptionally(e);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) throw thrown;
            throw new AssertionError("start() failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
