package swoole4j.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** stats(): its keys, and what moves them. */
class StatsTest {
    private static final List<String> COMMON = List.of(
            "start_time",
            "connection_num",
            "abort_count",
            "accept_count",
            "close_count",
            "worker_num",
            "task_worker_num",
            "user_worker_num",
            "idle_worker_num",
            "dispatch_count",
            "request_count",
            "response_count",
            "total_recv_bytes",
            "total_send_bytes",
            "pipe_packet_msg_id",
            "concurrency",
            "session_round",
            "min_fd",
            "max_fd");
    private static final List<String> OF_WORKERS =
            List.of("worker_request_count", "worker_response_count", "worker_dispatch_count", "worker_concurrency");
    private static final List<String> LAST = List.of("coroutine_num", "coroutine_peek_num");

    private final Server server = new Server("127.0.0.1", 0);
    private final BlockingQueue<Map<String, Long>> seen = new LinkedBlockingQueue<>();
    private final Notes closed = new Notes();

    /** Echoes; a question mark asks for the statistics. */
    private TestServer start(Map<String, ?> options) {
        server.set(options);
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            if (data.equals("?")) seen.add(it.stats());
            it.send(fd, data);
        });
        server.on("close", (Server it, int fd) -> closed.add(fd));
        return TestServer.start(server);
    }

    private Map<String, Long> ask(RawClient client) throws IOException, InterruptedException {
        say(client, "?");
        Map<String, Long> stats = seen.poll(10, TimeUnit.SECONDS);
        assertNotNull(stats);
        return stats;
    }

    private static void say(RawClient client, String text) throws IOException {
        client.sendText(text);
        assertEquals(text, new String(client.readBytes(text.length()), StandardCharsets.US_ASCII));
    }

    private static List<String> keys(List<List<String>> parts) {
        List<String> all = new ArrayList<>();
        parts.forEach(all::addAll);
        return all;
    }

    @Test
    @Spec("server 130")
    void inAWorkerHaveAllKeysInSwoolesOrder() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            assertEquals(
                    keys(List.of(COMMON, OF_WORKERS, LAST)),
                    List.copyOf(ask(client).keySet()));
        }
    }

    @Test
    @Spec("server 131")
    void outsideOfWorkersSayNothingOfOne() {
        try (var running = start(Map.of())) {
            assertEquals(
                    keys(List.of(COMMON, LAST)),
                    List.copyOf(running.server().stats().keySet()));
        }
    }

    @Test
    @Spec("server 8")
    void areNotThereBeforeTheStart() throws Exception {
        try (var log = LogLines.open()) {
            assertNull(server.stats());
            assertEquals(503, server.getLastError());
            log.mustWarn("server is not running");
        }
    }

    @Test
    @Spec("server 132")
    void countConnections() throws Exception {
        try (var running = start(Map.of("start_session_id", 40));
                var client = running.connect()) {
            Map<String, Long> one = ask(client);
            assertEquals(
                    List.of(1L, 1L, 0L, 41L),
                    pick(one, "connection_num", "accept_count", "close_count", "session_round"));
            try (var second = running.connect()) {
                say(second, "hello");
            }
            closed.mustBe("42");
            Map<String, Long> two = ask(client);
            assertEquals(
                    List.of(1L, 2L, 1L, 42L),
                    pick(two, "connection_num", "accept_count", "close_count", "session_round"));
            assertEquals(two.get("min_fd"), two.get("max_fd"), "one connection is open");
        }
    }

    @Test
    @Spec("server 133")
    void countRefusedConnectionsAsAborted() throws Exception {
        try (var running = start(Map.of("max_connection", 1));
                var client = running.connect()) {
            say(client, "hello");
            try (var refused = running.connect()) {
                assertEquals(0, refused.readToEnd().length);
            }
            Map<String, Long> stats = ask(client);
            assertEquals(List.of(1L, 1L), pick(stats, "abort_count", "accept_count"));
        }
    }

    @Test
    @Spec("server 134")
    void countPayloadBytes() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            say(client, "hello");
            say(client, "world!");
            Map<String, Long> stats = ask(client);
            assertEquals(List.of(12L, 11L), pick(stats, "total_recv_bytes", "total_send_bytes"));
        }
    }

    @Test
    void countRequestsResponsesAndEvents() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            say(client, "a");
            say(client, "b");
            Map<String, Long> stats = ask(client);
            assertEquals(List.of(2L, 2L, 4L), pick(stats, "request_count", "response_count", "dispatch_count"));
            assertEquals(
                    List.of(2L, 2L, 4L),
                    pick(stats, "worker_request_count", "worker_response_count", "worker_dispatch_count"));
        }
    }

    @Test
    void countCoroutines() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            Map<String, Long> stats = ask(client);
            assertEquals(1L, stats.get("coroutine_num"));
            assertTrue(stats.get("coroutine_peek_num") >= 1, stats::toString);
        }
    }

    @Test
    void countHttpRequestsInWork() throws Exception {
        var http = new swoole4j.http.Server("127.0.0.1", 0);
        http.on("request", (swoole4j.http.Request request, swoole4j.http.Response response) -> {
            seen.add(http.stats());
            response.end("x");
        });
        try (var running = TestServer.start(http);
                var client = running.connect()) {
            client.sendText("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readToEnd();
            Map<String, Long> stats = seen.poll(10, TimeUnit.SECONDS);
            assertNotNull(stats);
            assertEquals(List.of(1L, 1L), pick(stats, "concurrency", "worker_concurrency"));
            assertEquals(0L, running.server().stats().get("response_count") - 1);
        }
    }

    private static List<Long> pick(Map<String, Long> stats, String... keys) {
        List<Long> picked = new ArrayList<>();
        for (String key : keys) picked.add(stats.get(key));
        return picked;
    }
}
