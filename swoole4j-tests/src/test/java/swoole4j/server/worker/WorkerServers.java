package swoole4j.server.worker;

import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import swoole4j.Server;
import swoole4j.testing.RawClient;

/** TCP servers of several workers for the tests of this package. */
final class WorkerServers {
    private WorkerServers() {}

    /** Creates a server in {@code SWOOLE_THREAD} whose receive callback answers with the id of its worker. */
    static Server thread(int workers, Map<String, ?> options) {
        return whoAmI(SWOOLE_THREAD, workers, options);
    }

    static Server whoAmI(int mode, int workers, Map<String, ?> options) {
        Server server = new Server("127.0.0.1", 0, mode);
        Map<String, Object> all = new HashMap<>(options);
        all.put("worker_num", workers);
        server.set(all);
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            it.send(fd, it.workerId() + "\r\n");
        });
        return server;
    }

    /** Sends a message and returns the id of the worker that answers. */
    static int ask(RawClient client) throws Exception {
        return Integer.parseInt(client.sendText("?").readLine());
    }

    /** Waits for a condition that nobody announces. */
    static void awaitUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("it did not come to that");
            Thread.onSpinWait();
        }
    }
}
