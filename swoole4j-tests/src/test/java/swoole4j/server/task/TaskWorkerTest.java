package swoole4j.server.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.Timer;
import swoole4j.server.Task;
import swoole4j.testing.LogLines;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** The life of task workers. */
class TaskWorkerTest {
    private static Server server(Object... options) {
        return new TaskServer(options).server;
    }

    @Test
    @Spec("server 221")
    void aWorkerIsReplacedAfterItsTasksAndLosesNone() throws Exception {
        var it = new TaskServer("worker_num", 1, "task_worker_num", 1, "task_max_request", 3);
        List<String> starts = new ArrayList<>();
        it.server.on("task", (Server _, int _, int _, Object data) -> data);
        it.server.on("finish", (Server _, int _, Object data) -> it.notes.add(data));
        CountDownLatch started = new CountDownLatch(4);
        it.server.on("workerStop", (Server server, int id) -> {
            if (server.taskworker()) starts.add("stop " + id);
        });
        Server server = it.server;
        server.on("workerStart", (Server running, int id) -> {
            if (running.taskworker()) {
                starts.add("start " + id);
                started.countDown();
            } else {
                for (int i = 0; i < 10; i++) running.task(i);
            }
        });
        try (var _ = TestServer.start(server)) {
            TaskServer.await(started);
            it.notes.mustBe("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertEquals(
                    List.of("start 1", "stop 1", "start 1", "stop 1", "start 1", "stop 1", "start 1"),
                    List.copyOf(starts).subList(0, 7));
        }
    }

