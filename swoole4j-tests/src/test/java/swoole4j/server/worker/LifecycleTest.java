package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;
import static swoole4j.server.worker.WorkerServers.whoAmI;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.Timer;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** The events of servers and workers, when they come and in what order. */
class LifecycleTest {
    private static final int EXITING = 3;

    private final Notes notes = new Notes();

    /** Notes all events of servers and workers. */
    private Server server(int mode, int workers, Map<String, ?> options) {
        Server server = whoAmI(mode, workers, options);
        for (String event : List.of("start", "beforeShutdown", "shutdown", "managerStart", "managerStop")) {
            server.on(event, (Server it) -> notes.add(event));
        }
        for (String event : List.of("beforeReload", "afterReload")) {
            server.on(event, (Server it) -> notes.add(event));
        }
        for (String event : List.of("workerStart", "workerStop")) {
            server.on(event, (Server it, int worker) -> notes.add(event, worker));
        }
        return server;
    }

    private List<String> lines() {
        return notes.await(0);
    }

    private long count(String line) {
        return lines().stream().filter(line::equals).count();
    }

    private void mustPrecede(String first, String then) {
        List<String> all = lines();
        assertTrue(
                all.contains(first) && all.indexOf(first) < all.lastIndexOf(then),
                () -> first + ", " + then + ": " + all);
    }

    @Nested
    class StartAndEnd {
        @ParameterizedTest
        @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
        @Spec("server 23, 26, 27, 226")
        void comeInOrder(int mode) {
            Server server = server(mode, 2, Map.of());
            AtomicInteger clock = new AtomicInteger(); // to note is to wait for whoever notes
            AtomicInteger started = new AtomicInteger();
            AtomicInteger workerStarted = new AtomicInteger();
            server.on("start", (Server it) -> {
                started.set(clock.incrementAndGet());
                notes.add("start");
            });
            server.on("workerStart", (Server it, int worker) -> {
                if (worker == 0) workerStarted.set(clock.incrementAndGet());
                notes.add("workerStart", worker);
            });
            var running = TestServer.start(server);
            notes.await(4);
            assertEquals(1, count("start"));
            assertEquals(1, count("managerStart"));
            assertEquals(1, count("workerStart 0"));
            assertEquals(1, count("workerStart 1"));
            assertEquals(1, started.get());
            assertEquals(2, workerStarted.get());
            running.server().shutdown();
            running.awaitEnd();
            List<String> all = lines();
            assertEquals(List.of("managerStop", "shutdown"), all.subList(all.size() - 2, all.size()));
            assertEquals("beforeShutdown", all.get(all.size() - 5));
            assertEquals(1, count("workerStop 0"));
            assertEquals(1, count("workerStop 1"));
        }

        @Test
        @Spec("server 22")
        void happenOnce() throws Exception {
            try (var running = TestServer.start(whoAmI(SWOOLE_BASE, 1, Map.of()))) {
                assertFalse(running.server().start());
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
        @Spec("server 32, 33")
        void runInCoroutinesWhereSwooleDoes(int mode) throws Exception {
            Server server = whoAmI(mode, 2, Map.of());
            for (String event : List.of("managerStart", "managerStop", "shutdown", "start", "beforeShutdown")) {
                server.on(event, (Server it) -> notes.add(event, Coroutine.getCid() > 0));
            }
            server.on("workerStop", (Server it, int worker) -> notes.add("workerStop", Coroutine.getCid() > 0));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                notes.add("receive", Coroutine.getCid() > 0);
                it.send(fd, "x\r\n");
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText("?").readLine();
            }
            assertEquals(
                    List.of(
                            "beforeShutdown true",
                            "managerStart false",
                            "managerStop false",
                            "receive true",
                            "shutdown false",
                            "start true",
                            "workerStop false",
                            "workerStop false"),
                    lines().stream().sorted().toList());
        }
    }

    @Nested
    class Reloads {
        @Test
        @Spec("server 210")
        void areRefusedWhereThereIsNothingToReplace() {
            try (var running = TestServer.start(whoAmI(SWOOLE_BASE, 1, Map.of()))) {
                assertFalse(running.server().reload());
                assertEquals(507, running.server().getLastError());
                assertEquals(0, running.server().managerPid());
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
        @Spec("server 28, 34, 208, 209")
        void replaceEachWorkerBetweenBeforeAndAfter(int mode) {
            Server server = server(mode, 2, Map.of());
            server.on("beforeReload", (Server it) -> {
                notes.add("beforeReload");
                assertTrue(it.reload()); // one is under way, and this one is dropped
            });
            try (var running = TestServer.start(server)) {
                notes.await(4);
                assertTrue(running.server().reload());
                notes.await(10);
                assertEquals(1, count("start"));
                assertEquals(1, count("beforeReload"));
                assertEquals(1, count("afterReload"));
                for (int worker = 0; worker < 2; worker++) {
                    assertEquals(2, count("workerStart " + worker));
                    assertEquals(1, count("workerStop " + worker));
                    mustPrecede("beforeReload", "workerStop " + worker);
                    mustPrecede("workerStop " + worker, "afterReload");
                }
            }
        }

        @Test
        @Spec("server 206, 207, 214")
        void leaveConnectionsAndCoroutinesOfThreadsAlone() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            Server server = server(SWOOLE_THREAD, 1, Map.of());
            server.on("workerExit", (Server it, int worker) -> notes.add("workerExit"));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                if (data.equals("wait")) {
                    notes.add("waits");
                    release.await(10, TimeUnit.SECONDS);
                }
                it.send(fd, data + " " + count("workerStart 0") + "\r\n");
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText("wait");
                notes.await(4);
                assertTrue(running.server().reload());
                notes.await(6);
                assertEquals("new 2", client.sendText("new").readLine());
                release.countDown();
                assertEquals("wait 2", client.readLine());
                assertTrue(count("workerExit") > 0);
            }
        }

