package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** Two workers: both accept, each sees all connections and pushes to any, and so does any other thread. */
@ParameterizedClass(quoteTextArguments = false, name = "transport {0}")
@MethodSource("swoole4j.coroutine.Transports#all")
class SeveralWorkersTest {
    private static final int CONNECTIONS = 64;
    private static final int MESSAGES = 1000;

    @Parameter
    String transport;

    private TestServer server;
    private final Map<Integer, RawClient> clients = new LinkedHashMap<>();
    private final Map<Integer, Integer> workerOf = new HashMap<>();

    @BeforeEach
    void connect() throws IOException {
        server = Servers.start(transport, Map.of("worker_num", 2), SeveralWorkersTest::message);
        for (int n = 0; n < CONNECTIONS; n++) {
            RawClient client = server.websocket();
            String[] answer = client.text("who").read().text().split(" ", -1);
            clients.put(Integer.valueOf(answer[0]), client);
            workerOf.put(Integer.valueOf(answer[0]), Integer.valueOf(answer[1]));
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        for (RawClient client : clients.values()) client.close();
        server.close();
    }

    /** Answers "who" with fd and worker, "all" with the connections it sees, "to FD NAME" with messages to that fd. */
    private static void message(Server server, Frame frame) {
        String[] words = frame.data().split(" ", -1);
        switch (words[0]) {
            case "who" -> server.push(frame.fd(), frame.fd() + " " + server.workerId());
            case "all" -> server.push(frame.fd(), list(server).toString());
            case "to" -> pushAll(server, Integer.parseInt(words[1]), words[2]);
            default -> throw new IllegalArgumentException(frame.data());
        }
    }

    private static Set<Integer> list(Server server) {
        Set<Integer> fds = new TreeSet<>();
        for (int fd : server.connections()) fds.add(fd);
        return fds;
    }

    private static void pushAll(Server server, int fd, String name) {
        for (int n = 0; n < MESSAGES; n++) {
            if (!server.push(fd, name + " " + n)) throw new AssertionError("push " + n + ": " + server.getLastError());
        }
    }

    @Test
    void bothAcceptConnections() {
        assertEquals(Set.of(0, 1), Set.copyOf(workerOf.values()));
    }

    @Test
    void eachSeesAllConnections() throws IOException {
        for (int worker = 0; worker < 2; worker++) {
            String seen = clients.get(fdOf(worker)).text("all").read().text();
            assertEquals(new TreeSet<>(clients.keySet()).toString(), seen);
        }
    }

    @Test
    void pushesOfEachSenderArriveInItsOrder() throws Exception {
        int target = fdOf(1);
        List<RawClient> senders = new ArrayList<>();
        for (int fd : clients.keySet()) {
            if (fd != target && senders.size() < 6) senders.add(clients.get(fd));
        }
        CountDownLatch go = new CountDownLatch(1);
        Thread outside = Thread.ofPlatform().start(() -> {
            go.countDown();
            pushAll((Server) server.server(), target, "outside");
        });
        Servers.await(go);
        for (int n = 0; n < senders.size(); n++) senders.get(n).text("to " + target + " sender" + n);
        Map<String, Integer> next = new HashMap<>();
        for (int n = 0; n < (senders.size() + 1) * MESSAGES; n++) {
            String[] words = clients.get(target).read().text().split(" ", -1);
            int expected = next.merge(words[0], 1, Integer::sum) - 1;
            assertEquals(expected, Integer.parseInt(words[1]), () -> "of " + words[0]);
        }
        assertEquals(senders.size() + 1, next.size());
        outside.join();
    }

    @Test
    void aWorkerIsNotHeldUpByTheOther() throws Exception {
        AtomicBoolean busy = new AtomicBoolean();
        try (TestServer two = Servers.start(transport, Map.of("worker_num", 2), (it, frame) -> {
            if (frame.data().equals("who")) it.push(frame.fd(), "" + it.workerId());
            if (frame.data().equals("busy")) {
                busy.set(true);
                while (busy.get()) Thread.onSpinWait();
                it.push(frame.fd(), "free");
            }
        })) {
            RawClient[] ofWorker = new RawClient[2];
            List<RawClient> all = new ArrayList<>();
            while (ofWorker[0] == null || ofWorker[1] == null) {
                assertTrue(all.size() < CONNECTIONS, "one worker has all connections");
                RawClient client = two.websocket();
                all.add(client);
                ofWorker[Integer.parseInt(client.text("who").read().text())] = client;
            }
            ofWorker[0].text("busy");
            Servers.until(busy::get, "a callback that is busy");
            ofWorker[1].text("who").mustReceive(0x81, "1");
            busy.set(false);
            ofWorker[0].mustReceive(0x81, "free");
            for (RawClient client : all) client.close();
        }
    }

    private int fdOf(int worker) {
        return workerOf.entrySet().stream()
                .filter(entry -> entry.getValue() == worker)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
