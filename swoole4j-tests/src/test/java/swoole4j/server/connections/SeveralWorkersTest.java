package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.server.Callback;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Workers, threads and clients that deal with the same connections. */
class SeveralWorkersTest {
    private static final int WORKERS = 2;
    /** So many connections come to both workers as good as surely. */
    private static final int MANY = 64;

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();
    private final List<RawClient> clients = new ArrayList<>();
    private final AtomicInteger connected = new AtomicInteger();

    private TestServer start(Callback.OnReceive<Server> receive, Callback.OnConnection<Server> close) {
        server.set(Map.of("worker_num", WORKERS));
        server.on("connect", (Server it, int fd) -> {
            connected.incrementAndGet();
        });
        server.on("receive", receive);
        server.on("close", close);
        return TestServer.start(server);
    }

    /** Connects clients until there is one of each worker, and returns their fds. */
    private int[] oneOfEach(TestServer running) throws Exception {
        int[] fds = new int[WORKERS];
        for (int n = 1; n <= MANY; n++) {
            int fd = n;
            clients.add(running.connect());
            ClosingTest.until(() -> server.exists(fd));
            fds[(int) Objects.requireNonNull(server.getClientInfo(fd)).get("reactor_id")] = fd;
            if (fds[0] > 0 && fds[1] > 0) return fds;
        }
        throw new AssertionError(MANY + " connections of one worker");
    }

    private RawClient client(int fd) {
        return clients.get(fd - 1);
    }

    private void closeClients() throws Exception {
        for (RawClient client : clients) client.close();
    }

    @Test
    @Spec("server 72")
    void oneSendsOnTheConnectionOfAnother() throws Exception {
        try (var running = start(
                (it, fd, reactorId, data) -> notes.add(it.send(Integer.parseInt(data), "hi")),
                (it, fd, reactorId) -> {})) {
            int[] fds = oneOfEach(running);
            client(fds[0]).sendText("" + fds[1]);
            assertEquals("hi", new String(client(fds[1]).readBytes(2), StandardCharsets.US_ASCII));
            notes.mustBe("true");
            closeClients();
        }
    }

    @Test
    @Spec("server 73, 90")
    void oneClosesTheConnectionOfAnotherWhichTellsItsOwn() throws Exception {
        try (var running = start(
                (it, fd, reactorId, data) -> notes.add(it.close(Integer.parseInt(data))),
                (it, fd, reactorId) -> notes.add("close", reactorId, "in", it.workerId()))) {
            int[] fds = oneOfEach(running);
            client(fds[0]).sendText("" + fds[1]);
            client(fds[1]).mustBeClosed();
            List<String> lines = notes.await(2);
            assertEquals(
                    List.of("close -1 in 1", "true"), lines.stream().sorted().toList());
            closeClients();
        }
    }

    @Test
    @Spec("server 89")
    void aTaskWorkerClosesAndTheOwnerIsTold() throws Exception {
        server.set(Map.of("task_worker_num", 1));
        server.on("task", (Server it, int taskId, int worker, Object data) -> {
            int fd = ((Number) data).intValue();
            notes.add(it.sendwait(fd, "x"), it.close(fd));
            return null;
        });
        try (var running = start(
                (it, fd, reactorId, data) -> it.task(fd),
                (it, fd, reactorId) -> notes.add("close", reactorId, "in", it.workerId()))) {
            int[] fds = oneOfEach(running);
            client(fds[1]).sendText("x").mustBeClosed();
            assertEquals(
                    List.of("close -1 in 1", "false true"),
                    notes.await(2).stream().sorted().toList());
            closeClients();
        }
    }

    @Test
    @Spec("server 76")
    void messagesOfTwoWorkersDoNotMix() throws Exception {
        int size = 1 << 20;
        int rounds = 4;
        try (var running = start(
                (it, fd, reactorId, data) -> {
                    byte[] message = new byte[size];
                    java.util.Arrays.fill(message, (byte) it.workerId());
                    for (int n = 0; n < rounds; n++) it.send(Integer.parseInt(data), message);
                },
                (it, fd, reactorId) -> {})) {
            int[] fds = oneOfEach(running);
            RawClient reader = running.connect();
            clients.add(reader);
            int fd = clients.size();
            ClosingTest.until(() -> server.exists(fd));
            client(fds[0]).sendText("" + fd);
            client(fds[1]).sendText("" + fd);
            int[] seen = new int[WORKERS];
            for (int n = 0; n < WORKERS * rounds; n++) {
                byte[] message = reader.readBytes(size);
                for (byte octet : message) assertEquals(message[0], octet);
                seen[message[0]]++;
            }
            assertEquals(List.of(rounds, rounds), List.of(seen[0], seen[1]));
            closeClients();
        }
    }

    /** Clients leave, callbacks close, and threads close and reset, all at once. */
    @Test
    @Spec("server 91, 92")
    void everyConnectionIsToldOfOnceWhoeverEndsIt() throws Exception {
        int rounds = 200;
        Map<Integer, AtomicInteger> closes = new ConcurrentHashMap<>();
        AtomicInteger late = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(rounds);
        try (var running = start(
                (it, fd, reactorId, data) -> {
                    if (closes.containsKey(fd)) late.incrementAndGet();
                    if (fd % 3 == 0) it.close(fd);
                },
                (it, fd, reactorId) -> {
                    closes.computeIfAbsent(fd, _ -> new AtomicInteger()).incrementAndGet();
                    left.countDown();
                })) {
            List<Thread> closers = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                boolean reset = n == 2;
                closers.add(Thread.ofPlatform().start(() -> {
                    while (left.getCount() > 0) {
                        for (int fd : server.connections()) {
                            if (fd % 3 != 1) server.close(fd, reset);
                        }
                    }
                }));
            }
            for (int n = 0; n < rounds; n++) {
                RawClient client = running.connect();
                try {
                    client.sendText("a").sendText("b");
                } catch (java.io.IOException _) { // closed already
                }
                client.abort();
            }
            assertTrue(left.await(30, TimeUnit.SECONDS), () -> left.getCount() + " connections were not told of");
            for (Thread closer : closers) closer.join();
        }
        assertEquals(rounds, connected.get());
        assertEquals(rounds, closes.size());
        closes.forEach((fd, count) -> assertEquals(1, count.get(), () -> "close of " + fd));
        assertEquals(0, late.get(), "received behind the end");
    }
}
