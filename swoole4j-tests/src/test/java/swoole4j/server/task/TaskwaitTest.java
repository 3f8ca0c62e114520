package swoole4j.server.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.SwooleError;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Waiting for the results of tasks, spec/server.md section 10. */
class TaskwaitTest {
    private static final double LONG = 20;

    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Tasks return their data; null has no result, and "wait" comes when the test says so. */
    private TaskServer server(Object... more) {
        List<Object> options = new ArrayList<>(List.of("worker_num", 1, "task_worker_num", 2));
        options.addAll(List.of(more));
        TaskServer it = new TaskServer(options.toArray());
        it.server.on("task", (Server _, int _, int _, Object data) -> {
            if ("wait".equals(data)) TaskServer.await(goOn);
            return data;
        });
        it.server.on("finish", (Server _, int id, Object data) -> it.notes.add("finish", id, data));
        return it;
    }

    @Test
    @Spec("server 179")
    void returnsTheResult() throws Exception {
        try (var it = server().start()) {
            assertEquals("x", it.in(() -> it.server.taskwait("x", LONG)));
            assertEquals(List.of(1), it.in(() -> it.server.taskwait(List.of(1), LONG, 1)));
            assertEquals(false, it.in(() -> it.server.taskwait(false, 0)));
            assertEquals("y", it.in(() -> it.server.taskwait("y", -1)));
        }
    }