        @Test
        @Spec("server 216")
        void closeTheConnectionsOfBaseWhenTheyAreAnswered() throws Exception {
            Server server = server(SWOOLE_BASE, 2, Map.of());
            server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", reactorId));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                it.reload();
                while (it.getWorkerStatus(it.workerId()) != EXITING) Coroutine.sleep(0.001);
                it.send(fd, "answer\r\n");
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                assertEquals("answer", client.sendText("?").readLine());
                client.mustBeClosed();
                notes.await(11);
                assertEquals(1, count("close -1"));
                mustPrecede("close -1", "afterReload");
            }
        }

        @Test
        @Spec("server 212")
        void doNotWaitForEver() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            Server server = server(SWOOLE_THREAD, 1, Map.of("max_wait_time", 0.2));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                notes.add("waits");
                release.await(30, TimeUnit.SECONDS);
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText("?");
                notes.await(4);
                assertTrue(running.server().reload());
                notes.await(8);
                assertEquals(1, count("workerStop 0"));
                assertEquals(1, count("afterReload"));
                client.abort();
            } finally {
                release.countDown();
            }
        }
    }

    @Nested
    class Exits {
        @Test
        @Spec("server 213, 214")
        void areToldAgainAndAgainWhileATimerIsAlive() throws Exception {
            Server server = server(SWOOLE_THREAD, 1, Map.of());
            AtomicInteger exits = new AtomicInteger();
            server.on("workerStart", (Server it, int worker) -> {
                notes.add("workerStart", worker);
                if (count("workerStart 0") == 1) Timer.tick(10_000, id -> {});
            });
            server.on("workerExit", (Server it, int worker) -> {
                if (exits.incrementAndGet() == 3) Timer.clearAll();
            });
            try (var running = TestServer.start(server)) {
                notes.await(3);
                running.server().reload();
                notes.await(7);
                assertEquals(3, exits.get());
                assertEquals(1, count("workerStop 0"));
            }
        }

        @Test
        @Spec("server 215")
        void doNotConcernUserProcesses() throws Exception {
            Server server = server(SWOOLE_THREAD, 1, Map.of());
            server.addProcess(new swoole4j.Process(process -> {
                notes.add("process begins");
                new CountDownLatch(1).await();
            }));
            try (var running = TestServer.start(server)) {
                notes.await(4);
                running.server().reload();
                notes.await(8);
                assertEquals(1, count("process begins"));
                assertEquals(1, count("afterReload"));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
        @Spec("server 234")
        void takeNoLongerThanMaxWaitTime(int mode) throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            Server server = whoAmI(mode, 1, Map.of("max_wait_time", 0.1));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                notes.add("waits");
                release.await(60, TimeUnit.SECONDS);
            });
            var running = TestServer.start(server);
            try (var client = running.connect()) {
                client.sendText("?");
                notes.await(1);
                running.close(); // which waits ten seconds, not sixty
                client.abort();
            } finally {
                release.countDown();
            }
        }
    }

    @Nested
    class Signals {
        @Test
        @Spec("server 230")
        void reload() throws Exception {
            Server server = server(SWOOLE_THREAD, 1, Map.of("task_worker_num", 1));
            server.on("task", (Server it, int task, int worker, Object data) -> {});
            try (var _ = TestServer.start(server)) {
                notes.await(4);
                kill("USR2");
                notes.await(8);
                assertEquals(1, count("workerStart 0"));
                assertEquals(2, count("workerStart 1"));
                kill("USR1");
                notes.await(14);
                assertEquals(2, count("workerStart 0"));
                assertEquals(3, count("workerStart 1"));
                assertEquals(2, count("beforeReload"));
                assertEquals(2, count("afterReload"));
            }
        }

        private static void kill(String signal) throws Exception {
            long pid = ProcessHandle.current().pid();
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                            .start()
                            .waitFor());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    @Spec("server 203")
    void anExceptionEndsNothing(int mode) throws Exception {
        Server server = server(mode, 1, Map.of("enable_coroutine", false, "open_eof_split", true, "package_eof", "!"));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            if (data.equals("throw!")) throw new IllegalStateException("thrown by a test");
            it.send(fd, data + "\r\n");
        });
        try (var running = TestServer.start(server);
                var client = running.connect()) {
            client.sendText("throw!two!");
            assertEquals("two!", client.readLine());
            assertEquals(1, count("workerStart 0"));
        }
    }

    @Nested
    class MaxRequest {
        @Test
        @Spec("server 217")
        void keepsTheConnectionOfThreads() throws Exception {
            try (var running = TestServer.start(server(SWOOLE_THREAD, 1, Map.of("max_request", 3)));
                    var client = running.connect()) {
                for (int n = 0; n < 7; n++) assertEquals(0, WorkerServers.ask(client));
                notes.await(3 + 4);
                assertEquals(3, count("workerStart 0"));
                assertEquals(2, count("workerStop 0"));
            }
        }

        @Test
        @Spec("server 218")
        void closesTheConnectionOfBase() throws Exception {
            Server server = server(SWOOLE_BASE, 1, Map.of("max_request", 3));
            server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", reactorId));
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                for (int n = 0; n < 3; n++) assertEquals(0, WorkerServers.ask(client));
                client.mustBeClosed();
                notes.await(6);
                assertEquals(1, count("close -1"));
                mustPrecede("close -1", "workerStop 0");
                try (var next = running.connect()) {
                    assertEquals(0, WorkerServers.ask(next));
                }
            }
        }

        @Test
        @Spec("server 219, 220")
        void mayBeExceededByTheGraceOnly() throws Exception {
            assertEquals(20, servedBeforeTheNextWorker(Map.of("max_request", 20, "max_request_grace", 0)));
            int withGrace = servedBeforeTheNextWorker(Map.of("max_request", 20));
            assertTrue(withGrace >= 21 && withGrace <= 30, () -> withGrace + " were served");
        }

        private int servedBeforeTheNextWorker(Map<String, ?> options) throws Exception {
            Notes starts = new Notes();
            Server server = whoAmI(SWOOLE_THREAD, 1, options);
            server.on("workerStart", (Server it, int worker) -> starts.add("start"));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                it.send(fd, starts.await(0).size() + "\r\n");
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                int served = 0;
                while (client.sendText("?").readLine().equals("1")) served++;
                return served;
            }
        }
    }

    @Nested
    class Stop {
        @ParameterizedTest
        @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
        @Spec("server 222, 225")
        void replacesTheWorkerThatCalls(int mode) throws Exception {
            Server server = server(mode, 2, Map.of());
            server.on("workerError", () -> notes.add("workerError"));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                boolean stopped = it.stop();
                Coroutine.sleep(0.02);
                it.send(fd, stopped + " " + it.workerId() + "\r\n");
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                String[] answer = client.sendText("?").readLine().split(" ", -1);
                assertEquals("true", answer[0]);
                notes.await(6);
                assertEquals(2, count("workerStart " + answer[1]));
                assertEquals(1, count("workerStop " + answer[1]));
                assertEquals(0, count("workerError"));
                client.abort();
            }
        }

        @Test
        @Spec("server 224")
        void knowsItsWorkers() {
            try (var running = TestServer.start(whoAmI(SWOOLE_THREAD, 2, Map.of()))) {
                assertFalse(running.server().stop(99));
                assertEquals(505, running.server().getLastError());
                assertFalse(running.server().stop());
                assertEquals(509, running.server().getLastError());
                assertTrue(Set.of(1, 2).contains(running.server().getWorkerStatus(0)));
                assertEquals(-1, running.server().getWorkerStatus(99));
                assertEquals(
                        (int) ProcessHandle.current().pid(), running.server().getWorkerPid(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    @Spec("server 204, 205, 228")
    void aSuspendedCallbackLetsOthersBeginAndStillAnswersAtTheEnd(int mode) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Server server = whoAmI(mode, 1, Map.of());
        server.on("workerStart", (Server it, int worker) -> {
            notes.add("begins");
            release.await(10, TimeUnit.SECONDS);
            notes.add("has begun");
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", reactorId));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            notes.add(data);
            if (data.equals("first")) {
                notes.await(4); // close to the end
                Coroutine.sleep(0.02);
                it.send(fd, "answer\r\n");
            } else {
                release.countDown();
                it.shutdown();
            }
        });
        Thread thread = new Thread(server::start);
        thread.start();
        notes.await(1);
        try (var client = swoole4j.testing.RawClient.connect(server.port())) {
            client.sendText("first");
            notes.await(2);
            client.sendText("second");
            assertEquals("answer", client.readLine());
            client.mustBeClosed();
        }
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(thread.isAlive());
        assertEquals("close -1", lines().getLast());
    }
}
