package swoole4j.server.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import swoole4j.Event;
import swoole4j.Process;
import swoole4j.Server;
import swoole4j.SwooleError;
import swoole4j.server.PipeMessage;
import swoole4j.testing.LogLines;
import swoole4j.tests.Spec;

/** Messages between workers, spec/server.md section 11. */
class PipeMessageTest {
    /** Two event workers and one task worker, which note what they receive. */
    private static TaskServer server() {
        TaskServer it = new TaskServer("worker_num", 2, "task_worker_num", 1);
        it.server.on("task", (Server _, int _, int _, Object data) -> data);
        it.server.on(
                "pipeMessage",
                (Server server, int source, Object data) -> it.notes.add(server.workerId(), "from", source, data));
        return it;
    }

    @Test
    @Spec("server 195")
    void reachEventAndTaskWorkersFromEverywhere() throws Exception {
        BlockingQueue<Boolean> sent = new LinkedBlockingQueue<>();
        CountDownLatch go = new CountDownLatch(1);
        try (var it = server()) {
            it.server.addProcess(new Process(_ -> {
                go.await();
                sent.add(it.server.sendMessage("process", 1));
                new CountDownLatch(1).await();
            }));
            it.start();
            assertTrue(it.in(0, () -> it.server.sendMessage("event", 1)));
            it.notes.await(1);
            assertTrue(it.in(1, () -> it.server.sendMessage("to task", 2)));
            it.notes.await(2);
            assertTrue(it.in(2, () -> it.server.sendMessage("from task", 0)));
            it.notes.await(3);
            assertTrue(it.server.sendMessage("thread", 0));
            it.notes.await(4);
            go.countDown();
            assertTrue(sent.take());
            it.notes.mustBe(
                    "1 from 0 event", "2 from 1 to task", "0 from 2 from task", "0 from 0 thread", "1 from 3 process");
        }
    }

    @Test
    @Spec("server 192, 193")
    void selfAndNobodyAreRefused() throws Exception {
        try (var log = LogLines.open();
                var it = server().start()) {
            assertFalse(it.in(1, () -> it.server.sendMessage("x", 1)));
            assertFalse(it.in(2, () -> it.server.sendMessage("x", 2)));
            log.mustWarn("cannot send messages to self");
            assertFalse(it.in(() -> it.server.sendMessage("x", 3)));
            log.mustWarn("worker_id[3] is invalid, expected 0 to 2");
            assertFalse(it.in(() -> it.server.sendMessage("x", -1)));
            assertFalse(it.in(() -> it.server.sendMessage(new Object(), 1)));
            log.mustWarn("the message is refused: a value of type java.lang.Object");
        }
    }

    @Test
    @Spec("server 194")
    void withoutACallbackNothingIsSent() throws Exception {
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 2).start()) {
            assertFalse(it.in(() -> it.server.sendMessage("x", 1)));
            log.mustWarn("onPipeMessage is null");
        }
    }

    @Test
    @Spec("server 196")
    void nullAndLargeMessagesArrive() throws Exception {
        String large = "x".repeat(200 * 1024);
        try (var it = server().start()) {
            it.in(() -> it.server.sendMessage(null, 1) && it.server.sendMessage(large, 1));
            it.notes.mustBe("1 from 0 null", "1 from 0 " + large);
        }
    }

    @Test
    @Spec("server 197")
    void finishIsNotForMessages() throws Exception {
        try (var log = LogLines.open();
                var it = server()) {
            it.server.on("pipeMessage", (Server server, int _, Object _) -> it.notes.add(server.finish("x")));
            it.start();
            it.in(() -> it.server.sendMessage("x", 2));
            it.notes.mustBe("false");
            log.mustWarn("Server->finish() can only be used in the callback of a task");
        }
    }

    @Test
    @Spec("server 198")
    void arriveInTheirOrder() throws Exception {
        try (var it = server().start()) {
            for (int target : List.of(1, 2)) {
                it.in(() -> {
                    for (int i = 0; i < 200; i++) assertTrue(it.server.sendMessage(i, target));
                    return null;
                });
                List<String> lines = it.notes.await(200 * target);
                for (int i = 0; i < 200; i++) {
                    assertEquals(target + " from 0 " + i, lines.get(200 * (target - 1) + i));
                }
            }
        }
    }

    @Test
    @Spec("server 190")
    void comeAsObjectsWhenWanted() throws Exception {
        double before = System.currentTimeMillis() / 1000.0;
        try (var it = new TaskServer("worker_num", 2, "event_object", true)) {
            it.server.on(
                    "pipeMessage",
                    (Server _, PipeMessage message) -> it.notes.add(
                            message.sourceWorkerId(),
                            message.workerId(),
                            message.data(),
                            message.dispatchTime() >= before));
            it.start();
            it.in(1, () -> it.server.sendMessage("x", 0));
            it.notes.mustBe("1 1 x true");
        }
    }

    @Test
    void typedKeysFit() throws Exception {
        try (var it = new TaskServer("worker_num", 2)) {
            it.server.on(Event.PIPE_MESSAGE, (server, source, data) -> it.notes.add(server.workerId(), source, data));
            it.start();
            it.in(1, () -> it.server.sendMessage("x", 0));
            it.notes.mustBe("0 1 x");
        }
    }

    @Test
    void aTaskWorkerReceivesBetweenItsTasks() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var it = server()) {
            it.server.on("task", (Server _, int _, int _, Object data) -> {
                busy.countDown();
                TaskServer.await(goOn);
                it.notes.add("task", data);
            });
            it.start();
            it.in(() -> it.server.task("one"));
            TaskServer.await(busy);
            it.in(() -> it.server.sendMessage("x", 2));
            it.in(() -> it.server.task("two"));
            goOn.countDown();
            it.notes.mustBe("task one", "2 from 0 x", "task two");
        }
    }

    @Test
    void theMessagesThatWaitHaveALimit() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 1, "task_worker_num", 1, "task_queue_length", 1)) {
            it.server.on("task", (Server _, int _, int _, Object _) -> {
                busy.countDown();
                TaskServer.await(goOn);
            });
            it.server.on("pipeMessage", (Server _, int _, Object data) -> it.notes.add(data));
            it.start();
            it.in(() -> it.server.task("x"));
            TaskServer.await(busy);
            assertTrue(it.in(() -> it.server.sendMessage("a", 1)));
            assertFalse(it.in(() -> it.server.sendMessage("b", 1)));
            assertEquals(SwooleError.QUEUE_FULL.number(), it.in(it.server::getLastError));
            log.mustWarn("too many messages wait for worker 1");
            goOn.countDown();
            it.notes.mustBe("a");
        }
    }
}
