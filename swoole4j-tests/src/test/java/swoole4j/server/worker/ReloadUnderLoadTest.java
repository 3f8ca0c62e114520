package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Workers of {@code SWOOLE_THREAD} are replaced a thousand times while clients talk to them. */
class ReloadUnderLoadTest {
    private static final int RELOADS = 1000;
    private static final int CLIENTS = 6;
    private static final int WINDOW = 20;

    private volatile boolean over;

    @Test
    @Spec("server 206-208")
    void noMessageIsLostOrOvertaken() throws Exception {
        Semaphore reloaded = new Semaphore(0);
        AtomicInteger starts = new AtomicInteger();
        Server server = new Server("127.0.0.1", 0, SWOOLE_THREAD);
        server.set(Map.of("worker_num", 2, "reactor_num", 2, "open_eof_split", true, "package_eof", "\r\n"));
        server.on("workerStart", (Server it, int worker) -> starts.incrementAndGet());
        server.on("receive", (Server it, int fd, int reactorId, String line) -> {
            it.send(fd, line);
        });
        server.on("afterReload", (Server it) -> reloaded.release());
        try (var running = TestServer.start(server)) {
            List<CompletableFuture<Integer>> talks = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                CompletableFuture<Integer> talk = new CompletableFuture<>();
                talks.add(talk);
                Thread.ofPlatform().start(() -> talk(running, talk));
            }
            for (int n = 0; n < RELOADS; n++) {
                assertTrue(server.reload());
                assertTrue(reloaded.tryAcquire(30, TimeUnit.SECONDS), "no afterReload");
            }
            over = true;
            for (CompletableFuture<Integer> talk : talks) {
                assertTrue(talk.get(30, TimeUnit.SECONDS) > 0);
            }
            assertEquals(2 + 2 * RELOADS, starts.get());
        }
    }

    /** Sends numbers, so many ahead of the answers, which must come in order. */
    private void talk(TestServer running, CompletableFuture<Integer> talk) {
        try (RawClient client = running.connect()) {
            int sent = 0;
            int received = 0;
            while (!over || received < sent) {
                StringBuilder lines = new StringBuilder();
                while (!over && sent < received + WINDOW) lines.append(sent++).append("\r\n");
                if (!lines.isEmpty()) client.sendText(lines.toString());
                if (received < sent) assertEquals(Integer.toString(received++), client.readLine());
            }
            talk.complete(received);
        } catch (Throwable e) {
            talk.completeExceptionally(e);
        }
    }
}
