package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Workers that have more to do than they may. */
class LoadTest {
    private final Notes notes = new Notes();
    private final CountDownLatch release = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    @Spec("server 253")
    void aConnectionWithTooMuchQueuedIsNotRead(int mode) throws Exception {
        AtomicInteger received = new AtomicInteger();
        Server server = new Server("127.0.0.1", 0, mode);
        server.set(Map.of("worker_num", 1, "max_queued_bytes", 100_000, "kernel_socket_recv_buffer_size", 65536));
        server.on("receive", (Server it, int fd, int reactorId, byte[] data) -> {
            received.addAndGet(data.length);
            notes.add("received");
            release.await(10, TimeUnit.SECONDS);
            it.send(fd, data);
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            int all = 8 << 20;
            Thread sender = Thread.ofPlatform().start(() -> sendAll(client, all));
            notes.await(1);
            sender.join(200); // a server that reads on takes everything in a moment
            assertTrue(sender.isAlive(), () -> received + " bytes were taken");
            assertTrue(received.get() < 100_000 + 2 * 65536, () -> received + " bytes are in work");
            release.countDown();
            client.readBytes(all);
            sender.join();
        } finally {
            release.countDown();
        }
    }

    private static void sendAll(RawClient client, int count) {
        try {
            client.send(new byte[count]);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    @Spec("server 254")
    void withTooManyCoroutinesAMessageEndsItsConnection(int mode) throws Exception {
        Server server = new Server("127.0.0.1", 0, mode);
        server.set(Map.of("worker_num", 1, "max_coroutine", 2));
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            notes.add("waits", fd);
            release.await(10, TimeUnit.SECONDS);
            it.send(fd, "answer\r\n");
        });
        try (var log = LogLines.open();
                var running = TestServer.start(server);
                var first = running.connect();
                var second = running.connect();
                var third = running.connect()) {
            first.sendText("?");
            notes.await(1);
            second.sendText("?");
            notes.await(2);
            third.sendText("?").mustBeClosed();
            assertEquals("close 3 -1", notes.await(3).getLast());
            log.mustWarn("onReceive handler error: max_coroutine 2 reached [3]");
            release.countDown();
            assertEquals("answer", first.readLine());
            assertEquals("answer", second.readLine());
        } finally {
            release.countDown();
        }
    }

    @Test
    @Spec("server 254")
    void withTooManyCoroutinesARequestIsAnsweredWith503() throws Exception {
        var server = new swoole4j.http.Server("127.0.0.1", 0);
        server.set(Map.of("worker_num", 1, "max_coroutine", 1));
        server.on("request", (Request request, Response response) -> {
            notes.add("waits");
            release.await(10, TimeUnit.SECONDS);
            response.end("late");
        });
        try (var running = TestServer.start(server);
                var first = running.connect();
                var second = running.connect()) {
            first.sendText("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            notes.await(1);
            second.sendText("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("HTTP/1.1 503 Service Unavailable", second.readLine());
            second.readToEnd();
            release.countDown();
            assertEquals("HTTP/1.1 200 OK", first.readLine());
            first.abort();
        } finally {
            release.countDown();
        }
    }

    @Test
    @Spec("server 61")
    void mode10TakesTheWorkerWithTheFewestRequests() throws Exception {
        var server = new swoole4j.http.Server("127.0.0.1", 0, SWOOLE_THREAD);
        server.set(Map.of("worker_num", 2, "dispatch_mode", 10));
        server.on("request", (Request request, Response response) -> {
            notes.add(request.server().get("request_uri"), server.workerId());
            if ("/wait".equals(request.server().get("request_uri"))) release.await(10, TimeUnit.SECONDS);
            response.end("x");
        });
        try (var running = TestServer.start(server);
                var first = running.connect();
                var second = running.connect()) {
            first.sendText("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            notes.await(1);
            for (int n = 0; n < 3; n++) {
                WorkerServers.awaitUntil(() -> server.getWorkerStatus(1) == 2); // its last request is over
                second.sendText("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                notes.await(2 + n);
                while (!second.readLine().isEmpty()) {} // the head
                second.readBytes(1);
            }
            notes.mustBe("/wait 0", "/ 1", "/ 1", "/ 1");
            release.countDown();
            first.readLine();
            first.abort();
        } finally {
            release.countDown();
        }
    }
}
