package swoole4j.server.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.Event;
import swoole4j.Server;
import swoole4j.SwooleError;
import swoole4j.SwooleException;
import swoole4j.server.Task;
import swoole4j.server.TaskResult;
import swoole4j.testing.LogLines;
import swoole4j.tests.Spec;

/** Tasks and their results, spec/server.md section 10. */
class TaskTest {
    private static TaskServer one(Object... more) {
        List<Object> options = new ArrayList<>(List.of("worker_num", 1, "task_worker_num", 1));
        options.addAll(List.of(more));
        return new TaskServer(options.toArray());
    }

    private static TaskServer echo(TaskServer it) {
        it.server.on("task", (Server _, int _, int _, Object data) -> data);
        it.server.on("finish", (Server _, int id, Object data) -> it.notes.add("finish", id, data));
        return it;
    }

    @Test
    @Spec("server 20")
    void taskWorkersNeedACallback() {
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of("task_worker_num", 1));
        server.on("receive", (Server _, int _, int _, byte[] _) -> {});
        assertEquals(
                "require 'onTask' callback",
                assertThrows(SwooleException.class, server::start).getMessage());
    }

    @Test
    @Spec("server 21")
    void finishNeedsNone() throws Exception {
        try (var log = LogLines.open();
                var it = one()) {
            it.server.on("task", (Server _, int _, int _, Object data) -> data);
            it.start();
            assertEquals("x", it.in(() -> it.server.taskwait("x", 20)));
            it.in(() -> it.server.task("y"));
            assertEquals("z", it.in(() -> it.server.taskwait("z", 20)));
            log.mustWarn("require 'onFinish' callback");
        }
    }

    @Test
    void taskUseObjectWarnsOfACallbackThatTakesNone() {
        try (var log = LogLines.open();
                var _ = echo(one("task_use_object", true)).start()) {
            log.mustWarn("task_use_object is on, but the callback of task takes no Task");
        }
    }

    @Test
    @Spec("server 158, 159")
    void idsCountFromZeroAndMessagesTakeOneToo() throws Exception {
        try (var it = echo(one())) {
            it.server.on("pipeMessage", (Server _, int _, Object _) -> {});
            it.start();
            assertEquals(0, it.in(() -> it.server.task("a")));
            assertEquals(1, it.in(() -> it.server.task("b")));
            assertTrue(it.in(() -> it.server.sendMessage("m", 1)));
            assertEquals(3, it.in(() -> it.server.task("c")));
        }
    }

    @Test
    @Spec("server 160-162")
    void aTaskWorkerCanBeChosen() throws Exception {
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 2, "task_worker_num", 2)) {
            it.server.on("task", (Server server, int _, int _, Object _) -> server.workerId());
            it.start();
            assertEquals(3, it.in(() -> it.server.taskwait("x", 20, 1)));
            assertEquals(2, it.in(() -> it.server.taskwait("x", 20, 0)));
            assertEquals(-1, it.in(() -> it.server.task("x", 2)));
            log.mustWarn("worker_id must be less than task_worker_num[2], got 2");
            assertTrue(it.in(() -> (int) it.server.taskwait("x", 20, -5)) >= 2);
        }
    }

    @Test
    @Spec("server 163")
    void aTaskWorkerGivesNoTasks() throws Exception {
        try (var log = LogLines.open();
                var it = one()) {
            it.server.on(
                    "task",
                    (Server server, int _, int _, Object _) ->
                            server.task("y") + " " + server.taskwait("y") + " " + server.taskCo(List.of("y")));
            it.start();
            assertEquals("-1 null null", it.in(() -> it.server.taskwait("x", 20)));
            log.mustWarn("Server->task() cannot use in the task-worker");
        }
    }

    @Test
    @Spec("server 164")
    void withoutTaskWorkersThereAreNoTasks() throws Exception {
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 1).start()) {
            assertEquals(-1, it.in(() -> it.server.task("x")));
            assertNull(it.in(() -> it.server.taskwait("x")));
            log.mustWarn("task method cannot be executed without task worker");
        }
    }

    @Test
    @Spec("server 165, 174")
    void resultsComeToTheWorkerThatAsked() throws Exception {
        try (var it = new TaskServer("worker_num", 3, "task_worker_num", 1)) {
            it.server.on("task", (Server _, int _, int source, Object _) -> source);
            it.server.on(
                    "finish",
                    (Server server, int _, Integer source) -> it.notes.add("at", server.workerId(), "source", source));
            it.start();
            for (int worker : List.of(2, 0, 1)) {
                it.in(worker, () -> it.server.task("x"));
                it.notes.await(worker == 2 ? 1 : worker == 0 ? 2 : 3);
            }
            it.notes.mustBe("at 2 source 2", "at 0 source 0", "at 1 source 1");
        }
    }

    @Test
    @Spec("server 166")
    void tasksOfOneWorkerRunInTheirOrder() throws Exception {
        try (var it = echo(one()).start()) {
            it.in(() -> {
                for (int i = 0; i < 50; i++) it.server.task(i);
                return null;
            });
            List<String> lines = it.notes.await(50);
            for (int i = 0; i < 50; i++) assertEquals("finish " + i + " " + i, lines.get(i));
        }
    }

    @Test
    @Spec("server 167")
    void anIdleWorkerIsPreferred() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 1, "task_worker_num", 3)) {
            it.server.on("task", (Server server, int _, int _, Object data) -> {
                if (data.equals("block")) {
                    busy.countDown();
                    TaskServer.await(goOn);
                }
                return server.workerId();
            });
            it.start();
            it.in(() -> it.server.task("block", 1));
            TaskServer.await(busy);
            for (int i = 0; i < 12; i++)
                assertFalse(it.in(() -> it.server.taskwait("x", 20)).equals(2));
            assertEquals(List.of(), log.texts(Level.WARN));
            it.in(() -> {
                for (int i = 0; i < 3; i++) it.server.task("block", i);
                for (int i = 0; i < 3; i++) it.server.task("x");
                return null;
            });
            goOn.countDown();
            List<String> warnings = log.texts(Level.WARN);
            long count = warnings.stream()
                    .filter("No idle task worker is available"::equals)
                    .count();
            assertTrue(count == 1 || count == 2, warnings::toString); // once in a second
        }
    }

    @Test
    @Spec("server 168, 169")
    void nullIsNoResultAndFalseIsOne() throws Exception {
        try (var it = echo(one()).start()) {
            it.in(() -> it.server.task(null));
            it.in(() -> it.server.task(false));
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("finish 1 false", "finish 2 x");
        }
    }

    @Test
    @Spec("server 170")
    void aTaskMayFinishSeveralTimes() throws Exception {
        try (var it = one()) {
            it.server.on("task", (Server server, int _, int _, Object _) -> {
                assertTrue(server.finish("f1"));
                assertTrue(server.finish("f2"));
                return "f3";
            });
            it.server.on("finish", (Server _, int id, Object data) -> it.notes.add(id, data));
            it.start();
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("0 f1", "0 f2", "0 f3");
        }
    }

    @Test
    @Spec("server 171")
    void aCallbackOfTheTaskGetsTheFirstResult() throws Exception {
        try (var it = one()) {
            it.server.on("task", (Server server, int _, int _, Object _) -> {
                server.finish("first");
                return "second";
            });
            it.server.on("finish", (Server _, int id, Object data) -> it.notes.add("finish", id, data));
            it.start();
            it.in(() -> it.server.task(
                    "x",
                    -1,
                    (Server server, int id, String data) -> it.notes.add("callback", id, data, server == it.server)));
            it.notes.mustBe("callback 0 first true", "finish 0 second");
        }
    }

    @Test
    @Spec("server 172")
    void largeDataArrivesIntact() throws Exception {
        byte[] data = new byte[300 * 1024];
        for (int i = 0; i < data.length; i++) data[i] = (byte) (i * 31);
        try (var it = echo(one()).start()) {
            assertArrayEquals(data, (byte[]) it.in(() -> it.server.taskwait(data, 20)));
        }
    }

    @Test
    @Spec("server 173")
    void valuesArriveAsCopies() throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("list", new ArrayList<>(List.of(1, "two", 3.0, List.of(false))));
        map.put("null", null);
        map.put("a", 4L);
        List<Object> seen = new ArrayList<>();
        try (var it = one()) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                seen.add(data);
                return data;
            });
            it.start();
            Object back = it.in(() -> it.server.taskwait(map, 20));
            assertEquals(map, back);
            assertEquals(List.copyOf(map.keySet()), List.copyOf(((Map<?, ?>) back).keySet()));
            assertNotSame(map, seen.getFirst());
            assertNotSame(seen.getFirst(), back);
        }
    }

    @Test
    @Spec("server 173")
    void otherTypesAreRefused() throws Exception {
        try (var log = LogLines.open();
                var it = one()) {
            it.server.on("task", (Server server, int _, int _, Object _) -> server.finish(new Object()));
            it.start();
            assertEquals(-1, it.in(() -> it.server.task(new Object())));
            log.mustWarn("the task is refused: a value of type java.lang.Object");
            assertNull(it.in(() -> it.server.taskwait(List.of(new Object()))));
            assertEquals(false, it.in(() -> it.server.taskwait("x", 20)));
            log.mustWarn("the result of task[");
        }
    }

    @Test
    @Spec("server 175")
    void aWorkerSurvivesWhatItsTaskThrows() throws Exception {
        try (var log = LogLines.open();
                var it = one()) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                if (data.equals("throw")) throw new Exception("on purpose");
                return data;
            });
            it.server.on("finish", (Server _, int id, Object data) -> it.notes.add(id, data));
            it.start();
            it.in(() -> it.server.task("throw"));
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("1 x");
            assertEquals(List.of("uncaught exception in the task callback [0]"), log.texts(Level.ERROR));
        }
    }

    @Test
    @Spec("server 176")
    void coroutineTasksFinishByTheirObject() throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        try (var it = one("task_enable_coroutine", true)) {
            it.server.on("task", (Server _, Task task) -> {
                swoole4j.Coroutine.go(() -> {
                    TaskServer.await(returned);
                    task.finish("later");
                });
                swoole4j.Event.defer(returned::countDown);
                return "ignored";
            });
            it.server.on("finish", (Server _, int id, Object data) -> it.notes.add(id, data));
            it.start();
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("0 later");
        }
    }

    @Test
    @Spec("server 177")
    void serverFinishKnowsNoCoroutineTask() throws Exception {
        try (var log = LogLines.open();
                var it = one("task_enable_coroutine", true)) {
            it.server.on("task", (Server server, Task task) -> task.finish(server.finish("x")));
            it.start();
            assertEquals(false, it.in(() -> it.server.taskwait("x", 20)));
            log.mustWarn("task_enable_coroutine");
        }
    }

    @Test
    @Spec("server 178")
    void coroutineTasksOverlap() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        try (var it = one("task_enable_coroutine", true)) {
            it.server.on("task", (Server _, Task task) -> {
                both.await(20, TimeUnit.SECONDS);
                task.finish(task.data());
            });
            it.start();
            assertEquals(List.of(1, 2), it.in(() -> it.server.taskCo(List.of(1, 2), 20)));
        }
    }

    @Test
    @Spec("server 31")
    void withoutCoroutinesOneTaskRunsAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var it = one()) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.sleep(1);
                running.decrementAndGet();
                return data;
            });
            it.start();
            assertEquals(List.of(1, 2, 3, 4, 5, 6), it.in(() -> it.server.taskCo(List.of(1, 2, 3, 4, 5, 6), 20)));
            assertEquals(1, most.get());
        }
    }

    @Test
    @Spec("server 30")
    void taskWorkersKnowWhatTheyAre() throws Exception {
        try (var it = new TaskServer("worker_num", 2, "task_worker_num", 2)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> data);
            it.start();
            for (int worker = 0; worker < 4; worker++) {
                assertEquals(worker, it.in(worker, it.server::workerId));
                assertEquals(worker, it.in(worker, it.server::getWorkerId));
                assertEquals(worker >= 2, it.in(worker, it.server::taskworker));
            }
            assertFalse(it.server.taskworker());
        }
    }

    @Test
    @Spec("server 189")
    void tasksOfTheManagerHaveNoResult() throws Exception {
        try (var _ = LogLines.open();
                var it = one()) {
            it.server.on(
                    "task",
                    (Server server, int _, int source, Object data) ->
                            it.notes.add("task", data, "from", source, server.finish("result")));
            it.server.on("finish", (Server _, int _, Object _) -> it.notes.add("finish"));
            it.server.on("managerStart", (Server server) -> server.task("x"));
            it.start();
            it.notes.mustBe("task x from 0 false");
            it.in(() -> it.server.task("y"));
            assertEquals(
                    List.of("finish", "task x from 0 false", "task y from 0 true"),
                    it.notes.await(3).stream().sorted().toList());
        }
    }

    @Test
    @Spec("server 189")
    void tasksFromOutsideHaveNoResult() throws Exception {
        try (var log = LogLines.open();
                var it = one()) {
            it.server.on(
                    "task",
                    (Server server, int _, int source, Object data) ->
                            it.notes.add("task", data, "from", source, server.finish("result")));
            it.server.on("finish", (Server _, int _, Object _) -> it.notes.add("finish"));
            it.start();
            assertEquals(0, it.server.task("x"));
            it.notes.mustBe("task x from 0 false");
            assertNull(it.server.taskwait("y"));
            log.mustWarn("wants no result");
            log.mustWarn("taskwait method can only be used in the event worker");
        }
    }

    @Test
    @Spec("server 190")
    void objectsInsteadOfNumbers() throws Exception {
        double before = System.currentTimeMillis() / 1000.0;
        try (var it = one("event_object", true)) {
            it.server.on("task", (Server _, Task task) -> {
                it.notes.add("task", task.id(), task.workerId(), task.data(), task.dispatchTime() >= before);
                return "done";
            });
            it.server.on(
                    "finish",
                    (Server _, TaskResult result) -> it.notes.add(
                            "finish",
                            result.taskId(),
                            result.taskWorkerId(),
                            result.data(),
                            result.dispatchTime() >= before));
            it.start();
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("task 0 0 x true", "finish 0 1 done true");
        }
    }

    @Test
    @Spec("server 191")
    void flags() throws Exception {
        try (var it = one("task_use_object", true)) {
            it.server.on("task", (Server _, Task task) -> {
                it.notes.add(task.flags());
                return "x";
            });
            it.start();
            it.in(() -> it.server.task("x"));
            it.in(() -> it.server.task("x", -1, (Server _, int _, Object _) -> {}));
            it.in(() -> it.server.taskwait("x", 20));
            it.in(() -> it.server.taskCo(List.of("x"), 20));
            it.in(() -> it.server.task(List.of()));
            it.in(() -> it.server.task(1, -1, (Server _, int _, Object _) -> {}));
            it.in(() -> it.server.taskwait(Map.of(), 20));
            it.notes.mustBe("4", "12", "36", "36", "6", "14", "38");
        }
    }

    @Test
    void theQueueHasALimit() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var log = LogLines.open();
                var it = one("task_queue_length", 2)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                busy.countDown();
                TaskServer.await(goOn);
                return data;
            });
            it.server.on("finish", (Server _, int id, Object data) -> it.notes.add(id, data));
            it.start();
            it.in(() -> it.server.task("a"));
            TaskServer.await(busy);
            assertEquals(1, it.in(() -> it.server.task("b")));
            assertEquals(2, it.in(() -> it.server.task("c")));
            assertEquals(-1, it.in(() -> it.server.task("d")));
            assertEquals(SwooleError.TASK_DISPATCH_FAIL.number(), it.in(it.server::getLastError));
            log.mustWarn("too many tasks wait");
            goOn.countDown();
            it.notes.mustBe("0 a", "1 b", "2 c");
        }
    }

    @Test
    void theBytesOfTheQueueHaveALimit() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var it = echo(one("task_queue_size", "1M"))) {
            it.server.on("task", (Server _, int _, int _, Object _) -> {
                busy.countDown();
                TaskServer.await(goOn);
            });
            it.start();
            it.in(() -> it.server.task("a"));
            TaskServer.await(busy);
            byte[] large = new byte[700_000];
            assertEquals(1, it.in(() -> it.server.task(large)));
            assertEquals(-1, it.in(() -> it.server.task(large)));
            assertEquals(3, it.in(() -> it.server.task("small")));
            goOn.countDown();
        }
    }

    @Test
    void resultsWaitForRoomInsteadOfBeingLost() throws Exception {
        try (var it = one("task_queue_length", 1)) {
            it.server.on("task", (Server server, int _, int _, Object _) -> {
                for (int i = 0; i < 50; i++) assertTrue(server.finish(i));
            });
            it.server.on("finish", (Server _, int _, Object data) -> it.notes.add(data));
            it.start();
            it.in(() -> it.server.task("x"));
            List<String> lines = it.notes.await(50);
            for (int i = 0; i < 50; i++) assertEquals("" + i, lines.get(i));
        }
    }

    @Test
    void typedKeysFitTasksToo() throws Exception {
        try (var it = one()) {
            it.server.on(Event.TASK, (server, id, source, data) -> data + "!");
            it.server.on(Event.FINISH, (server, id, data) -> it.notes.add(id, data));
            it.start();
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("0 x!");
        }
    }

    @Test
    void callbacksWithoutAResultAndWithoutParameters() throws Exception {
        try (var it = one()) {
            it.server.on("task", () -> it.notes.add("task"));
            it.server.on("finish", () -> it.notes.add("finish"));
            it.start();
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("task");
        }
        try (var it = one()) {
            it.server.on("task", (Server server, int _, int _, Object data) -> {
                server.finish(data);
            });
            it.server.on("finish", () -> it.notes.add("finish"));
            it.start();
            it.in(() -> it.server.task("x"));
            it.notes.mustBe("finish");
        }
    }

    @Test
    void finishBelongsIntoATask() throws Exception {
        try (var log = LogLines.open();
                var it = echo(one()).start()) {
            assertFalse(it.in(() -> it.server.finish("x")));
            log.mustWarn("Server->finish() can only be used in the task worker");
            assertFalse(it.in(1, () -> it.server.finish("x")));
            log.mustWarn("Server->finish() can only be used in the callback of a task");
        }
    }

    @Test
    void beforeTheStartThereAreNoTasks() {
        Server server = new Server("127.0.0.1", 0);
        assertEquals(-1, server.task("x"));
        assertNull(server.taskwait("x"));
        assertFalse(server.finish("x"));
        assertFalse(server.sendMessage("x", 0));
        assertFalse(server.taskworker());
    }

    @Test
    void packedValuesAreUnpackedAndGarbageIsNot() {
        assertEquals(List.of(1, "x"), Task.unpack(Task.pack(List.of(1, "x"))));
        try (var log = LogLines.open()) {
            assertNull(Task.unpack("garbage".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            assertNull(Task.pack(new Object()));
            assertEquals(2, log.texts(Level.WARN).size());
        }
    }

    @Test
    void aThousandTasksAtOnce() throws Exception {
        try (var it = new TaskServer("worker_num", 2, "task_worker_num", 4)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> data);
            it.server.on("finish", (Server _, int _, Object data) -> it.notes.add(data));
            it.start();
            for (int worker = 0; worker < 2; worker++) {
                it.in(worker, () -> {
                    for (int i = 0; i < 1000; i++) assertTrue(it.server.task(i) >= 0);
                    return null;
                });
            }
            assertEquals(2000, it.notes.await(2000).size());
        }
    }
}
