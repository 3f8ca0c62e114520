package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import swoole4j.server.Callback;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Server;

/** Servers for the tests of this package, and what they wait for. */
final class Servers {
    private static final long LIMIT_SECONDS = 60;

    private Servers() {}

    /** Starts a WebSocket server with one worker, unless the options say otherwise. */
    static TestServer start(String transport, Map<String, ?> options, Callback.OnMessage<Server> message) {
        return TestServer.start(server(transport, options, message));
    }

    /** Creates a WebSocket server that is not started. */
    static Server server(String transport, Map<String, ?> options, Callback.OnMessage<Server> message) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("transport", transport);
        Server server = new Server("127.0.0.1", 0);
        server.set(all);
        server.on("message", message);
        return server;
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS), () -> latch.getCount() + " are missing");
    }

    /** Waits for a condition that nobody announces. */
    @SuppressWarnings("ThreadPriorityCheck") // there is nothing to wait for but the condition
    static void until(BooleanSupplier condition, String what) {
        long start = java.lang.System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    java.lang.System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS),
                    () -> "never: " + what);
            Thread.yield();
        }
    }
}
