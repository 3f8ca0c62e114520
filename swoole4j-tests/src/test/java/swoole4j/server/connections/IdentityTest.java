package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Constants;
import swoole4j.Server;
import swoole4j.server.ConnectionEvent;
import swoole4j.server.Port;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** Numbers, users and lists of connections, asked from outside of workers as any thread may. */
class IdentityTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();
    private final List<RawClient> clients = new ArrayList<>();
    private TestServer running;

    private void start(Map<String, ?> options) {
        server.set(Map.of("worker_num", 1));
        server.set(options);
        server.on("connect", (Server it, int fd, int reactorId) -> notes.add("connect", fd, reactorId));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> notes.add("receive", fd, reactorId));
        server.on("close", (Server it, int fd) -> notes.add("close", fd));
        running = TestServer.start(server);
    }

    @AfterEach
    void end() throws Exception {
        for (RawClient client : clients) client.close();
        running.close();
    }

    private RawClient connect() throws Exception {
        return connect(running.port());
    }

    /** Connects a client after the others. */
    private RawClient connect(int port) throws Exception {
        int before = notes.await(0).size();
        RawClient client = RawClient.connect(port);
        clients.add(client);
        notes.await(before + 1);
        return client;
    }

    /** Closes the first client and waits until its connection is forgotten. */
    private void leave(RawClient first) throws Exception {
        int before = notes.await(0).size();
        first.abort();
        notes.await(before + 1);
        ClosingTest.until(() -> server.getClientInfo(1) == null);
    }

    private int socketFd(int fd) {
        return (int) info(fd).get("socket_fd");
    }

    private Map<String, Object> info(int fd) {
        return Objects.requireNonNull(server.getClientInfo(fd));
    }

    @Nested
    class Fds {
        @Test
        @Spec("server 41, 43, 44")
        void runOnWhileSocketFdsAreUsedAgain() throws Exception {
            start(Map.of());
            RawClient first = connect();
            connect();
            int socket = socketFd(1);
            leave(first);
            connect();
            assertEquals(List.of("connect 1 0", "connect 2 0", "close 1", "connect 3 0"), notes.await(4));
            assertEquals(socket, socketFd(3));
        }

        @Test
        @Spec("server 42")
        void beginBehindStartSessionId() throws Exception {
            start(Map.of("start_session_id", 100));
            connect();
            notes.mustBe("connect 101 0");
        }

        @Test
        @Spec("server 46")
        void belongToTheReactorOfTheirWorker() throws Exception {
            List<Integer> workers = new ArrayList<>();
            server.on("receive", (Server it, int fd, int reactorId, String data) -> {
                synchronized (workers) {
                    workers.add(it.workerId() - reactorId);
                }
                it.send(fd, "k");
            });
            server.set(Map.of("worker_num", 2, "reactor_num", 2));
            server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
            running = TestServer.start(server);
            for (int n = 0; n < 8; n++) connect().sendText("x").readBytes(1);
            assertEquals(List.of(0, 0, 0, 0, 0, 0, 0, 0), workers);
            for (int fd : server.connections()) assertTrue((int) info(fd).get("reactor_id") < 2);
        }
    }

    @Nested
    class Users {
        @Test
        @Spec("server 67, 129")
        void areBoundOnce() throws Exception {
            start(Map.of());
            connect();
            assertFalse(info(1).containsKey("uid"));
            assertTrue(server.bind(1, 7));
            assertFalse(server.bind(1, 8));
            assertFalse(server.bind(1, 7));
            assertEquals(7L, info(1).get("uid"));
        }

        @ParameterizedTest
        @CsvSource({"-5, 4294967291", "-2147483648, 2147483648", "4294967295, 4294967295"})
        @Spec("server 68")
        void areUnsigned(long uid, long shown) throws Exception {
            start(Map.of());
            connect();
            assertTrue(server.bind(1, uid));
            assertEquals(shown, info(1).get("uid"));
        }

        @Test
        @Spec("server 69")
        void withNumberZeroAreNone() throws Exception {
            start(Map.of());
            connect();
            assertTrue(server.bind(1, 0));
            assertFalse(info(1).containsKey("uid"));
            assertTrue(server.bind(1, 1));
            assertEquals(1L, info(1).get("uid"));
        }

        @ParameterizedTest
        @ValueSource(longs = {5_000_000_000L, 4_294_967_296L, -2_147_483_649L})
        @Spec("server 70")
        void outOfRangeAreRefused(long uid) throws Exception {
            start(Map.of());
            connect();
            try (var log = LogLines.open()) {
                assertFalse(server.bind(1, uid));
                log.mustWarn("uid " + uid + " is not allowed");
            }
            assertFalse(info(1).containsKey("uid"));
        }

        @Test
        void ofUnknownConnectionsAreRefused() {
            start(Map.of());
            assertFalse(server.bind(9, 1));
            assertEquals(1005, server.getLastError());
        }
    }

    @Nested
    class Lists {
        @Test
        @Spec("server 119, 120")
        void arePagedToTheEnd() throws Exception {
            start(Map.of());
            for (int n = 0; n < 5; n++) connect();
            assertEquals(List.of(1, 2), server.getClientList(0, 2));
            assertEquals(List.of(3, 4), server.getClientList(2, 2));
            assertEquals(List.of(5), server.getClientList(4, 2));
            assertEquals(List.of(), server.getClientList(5, 2));
            assertEquals(List.of(1, 2, 3, 4, 5), server.getClientList());
            assertEquals(List.of(), server.getClientList(0, 0));
            assertEquals(List.of(), server.getClientList(0, -1));
        }

        @Test
        @Spec("server 121, 122")
        void areRefusedWhenTheyAreTooLongOrBeginNowhere() throws Exception {
            start(Map.of());
            connect();
            try (var log = LogLines.open()) {
                assertNull(server.getClientList(0, 101));
                log.mustWarn("max_find_count=100");
            }
            assertNull(server.getClientList(99));
        }

        @Test
        @Spec("server 123")
        void goBySocketFd() throws Exception {
            start(Map.of());
            RawClient first = connect();
            connect();
            connect();
            leave(first);
            connect();
            assertEquals(List.of(4, 2, 3), server.getClientList());
            assertEquals(List.of(3), server.getClientList(2, 10));
            List<Integer> iterated = new ArrayList<>();
            for (int fd : server.connections()) iterated.add(fd);
            assertEquals(List.of(4, 2, 3), iterated);
        }

        @Test
        @Spec("server 124, 125")
        void countAndFind() throws Exception {
            start(Map.of());
            connect();
            connect();
            assertEquals(2, server.connections().size());
            assertTrue(server.connections().contains(2));
            assertFalse(server.connections().contains(3));
            assertEquals(
                    info(2).keySet(),
                    Objects.requireNonNull(server.connection_info(2)).keySet());
        }

        @Test
        @Spec("server 126")
        void ofAPortHaveItsConnectionsOnly() throws Exception {
            Port second = Objects.requireNonNull(server.listen("127.0.0.1", 0, Constants.SWOOLE_SOCK_TCP));
            start(Map.of());
            connect();
            connect(second.port());
            connect(second.port());
            Set<Integer> fds = new TreeSet<>();
            for (int fd : second.connections()) fds.add(fd);
            assertEquals(Set.of(2, 3), fds);
            assertEquals(2, second.connections().size());
            assertFalse(second.connections().contains(1));
            assertEquals(3, server.connections().size());
            assertEquals(second.port(), info(3).get("server_port"));
        }
    }

    @Test
    @Spec("server 128")
    void anInfoHasFifteenKeys() throws Exception {
        start(Map.of());
        connect();
        assertEquals(
                List.of(
                        "server_port",
                        "server_fd",
                        "socket_fd",
                        "socket_type",
                        "remote_port",
                        "remote_ip",
                        "reactor_id",
                        "connect_time",
                        "last_time",
                        "last_recv_time",
                        "last_send_time",
                        "last_dispatch_time",
                        "close_errno",
                        "recv_queued_bytes",
                        "send_queued_bytes"),
                List.copyOf(info(1).keySet()));
    }

    @Test
    void eventsAreObjectsWhenThatIsWanted() throws Exception {
        server.set(Map.of("event_object", true, "worker_num", 1));
        server.on("connect", (Server it, ConnectionEvent event) -> {
            notes.add("connect", event.fd(), event.reactorId(), event.dispatchTime(), event.data());
        });
        server.on("receive", (Server it, ConnectionEvent event) -> {
            double now = System.currentTimeMillis() / 1e3;
            notes.add(event.fd(), event.reactorId(), event.data(), Math.abs(now - event.dispatchTime()) < 60);
        });
        server.on("close", (Server it, ConnectionEvent event) -> notes.add("close", event.fd(), event.dispatchTime()));
        running = TestServer.start(server);
        connect().sendText("hello").halfClose();
        notes.mustBe("connect 1 0 0.0 null", "1 0 hello true", "close 1 0.0");
    }
}
