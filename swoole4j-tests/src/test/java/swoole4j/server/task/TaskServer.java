package swoole4j.server.task;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;

/** A server whose workers run what a test gives them. */
final class TaskServer implements AutoCloseable {
    private static final int SECONDS = 20;
    private static final Runnable END = TaskServer::end;

    final Server server = new Server("127.0.0.1", 0);
    final Notes notes = new Notes();
    private final Map<Integer, BlockingQueue<Runnable>> inboxes = new ConcurrentHashMap<>();
    private @Nullable TestServer running;

    /** Creates a server with these options, names and values in turn. */
    TaskServer(Object... options) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) all.put((String) options[i], options[i + 1]);
        server.set(all);
        server.on("receive", (Server _, int _, int _, byte[] _) -> {});
    }

    /** Starts it. */
    TaskServer start() {
        server.on("workerStart", (Server _, int id) -> Coroutine.go(() -> serve(inbox(id))));
        running = TestServer.start(server);
        return this;
    }

    private BlockingQueue<Runnable> inbox(int workerId) {
        return inboxes.computeIfAbsent(workerId, _ -> new LinkedBlockingQueue<>());
    }

    private static void serve(BlockingQueue<Runnable> inbox) throws InterruptedException {
        for (Runnable body = inbox.take(); body != END; body = inbox.take()) body.run();
    }

    private static void end() {}

    /** Runs {@code body} in a coroutine of that worker and returns what it returns. */
    <T> T in(int workerId, Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        inbox(workerId).add(task);
        return task.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Runs {@code body} in a coroutine of worker 0. */
    <T> T in(Callable<T> body) throws Exception {
        return in(0, body);
    }

    /** Waits as long as a test may wait. */
    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(SECONDS, TimeUnit.SECONDS)) throw new AssertionError(latch.getCount() + " are missing");
    }

    @Override
    public void close() {
        inboxes.values().forEach(inbox -> inbox.add(END));
        if (running != null) running.close();
    }
}
