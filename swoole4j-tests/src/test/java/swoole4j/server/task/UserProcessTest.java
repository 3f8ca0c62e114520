package swoole4j.server.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.Process;
import swoole4j.Server;
import swoole4j.Swoole;
import swoole4j.SwooleException;
import swoole4j.Timer;
import swoole4j.coroutine.Socket;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Processes that a server runs beside its workers. */
class UserProcessTest {
    private static void forEver() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Test
    @Spec("server 35, 36")
    void idsFollowThoseOfTheWorkers() throws Exception {
        try (var it = new TaskServer("worker_num", 2, "task_worker_num", 1)) {
            it.server.on("task", (Server _, int _, int _, Object data) -> data);
            Process.Main main = process -> {
                it.notes.add(
                        process.id(), process.pid() == ProcessHandle.current().pid());
                forEver();
            };
            Process first = new Process(main);
            assertEquals(0, first.id());
            assertEquals(0, first.pid());
            assertEquals(0, it.server.addProcess(first));
            assertEquals(1, it.server.addProcess(new Process(main)));
            it.start();
            assertEquals(
                    List.of("3 true", "4 true"),
                    it.notes.await(2).stream().sorted().toList());
            assertEquals(3, first.id());
            assertEquals(-1, it.server.addProcess(new Process(main)));
        }
    }

