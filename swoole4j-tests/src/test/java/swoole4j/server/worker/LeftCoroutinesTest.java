package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.core.coroutine.Scheduler;
import swoole4j.coroutine.Channel;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.scenario.Console;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** What becomes of coroutines that still wait when their worker ends. */
class LeftCoroutinesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARKED = 1000;

    private final Notes notes = new Notes();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Queue<Scheduler> schedulers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unwound = new AtomicInteger();

    private static Server server(int mode, int workers) {
        Server server = new Server("127.0.0.1", 0, mode);
        server.set(Map.of("worker_num", workers, "max_wait_time", .2, "enable_deadlock_check", false));
        server.on("receive", (Server it, int fd, int reactor, String data) -> it.send(fd, data));
        return server;
    }

    private void park(int count) {
        schedulers.add(Scheduler.current());
        Channel<String> empty = new Channel<>();
        LinkedBlockingQueue<String> foreign = new LinkedBlockingQueue<>();
        for (int n = 0; n < count; n++) {
            int number = n;
            Coroutine.go(() -> {
                threads.add(Thread.currentThread());
                try {
                    switch (number % 4) {
                        case 0 -> Coroutine.yield();
                        case 1 -> empty.pop();
                        case 2 -> Coroutine.sleep(1000);
                        default -> foreign.take();
                    }
                } finally {
                    unwound.incrementAndGet();
                }
            });
        }
    }

    private void mustBeGone() throws InterruptedException {
        for (Thread thread : threads) assertTrue(thread.join(PATIENCE), () -> thread + " is left");
        for (Scheduler scheduler : schedulers) {
            Thread waiter = Thread.ofVirtual().start(() -> {
                try {
                    scheduler.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(waiter.join(PATIENCE), "the worker's thread is left");
            assertTrue(scheduler.isEnded());
            assertEquals(0, scheduler.count());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void unwindWhenTheServerEnds(int mode) throws Exception {
        Server server = server(mode, 1);
        server.on("workerStart", (Server it, int worker) -> park(PARKED));
        TestServer.start(server).close();
        assertEquals(PARKED, unwound.get());
        mustBeGone();
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void unwindWhenTheirWorkerIsReplaced(int mode) throws Exception {
        AtomicInteger starts = new AtomicInteger();
        Server server = server(mode, 2);
        server.on("workerStart", (Server it, int worker) -> {
            if (starts.incrementAndGet() <= 2) park(PARKED / 2);
        });
        server.on("afterReload", (Server it) -> notes.add("reloaded", unwound.get()));
        try (TestServer test = TestServer.start(server)) {
            test.server().reload();
            notes.mustBe("reloaded " + PARKED);
            try (RawClient client = test.connect()) {
                client.sendText("still here");
                assertEquals("still here", new String(client.readBytes(10), StandardCharsets.US_ASCII));
            }
        }
        mustBeGone();
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void aCoroutineServerEndsWithItsWorker(int mode) throws Exception {
        var inner = new swoole4j.coroutine.http.Server("127.0.0.1", 0);
        inner.handle("/", (Request request, Response response) -> {
            threads.add(Thread.currentThread());
            notes.add("request");
            Coroutine.yield();
        });
        Server server = server(mode, 1);
        server.on("workerStart", (Server it, int worker) -> {
            schedulers.add(Scheduler.current());
            Coroutine.go(inner::start);
        });
        TestServer outer = TestServer.start(server);
        CoroutineTestServer.awaitListening(inner.port());
        try (RawClient client = RawClient.connect(inner.port())) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            notes.mustBe("request");
            outer.close();
            client.mustBeClosed();
        }
        mustBeGone();
        assertThrows(ConnectException.class, () -> RawClient.connect(inner.port()));
        try (ServerSocket again = new ServerSocket(inner.port(), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(again.isBound());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areListedUnlessThatIsSwitchedOff(boolean checked) throws IOException {
        Server server = server(SWOOLE_BASE, 1);
        server.set(Map.of("enable_deadlock_check", checked));
        server.on("workerStart", (Server it, int worker) -> park(3));
        try (Console console = Console.open()) {
            TestServer.start(server).close();
            String printed = String.join("\n", console.lines());
            assertEquals(checked, printed.contains("all coroutines (count: 3) are asleep - deadlock!"), printed);
        }
    }
}