    @Test
    @Spec("server 180, 181")
    void timesOutAfterHalfASecondByDefault() throws Exception {
        try (var log = LogLines.open();
                var it = server().start()) {
            long start = System.nanoTime();
            assertNull(it.in(() -> it.server.taskwait("wait")));
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(500));
            assertEquals(SwooleError.CO_TIMEDOUT.number(), it.in(it.server::getLastError));
            assertNull(it.in(() -> it.server.taskwait(null, .01)));
            goOn.countDown();
            // The worker of the late task has sent its result before it runs the next one.
            for (int worker = 0; worker < 2; worker++) {
                int chosen = worker;
                assertEquals("x", it.in(() -> it.server.taskwait("x", LONG, chosen)));
            }
            log.mustWarn("task[0] has expired, its result is dropped (2003)");
            it.in(() -> it.server.task("last"));
            it.notes.mustBe("finish 4 last");
        }
    }

    @Test
    @Spec("server 182")
    void theFirstResultWins() throws Exception {
        try (var log = LogLines.open();
                var it = server()) {
            it.server.on("task", (Server server, int _, int _, Object _) -> {
                server.finish("first");
                server.finish("second");
                return "third";
            });
            it.start();
            assertEquals("first", it.in(() -> it.server.taskwait("x", LONG, 0)));
            assertEquals("first", it.in(() -> it.server.taskwait("x", LONG, 0)));
            log.mustWarn("task[0] has expired");
        }
    }

    @Test
    @Spec("server 183")
    void otherCoroutinesRunMeanwhile() throws Exception {
        try (var it = server().start()) {
            String order = it.in(() -> {
                List<String> seen = new ArrayList<>();
                swoole4j.Coroutine.go(() -> {
                    it.server.taskwait("wait", LONG);
                    seen.add("result");
                });
                seen.add("meanwhile");
                goOn.countDown();
                while (seen.size() < 2) swoole4j.Coroutine.sleep(.001);
                return String.join(" ", seen);
            });
            assertEquals("meanwhile result", order);
        }
    }

    @Test
    @Spec("server 185")
    void taskCoReturnsOneResultForEachTask() throws Exception {
        try (var it = server("task_worker_num", 3).start()) {
            assertEquals(List.of("a", 2, List.of()), it.in(() -> it.server.taskCo(List.of("a", 2, List.of()), LONG)));
            List<Object> tasks = Arrays.asList("x", null);
            assertEquals(List.of("x", false), it.in(() -> it.server.taskCo(tasks, 2)));
            assertEquals(SwooleError.CO_TIMEDOUT.number(), it.in(it.server::getLastError));
            assertEquals(List.of(false, "x"), it.in(() -> it.server.taskCo(List.of(new Object(), "x"), LONG)));
        }
    }

    @Test
    @Spec("server 186")
    void taskCoTakesAThousandTasksOrSo() throws Exception {
        try (var log = LogLines.open();
                var it = server().start()) {
            assertNull(it.in(() -> it.server.taskCo(Collections.nCopies(1024, "x"), LONG)));
            log.mustWarn("too many concurrent tasks, got 1024, at most 1023");
            assertNull(it.in(() -> it.server.taskCo(List.of(), LONG)));
            assertEquals(SwooleError.TASK_DISPATCH_FAIL.number(), it.in(it.server::getLastError));
            assertEquals(
                    1023,
                    it.in(() -> it.server.taskCo(Collections.nCopies(1023, "x"), LONG))
                            .size());
        }
    }

    @Test
    @Spec("server 187")
    void taskWaitMultiLeavesOutWhatIsLate() throws Exception {
        try (var it = server("task_worker_num", 3).start()) {
            List<Object> tasks = Arrays.asList("a", null, "c");
            assertEquals(Map.of(0, "a", 2, "c"), it.in(() -> it.server.taskWaitMulti(tasks, 2)));
            assertEquals(Map.of(), it.in(() -> it.server.taskWaitMulti(Collections.singletonList(null), .01)));
        }
    }

    @Test
    @Spec("server 188")
    void withoutCoroutinesNoOtherCallbackRunsMeanwhile() throws Exception {
        Server server = new Server("127.0.0.1", 0);
        Notes notes = new Notes();
        server.set(Map.of("worker_num", 1, "task_worker_num", 1, "enable_coroutine", false));
        server.on("task", (Server _, int _, int _, Object data) -> {
            notes.add("task");
            TaskServer.await(goOn);
            return data;
        });
        server.on("finish", (Server _, int _, Object _) -> {});
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            notes.add(data.equals("multi") ? it.taskWaitMulti(List.of("a"), LONG) : data);
        });
        try (var running = TestServer.start(server);
                var first = running.connect();
                var second = running.connect()) {
            first.sendText("multi");
            notes.mustBe("task");
            long before = server.stats().get("dispatch_count");
            second.sendText("other");
            long start = System.nanoTime();
            while (server.stats().get("dispatch_count") == before) { // the worker has it, and waits
                assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
                Thread.onSpinWait();
            }
            goOn.countDown();
            notes.mustBe("task", "{0=a}", "other");
        }
    }

    @Test
    @Spec("server 188")
    void withoutCoroutinesTaskWaitMultiBlocks() throws Exception {
        try (var it = server("enable_coroutine", false, "task_worker_num", 3).start()) {
            List<Object> tasks = Arrays.asList("a", null, "c");
            assertEquals(Map.of(0, "a", 2, "c"), it.in(() -> it.server.taskWaitMulti(tasks, 2)));
            assertEquals(SwooleError.SOCKET_POLL_TIMEOUT.number(), it.in(it.server::getLastError));
            assertNull(it.in(() -> it.server.taskWaitMulti(Collections.singletonList(null), .01)));
            assertNull(it.in(() -> it.server.taskwait(null, .01)));
        }
    }

    @Test
    @Spec("coroutine 31")
    void canBeCancelled() throws Exception {
        try (var log = LogLines.open();
                var it = server().start()) {
            BlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();
            it.in(() -> Coroutine.go(() -> {
                waiting.add(Coroutine.getCid());
                Object result = it.server.taskwait("wait", 0);
                it.notes.add(result, it.server.getLastError(), Coroutine.isCanceled());
            }));
            int cid = waiting.take();
            assertEquals(true, it.in(() -> Coroutine.cancel(cid)));
            it.notes.mustBe("null 10017 true");
            assertEquals(false, it.in(() -> Coroutine.exists(cid)));
            goOn.countDown();
            for (int worker = 0; worker < 2; worker++) {
                int chosen = worker;
                assertEquals("x", it.in(() -> it.server.taskwait("x", LONG, chosen)));
            }
            log.mustWarn("task[0] has expired, its result is dropped (2003)");
        }
    }
}
