package swoole4j.framework;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import swoole4j.framework.app.App;
import swoole4j.framework.app.ServerSpec;
import swoole4j.testing.RawClient;

/** An application with one WebSocket server "ws", which runs until it is closed. */
final class Served implements AutoCloseable {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final int SECONDS = 60;

    private final App app;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    private Served(App app) {
        this.app = app;
    }

    /** Starts an application that {@code setUp} completes. */
    static Served start(Consumer<App> setUp) {
        return start(spec -> spec, setUp);
    }

    /** Starts one whose server {@code specify} changes. */
    static Served start(java.util.function.UnaryOperator<ServerSpec> specify, Consumer<App> setUp) {
        App app = App.of(
                specify.apply(ServerSpec.websocket("ws").host("127.0.0.1").port(0)));
        setUp.accept(app);
        Served served = new Served(app);
        app.on(AppEvent.AfterWorkerStart.class, _ -> served.started.complete(null), Integer.MIN_VALUE);
        Thread.ofPlatform().name("served").start(served::run);
        await(served.started);
        return served;
    }

    App app() {
        return app;
    }

    int port() {
        return app.server("ws").port();
    }

    RawClient connect() throws IOException {
        return RawClient.connect(port());
    }

    /** Sends an upgrade request with these lines besides the necessary ones, and reads the head of the answer. */
    RawClient upgrade(String path, String... lines) throws IOException {
        RawClient client = request("GET", path, upgradeLines(lines));
        client.readHead();
        return client;
    }

    static String[] upgradeLines(String... more) {
        String[] lines = new String[4 + more.length];
        lines[0] = "Upgrade: websocket";
        lines[1] = "Connection: Upgrade";
        lines[2] = "Sec-WebSocket-Key: " + KEY;
        lines[3] = "Sec-WebSocket-Version: 13";
        System.arraycopy(more, 0, lines, 4, more.length);
        return lines;
    }

    /** Sends a request with these lines. */
    RawClient request(String method, String path, String... lines) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (String line : lines) text.append(line).append("\r\n");
        return connect().sendText(text.append("\r\n").toString());
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

    @Override
    public void close() {
        app.shutdown();
        await(ended);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("start() failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
