package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;

/** Workers without coroutines: how they end without reload_async, and what they do with data of connections they closed. */
class SerialWorkerTest {
    private static final int EXITING = 3;

    private final Notes notes = new Notes();
    private final CountDownLatch release = new CountDownLatch(1);

    private Server server(int mode, Map<String, ?> options) {
        Server server = new Server("127.0.0.1", 0, mode);
        server.set(options);
        server.set(Map.of("enable_coroutine", false, "max_wait_time", 60));
        return server;
    }

    private void awaitRelease() throws InterruptedException {
        assertTrue(release.await(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void withoutReloadAsyncAWorkerEndsBehindTheCallbacksThatWait(int mode) throws Exception {
        Server server = server(mode, Map.of("worker_num", 1, "reload_async", false));
        server.on("workerStart", (Server it, int worker) -> Coroutine.go(() -> new CountDownLatch(1).await()));
        server.on("workerExit", (Server it, int worker) -> notes.add("workerExit"));
        server.on("workerStop", (Server it, int worker) -> notes.add("workerStop"));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            notes.add(data);
            awaitRelease();
            it.send(fd, "answer\r\n");
            notes.add("answered");
        });
        try (var running = TestServer.start(server)) {
            try (var client = running.connect()) {
                client.sendText("data");
                notes.await(1);
                server.shutdown();
                release.countDown();
                assertEquals("answer", client.readLine());
                client.readToEnd();
            }
            running.awaitEnd(); // in less time than max_wait_time, although a coroutine waits for ever
        }
        notes.mustBe("data", "answered", "workerStop");
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void withoutReloadAsyncWorkersAreReplacedOneAfterAnother(int mode) throws Exception {
        Server server = server(mode, Map.of("worker_num", 2, "reload_async", false));
        server.on("receive", (Server it, int fd) -> {});
        server.on("workerStop", (Server it, int worker) -> {
            int other = it.getWorkerStatus(1 - worker);
            notes.add("stop", worker, worker == 0 && other == EXITING ? "with the other" : "alone");
        });
        server.on("afterReload", (Server it) -> notes.add("after"));
        try (var _ = TestServer.start(server)) {
            assertTrue(server.reload());
            notes.mustBe("stop 0 alone", "stop 1 alone", "after");
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false,2", "1,true,1", "2,false,1", "2,true,1"})
    void dataOfAConnectionThatWasClosedIsDeliveredInSomeDispatchModes(int dispatchMode, boolean discard, int delivered)
            throws Exception {
        Server server = server(
                SWOOLE_THREAD,
                Map.of("worker_num", 1, "dispatch_mode", dispatchMode, "discard_timeout_request", discard));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            notes.add(data);
            if (!data.equals("first")) return;
            awaitRelease();
            it.close(fd);
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText("first");
            notes.await(1);
            long before = server.stats().get("dispatch_count");
            client.sendText("second");
            WorkerServers.awaitUntil(() -> server.stats().get("dispatch_count") > before);
            release.countDown();
            client.readToEnd();
            try (var other = running.connect()) {
                other.sendText("third");
                notes.mustBe(
                        delivered == 2 ? new String[] {"first", "second", "third"} : new String[] {"first", "third"});
            }
        }
    }
}