    @Test
    @Spec("server 37")
    @Spec("coroutine 105")
    void oneThatReturnsIsStartedAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 1)) {
            it.server.addProcess(new Process(process -> {
                it.notes.add("run", runs.incrementAndGet(), process.id());
                switch (runs.get()) {
                    case 1 -> {}
                    case 2 -> throw new Exception("on purpose");
                    case 3 -> process.exit(7);
                    default -> forEver();
                }
            }));
            it.start();
            it.notes.mustBe("run 1 1", "run 2 1", "run 3 1", "run 4 1");
            assertEquals(List.of("uncaught exception in user process 1"), log.texts(Level.ERROR));
            log.mustWarn("user process 1 ended with exit code 7");
        }
    }

    @Test
    void oneThatHasTimersIsNotStartedAgainBeforeTheyAreOver() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (var it = new TaskServer("worker_num", 1)) {
            it.server.addProcess(new Process(_ -> {
                if (runs.incrementAndGet() == 2) {
                    it.notes.add("second run");
                    forEver();
                }
                AtomicInteger ticks = new AtomicInteger();
                Timer.tick(5, id -> {
                    if (ticks.incrementAndGet() < 3) return;
                    Timer.clear(id);
                    it.notes.add("ticks", ticks);
                });
            }));
            it.start();
            it.notes.mustBe("ticks 3", "second run");
        }
    }

    @Test
    @Spec("server 38")
    void mayUseTheServer() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        Server server = new Server("127.0.0.1", 0);
        server.on("connect", (Server _, int _) -> connected.countDown());
        server.on("receive", (Server _, int _, int _, byte[] _) -> {});
        server.addProcess(new Process(_ -> {
            TaskServer.await(connected);
            assertTrue(server.exists(1));
            String address = (String) server.getClientInfo(1).get("remote_ip");
            server.send(1, address);
            server.close(1);
            forEver();
        }));
        try (var it = TestServer.start(server);
                RawClient client = it.connect()) {
            assertEquals("127.0.0.1", new String(client.readBytes(9), StandardCharsets.US_ASCII));
            client.mustBeClosed();
        }
    }

    @Test
    @Spec("server 39")
    void isNoWorker() throws Exception {
        try (var it = new TaskServer("worker_num", 1)) {
            it.server.addProcess(new Process(_ -> {
                it.notes.add(it.server.getWorkerId(), it.server.workerId(), it.server.taskworker());
                forEver();
            }));
            it.start();
            it.notes.mustBe("-1 -1 false");
        }
    }

    @Test
    @Spec("server 40")
    @Spec("coroutine 105")
    void isToldToEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        TaskServer it = new TaskServer("worker_num", 1);
        it.server.addProcess(new Process(_ -> {
            try {
                begun.countDown();
                forEver();
            } catch (InterruptedException _) {
                it.notes.add("interrupted");
            }
        }));
        it.server.addProcess(new Process(process -> {
            CountDownLatch end = new CountDownLatch(1);
            assertTrue(process.signal(Process.SIGTERM, end::countDown));
            begun.countDown();
            end.await();
            it.notes.add("handled");
        }));
        it.start();
        TaskServer.await(begun);
        it.close();
        assertEquals(
                List.of("handled", "interrupted"),
                it.notes.await(2).stream().sorted().toList());
    }

    @Test
    void oneThatIgnoresThatDoesNotHoldTheServer() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        try (var log = LogLines.open()) {
            TaskServer it = new TaskServer("worker_num", 1, "max_wait_time", .1);
            it.server.addProcess(new Process(process -> {
                process.signal(Process.SIGTERM, () -> {});
                begun.countDown();
                late.await();
            }));
            it.start();
            TaskServer.await(begun);
            it.close();
            log.mustWarn("user process 1 did not end within max_wait_time");
        } finally {
            late.countDown();
        }
    }

    @Test
    @Spec("server 184")
    void givesTasksButDoesNotWaitForThem() throws Exception {
        try (var log = LogLines.open();
                var it = new TaskServer("worker_num", 1, "task_worker_num", 1)) {
            it.server.on(
                    "task",
                    (Server server, int id, int source, Object data) ->
                            it.notes.add("task", id, source, data, server.finish("x")));
            it.server.on("finish", (Server _, int _, Object _) -> it.notes.add("finish"));
            it.server.addProcess(new Process(_ -> {
                assertNull(it.server.taskwait("x"));
                it.server.task("y");
                forEver();
            }));
            it.start();
            it.notes.mustBe("task 0 2 y false");
            log.mustWarn("taskwait method can only be used in the event worker");
        }
    }

    @Test
    @Spec("coroutine 106")
    void talksToWorkersThroughItsPipe() throws Exception {
        try (var it = new TaskServer("worker_num", 1)) {
            Process process = new Process(self -> {
                for (String data; (data = self.read()) != null; ) self.write("echo " + data);
            });
            it.server.addProcess(process);
            it.start();
            assertEquals("echo one", it.in(() -> {
                assertEquals(3, process.write("one"));
                return process.read();
            }));
            process.write("a long message");
            assertEquals("echo", process.read(4), "the rest of a message is lost");
            process.write("two");
            assertEquals("echo two", process.read());
        }
    }

    @Test
    void aStreamHasNoBoundaries() throws Exception {
        try (var it = new TaskServer("worker_num", 1)) {
            Process process = new Process(
                    self -> {
                        self.write("onetwo");
                        forEver();
                    },
                    false,
                    Process.SOCK_STREAM);
            it.server.addProcess(process);
            it.start();
            assertEquals("one", process.read(3));
            assertEquals("two", process.read());
        }
    }

    @Test
    @Spec("coroutine 107")
    void itsPipeIsASocketOnBothSides() throws Exception {
        try (var it = new TaskServer("worker_num", 2)) {
            Process process = new Process(self -> {
                Socket socket = self.exportSocket();
                for (String data; (data = socket.recv(100, -1)) != null; ) socket.send("echo " + data);
            });
            it.server.addProcess(process);
            it.start();
            assertEquals("echo one", it.in(() -> {
                Socket socket = process.exportSocket();
                assertEquals(3, socket.send("one"));
                return socket.recv(100, 10);
            }));
            Socket socket = process.exportSocket();
            assertNull(socket.recv(100, .01));
            assertEquals(110, socket.errCode());
            assertEquals(-1, socket.send(new byte[70_000], 1));
            assertEquals(90, socket.errCode());
            assertNull(socket.recv(0));
            assertEquals(22, socket.errCode());
            assertEquals(3, socket.send("two"));
            assertEquals("echo", socket.recv(4, 10), "the rest of a message is lost");
            assertTrue(socket.close());
            assertFalse(socket.close());
            assertNull(socket.recv());
            assertEquals(9, socket.errCode());
        }
    }

    @Test
    void aSocketWaitsForRoomNoLongerThanItIsTold() {
        Socket socket = new Process(_ -> {}).exportSocket();
        int sent = 0;
        while (socket.send("x", .01) == 1) sent++;
        assertEquals(256, sent);
        assertEquals(110, socket.errCode());
    }

    @Test
    @Spec("coroutine 108")
    void signalsReachProcesses() throws Exception {
        int self = (int) ProcessHandle.current().pid();
        assertTrue(Process.kill(self, 0));
        java.lang.Process child = new ProcessBuilder("sleep", "60").start();
        try {
            int pid = (int) child.pid();
            assertTrue(Process.kill(pid, 0));
            assertTrue(Process.kill(pid));
            assertTrue(child.waitFor(10, TimeUnit.SECONDS));
            assertFalse(Process.kill(pid, 0));
            assertEquals(3, Swoole.lastError());
        } finally {
            child.destroyForcibly();
        }
        assertFalse(Process.kill(self, 65));
        assertEquals(22, Swoole.lastError());
        assertFalse(Process.kill(-1, 15));
        assertEquals(22, Swoole.lastError());
    }

    @Test
    void misuseIsAnswered() {
        try (var log = LogLines.open()) {
            Process silent = new Process(_ -> {}, false, 0);
            assertEquals(-1, silent.write("x"));
            assertNull(silent.read());
            assertNull(silent.exportSocket());
            Process process = new Process(_ -> {});
            assertEquals(-1, process.write(""));
            assertEquals(-1, process.write(new byte[70_000]));
            assertNull(process.read(0));
            assertFalse(process.name("x"));
            assertFalse(process.signal(Process.SIGTERM, () -> {}));
            assertFalse(process.signal(1, () -> {}));
            assertEquals(8, log.texts(Level.WARN).size());
        }
        assertThrows(SwooleException.class, () -> new Process(_ -> {}, true));
        assertThrows(SwooleException.class, () -> new Process(_ -> {}, false, 3));
    }
}
