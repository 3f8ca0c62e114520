package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.server.worker.WorkerServers.ask;
import static swoole4j.server.worker.WorkerServers.awaitUntil;
import static swoole4j.server.worker.WorkerServers.thread;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.server.DispatchFunction;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Each dispatch mode sends an event to the worker that Swoole would choose. */
class DispatchModesTest {
    private final Notes notes = new Notes();

    private Server server(int workers, Map<String, ?> options) {
        Server server = thread(workers, options);
        server.on("connect", (Server it, int fd) -> notes.add("connect", it.workerId()));
        server.on("close", (Server it, int fd) -> notes.add("close", it.workerId()));
        return server;
    }

    private static int socketFd(TestServer running, int fd) {
        return (int) running.server().getClientInfo(fd).get("socket_fd");
    }

    @Test
    @Spec("server 45, 47")
    void mode2GoesBySocketFdForEveryEvent() throws Exception {
        try (var running = TestServer.start(server(3, Map.of("dispatch_mode", 2, "reactor_num", 2)))) {
            List<RawClient> clients = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int fd = 1; fd <= 5; fd++) {
                RawClient client = running.connect();
                clients.add(client);
                for (int times = 0; times < 3; times++) assertEquals(ask(client), socketFd(running, fd) % 3);
                Map<String, Object> info = running.server().getClientInfo(fd);
                assertEquals(socketFd(running, fd) % 2, info.get("reactor_id"));
                expected.add("connect " + socketFd(running, fd) % 3);
            }
            assertEquals(expected, notes.await(5));
            int first = socketFd(running, 1) % 3;
            clients.removeFirst().close();
            assertEquals("close " + first, notes.await(6).getLast());
            for (RawClient client : clients) client.close();
        }
    }

    @Nested
    class EventByEvent {
        @Test
        @Spec("server 48")
        void mode1TakesTurns() throws Exception {
            try (var running = TestServer.start(thread(3, Map.of("dispatch_mode", 1)));
                    var client = running.connect()) {
                int first = ask(client);
                for (int n = 1; n < 7; n++) assertEquals((first + n) % 3, ask(client));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 5, 7, 9, 10})
        @Spec("server 49, 56")
        void connectAndCloseAreNotTold(int mode) throws Exception {
            try (var log = LogLines.open();
                    var running = TestServer.start(server(2, Map.of("dispatch_mode", mode)))) {
                for (String event : List.of("onConnect", "onClose")) {
                    log.mustWarn("cannot set '" + event + "' event when using dispatch_mode=" + mode + " (ERRNO 9015)");
                }
                try (var client = running.connect()) {
                    ask(client);
                    client.halfClose().mustBeClosed();
                }
                assertEquals(List.of(), notes.await(0));
            }
        }

        @Test
        @Spec("server 50")
        void unlessUnsafeEventsAreEnabled() throws Exception {
            try (var running = TestServer.start(server(2, Map.of("dispatch_mode", 1, "enable_unsafe_event", true)))) {
                try (var client = running.connect()) {
                    ask(client);
                }
                assertEquals(
                        Set.of("connect", "close"),
                        new TreeSet<>(notes.await(2).stream()
                                .map(line -> line.substring(0, line.indexOf(' ')))
                                .toList()));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 7, 0, 6})
        @Spec("server 51, 52, 57")
        void mode3AndThoseThatAreNoneSkipABusyWorker(int mode) throws Exception {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Server server = thread(2, Map.of("dispatch_mode", mode));
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                if (data.equals("hold")) {
                    busy.countDown();
                    while (release.getCount() > 0) Thread.onSpinWait(); // holds the worker's thread
                }
                it.send(fd, it.workerId() + "\r\n");
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var holder = running.connect();
                    var client = running.connect()) {
                holder.sendText("hold");
                assertTrue(busy.await(10, TimeUnit.SECONDS));
                Server it = running.server();
                for (int n = 0; n < 5; n++) {
                    awaitUntil(() -> it.getWorkerStatus(0) + it.getWorkerStatus(1) == 3); // one idle, one busy
                    int idle = it.getWorkerStatus(0) == 2 ? 0 : 1;
                    assertEquals(idle, ask(client));
                }
                release.countDown();
                holder.readLine();
                long warnings = log.texts(Level.WARN).stream()
                        .filter("No idle worker is available (ERRNO 9007)"::equals)
                        .count();
                assertTrue(warnings <= 1, () -> warnings + " warnings");
            } finally {
                release.countDown();
            }
        }

        @Test
        @Spec("server 60")
        void mode9TakesTheWorkerWithTheFewestCoroutines() throws Exception {
            CountDownLatch release = new CountDownLatch(1);
            try (var running = TestServer.start(waiting(Map.of("dispatch_mode", 9), release));
                    var client = running.connect();
                    var other = running.connect()) {
                client.sendText("wait in many");
                int busy = "waits in 0".equals(notes.await(1).getFirst()) ? 0 : 1;
                for (int n = 0; n < 3; n++) {
                    assertEquals(1 - busy, ask(other));
                }
                release.countDown();
                client.readLine();
            }
        }

        private Server waiting(Map<String, ?> options, CountDownLatch release) {
            Server server = thread(2, options);
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                if (data.equals("wait in many")) {
                    for (int n = 0; n < 10; n++) Coroutine.go(() -> release.await(10, TimeUnit.SECONDS));
                }
                if (data.startsWith("wait")) {
                    notes.add("waits in", it.workerId());
                    release.await(10, TimeUnit.SECONDS);
                }
                it.send(fd, it.workerId() + "\r\n");
            });
            return server;
        }
    }

    @Test
    @Spec("server 53")
    void mode4GoesByAddress() throws Exception {
        try (var running = TestServer.start(thread(5, Map.of("dispatch_mode", 4)))) {
            for (int n = 0; n < 3; n++) {
                try (var client = running.connect()) {
                    assertEquals(2130706433 % 5, ask(client));
                }
            }
        }
    }

    @Test
    @Spec("server 54, 55, 67")
    void mode5GoesByUserOnceThatIsBound() throws Exception {
        try (var running = TestServer.start(thread(3, Map.of("dispatch_mode", 5)));
                var client = running.connect()) {
            int first = ask(client);
            assertEquals(first, socketFd(running, 1) % 3);
            assertTrue(running.server().bind(1, 7));
            assertEquals(7 % 3, ask(client));
            assertFalse(running.server().bind(1, 8));
        }
    }

    @Test
    @Spec("server 58, 59")
    void mode8StaysWithTheWorkerThatHadTheFewestCoroutines() throws Exception {
        try (var running = TestServer.start(server(3, Map.of("dispatch_mode", 8)))) {
            int worker;
            try (var client = running.connect()) {
                worker = ask(client);
                for (int n = 0; n < 4; n++) assertEquals(worker, ask(client));
                assertEquals(worker, running.server().getClientInfo(1).get("worker_id"));
            }
            notes.mustBe("connect " + worker, "close " + worker);
        }
    }

    @Nested
    class Function {
        private final List<byte[]> seen = new ArrayList<>();

        private TestServer start(DispatchFunction function) {
            return TestServer.start(server(3, Map.of("dispatch_func", function)));
        }

        @Test
        @Spec("server 62, 66")
        void seesConnectDataAndClose() throws Exception {
            try (var running = start((server, fd, type, data) -> {
                notes.add("asked", type);
                synchronized (seen) {
                    if (type == DispatchFunction.DATA) seen.add(data);
                }
                return 2;
            })) {
                try (var client = running.connect()) {
                    assertEquals(2, ask(client));
                    client.sendText("x".repeat(20_000));
                    client.readLine();
                    client.abort();
                }
                List<String> all = notes.await(6);
                assertTrue(
                        all.containsAll(List.of("asked 5", "connect 2", "asked 0", "asked 4", "close 2")),
                        () -> "" + all);
            }
            assertArrayEquals(new byte[] {'?'}, seen.getFirst());
            for (byte[] data : seen) assertTrue(data.length <= 8192);
        }

        @Test
        @Spec("server 63, 64, 65")
        void mayDiscardFallBackOrBeWrong() throws Exception {
            DispatchFunction function = (server, fd, type, data) -> {
                if (type != DispatchFunction.DATA) return DispatchFunction.FALLBACK;
                return switch (data[0]) {
                    case 'd' -> DispatchFunction.DISCARD;
                    case 'w' -> 3;
                    case 't' -> throw new IllegalStateException("thrown on purpose");
                    default -> DispatchFunction.FALLBACK;
                };
            };
            Map<String, Object> options = Map.of("dispatch_func", function, "open_eof_split", true, "package_eof", "!");
            try (var log = LogLines.open();
                    var running = TestServer.start(server(3, options));
                    var client = running.connect()) {
                int home = Integer.parseInt(client.sendText("?!").readLine());
                assertEquals(home, socketFd(running, 1) % 3);
                assertEquals(home, Integer.parseInt(client.sendText("d!?!").readLine()));
                assertEquals(home, Integer.parseInt(client.sendText("w!?!").readLine()));
                log.mustWarn("invalid target worker id[3]");
                assertEquals(home, Integer.parseInt(client.sendText("t!").readLine()));
            }
        }

        @Test
        void mayCloseTheConnection() throws Exception {
            try (var running = start((server, fd, type, data) ->
                    type == DispatchFunction.DATA ? DispatchFunction.CLOSE_CONNECTION : 1)) {
                try (var client = running.connect()) {
                    client.sendText("?").mustBeClosed();
                }
                notes.mustBe("connect 1", "close 1");
            }
        }
    }
}