    @Test
    void aWorkerFinishesItsTaskBeforeTheServerEnds() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        Server server = server("worker_num", 1, "task_worker_num", 1);
        server.on("task", (Server _, int _, int _, Object data) -> {
            busy.countDown();
            TaskServer.await(goOn);
            seen.add("task " + data);
            over.countDown();
        });
        server.on("workerStart", (Server it, int _) -> {
            if (!it.taskworker()) {
                it.task("one");
                it.task("two");
            }
        });
        server.on("workerStop", (Server it, int id) -> {
            if (!it.taskworker()) goOn.countDown();
            else seen.add("stop " + id);
        });
        try (var _ = TestServer.start(server)) {
            TaskServer.await(busy);
        }
        assertEquals("task one", seen.getFirst());
        assertEquals("stop 1", seen.getLast());
    }

    @Test
    void timersOfATaskWorkerFireBetweenItsTasks() throws Exception {
        List<String> seen = new ArrayList<>();
        CountDownLatch due = new CountDownLatch(1);
        try (var it = new TaskServer("worker_num", 1, "task_worker_num", 1)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                if (data.equals("one")) {
                    Timer.after(1, () -> seen.add("timer"));
                    Thread.sleep(20); // Coroutine.sleep would need a coroutine
                    swoole4j.Coroutine.go(due::countDown);
                    TaskServer.await(due);
                }
                seen.add("task " + data);
                return String.join(" ", seen);
            });
            it.start();
            assertEquals("task one", it.in(() -> it.server.taskwait("one", 20)));
            assertEquals("task one timer task two", it.in(() -> it.server.taskwait("two", 20)));
        }
    }

    @Test
    void timersOfACoroutineTaskWorkerFireMeanwhile() throws Exception {
        try (var it = new TaskServer("worker_num", 1, "task_worker_num", 1, "task_enable_coroutine", true)) {
            it.server.on("task", (Server _, Task task) -> {
                CountDownLatch fired = new CountDownLatch(1);
                Timer.after(1, fired::countDown);
                TaskServer.await(fired);
                task.finish("fired");
            });
            it.start();
            assertEquals("fired", it.in(() -> it.server.taskwait("x", 20)));
        }
    }

    @Test
    void coroutinesOfTasksHoldAWorkerThatStops() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch exit = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        Server server = server("worker_num", 1, "task_worker_num", 1, "task_enable_coroutine", true);
        server.on("task", (Server _, Task _) -> {
            busy.countDown();
            TaskServer.await(exit);
            seen.add("task");
        });
        server.on("workerExit", (Server it, int _) -> {
            if (it.taskworker()) exit.countDown();
        });
        server.on("workerStart", (Server it, int _) -> {
            if (!it.taskworker()) it.task("x");
        });
        server.on("workerStop", (Server it, int id) -> {
            if (it.taskworker()) seen.add("stop " + id);
        });
        try (var _ = TestServer.start(server)) {
            TaskServer.await(busy);
        }
        assertEquals(List.of("task", "stop 1"), seen);
    }

    @Test
    void aTimerHoldsAWorkerThatStopsUntilItIsCleared() throws Exception {
        List<String> seen = new ArrayList<>();
        Server server = server("worker_num", 1);
        server.on("workerStart", (Server _, int _) -> Timer.tick(3_600_000, _ -> {}));
        server.on("workerExit", (Server _, int _) -> {
            seen.add("exit");
            assertTrue(Timer.clearAll());
        });
        server.on("workerStop", (Server _, int _) -> seen.add("stop"));
        TestServer.start(server).close();
        assertEquals("exit", seen.getFirst());
        assertEquals("stop", seen.getLast());
    }

    @Test
    @Spec("server 211")
    void reloadOfTaskWorkersReplacesNoOther() throws Exception {
        try (var it = new TaskServer("worker_num", 1, "task_worker_num", 2)) {
            it.server.on("task", (Server server, int _, int _, Object data) -> server.workerId() + " " + data);
            it.server.on("workerStop", (Server _, int id) -> it.notes.add("stop", id));
            it.server.on("beforeReload", (Server _) -> it.notes.add("before"));
            it.server.on("afterReload", (Server _) -> it.notes.add("after"));
            it.start();
            assertTrue(it.server.reload(true));
            List<String> lines = it.notes.await(4);
            assertEquals("before", lines.getFirst());
            assertEquals("after", lines.getLast());
            assertEquals(
                    List.of("stop 1", "stop 2"),
                    lines.subList(1, 3).stream().sorted().toList());
            for (int worker = 0; worker < 2; worker++) {
                int chosen = worker;
                assertEquals((1 + worker) + " x", it.in(() -> it.server.taskwait("x", 20, chosen)));
            }
        }
    }

    @Test
    @Spec("server 223")
    void oneTaskWorkerCanBeReplaced() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var it = new TaskServer("worker_num", 1, "task_worker_num", 2)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                if (data.equals("block")) {
                    busy.countDown();
                    TaskServer.await(goOn);
                }
                return data;
            });
            it.server.on("finish", (Server _, int _, Object data) -> it.notes.add(data));
            it.server.on("workerStop", (Server _, int id) -> it.notes.add("stop", id));
            it.start();
            it.in(() -> it.server.task("block", 1));
            it.in(() -> it.server.task("behind", 1));
            TaskServer.await(busy);
            assertTrue(it.server.stop(2));
            goOn.countDown();
            assertEquals(
                    List.of("behind", "block", "stop 2"),
                    it.notes.await(3).stream().sorted().toList());
        }
    }

    @Test
    void withoutCoroutinesTimersWaitForTheirWorkersCallbacks() throws Exception {
        List<String> seen = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        Server server = server("worker_num", 1, "enable_coroutine", false);
        server.on("workerStart", (Server _, int _) -> {
            Timer.after(1, () -> {
                seen.add("first begins");
                swoole4j.Coroutine.sleep(.02);
                seen.add("first ends");
            });
            Timer.after(2, () -> {
                seen.add("second");
                over.countDown();
            });
        });
        try (var _ = TestServer.start(server)) {
            TaskServer.await(over);
        }
        assertEquals(List.of("first begins", "first ends", "second"), seen);
    }

    @Test
    @Spec("server 276")
    void whatATimerThrowsIsLoggedAndItsWorkerLivesOn() throws Exception {
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 1, "task_worker_num", 1)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> data);
            it.start();
            for (int worker = 0; worker < 2; worker++) {
                CountDownLatch twice = new CountDownLatch(2);
                it.in(
                        worker,
                        () -> Timer.tick(1, id -> {
                            twice.countDown();
                            if (twice.getCount() == 0) Timer.clear(id);
                            throw new Exception("on purpose");
                        }));
                TaskServer.await(twice);
            }
            assertEquals("x", it.in(() -> it.server.taskwait("x", 20)));
            assertEquals(
                    List.of("uncaught exception in a coroutine"),
                    log.texts(Level.ERROR).stream().distinct().toList());
        }
    }
}
