package swoole4j.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.http.Text.get;
import static swoole4j.server.http.Text.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.testing.LiveHeap;
import swoole4j.testing.RawClient;

/** What requests that never end may hold. */
class MemoryTest {
    private static final int CONNECTIONS = 100;
    private static final int BODY = 2_000_000;
    private static final long MIB = 1 << 20;

    @Test
    void bodiesThatStopAreHeldOnceAndReleased() throws Exception {
        CountDownLatch closed = new CountDownLatch(CONNECTIONS);
        String part = "x".repeat(BODY - 100_000);
        try (Site site = Site.start(Map.of(), Map.of("close", (server, fd, reactor) -> closed.countDown()))) {
            site.ask(get("/"));
            long before = LiveHeap.bytes();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                RawClient client = site.connect();
                clients.add(client.sendText(request("POST", "/", "Content-Length: " + BODY))
                        .sendText(part));
            }
            assertEquals("ok", site.ask(get("/")).body());
            long held = LiveHeap.bytes() - before;
            assertTrue(held < CONNECTIONS * 2 * MIB * 5 / 4, () -> held / MIB + " MiB are held");
            for (RawClient client : clients) client.abort();
            Site.await(closed);
            clients.clear();
            Waiting.until(() -> LiveHeap.bytes() - before < 30 * MIB, "the bodies are released");
            assertEquals("ok", site.ask(get("/")).body());
        }
    }

    @Test
    void aHeadThatNeverEndsIsHeldUpTo64KOnly() throws Exception {
        try (Site site = Site.start();
                RawClient client = site.connect()) {
            client.sendText("GET / HTTP/1.1\r\nHost: a\r\n");
            for (int i = 0; i < 33; i++) client.sendText("X: " + "x".repeat(1995) + "\r\n");
            assertEquals(431, client.readHead().status());
            client.mustBeClosed();
        }
    }

    @Test
    void answersThatNobodyReadsMakeTheNextRequestWait() throws Exception {
        int count = 600;
        byte[] answer = new byte[100_000];
        AtomicInteger served = new AtomicInteger();
        try (Site site = Site.start(Map.of("socket_buffer_size", 4 * MIB, "worker_num", 1));
                RawClient client = RawClient.connect(site.port(), 16 * 1024)) {
            site.serves((request, response) -> {
                boolean large = request.server().get("request_uri").equals("/large");
                if (large) served.incrementAndGet();
                response.end(large ? answer : new byte[0]);
            });
            client.sendText(get("/large").repeat(count));
            Waiting.until(() -> served.get() > 10, "some are served");
            for (int i = 0; i < 100; i++) assertEquals("", site.ask(get("/")).body());
            assertTrue(served.get() < 200, () -> served + " answers are held");
            for (int i = 0; i < count; i++)
                assertEquals(answer.length, Reply.read(client).body().length());
        }
    }
}
