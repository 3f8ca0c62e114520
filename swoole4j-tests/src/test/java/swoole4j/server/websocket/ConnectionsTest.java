package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** What a server tells of its connections; asked from outside its workers, as any thread may. */
class ConnectionsTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();
    private final List<RawClient> clients = new ArrayList<>();
    private TestServer running;

    @BeforeEach
    void start() {
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("message", (Server it, Frame frame) -> {});
        server.on("close", (Server it, int fd) -> notes.add("close", fd));
        running = TestServer.start(server);
    }

    @AfterEach
    void end() throws Exception {
        for (RawClient client : clients) client.close();
        running.close();
    }

    /** Connects a client after the others. */
    private RawClient connect() throws Exception {
        int before = notes.await(0).size();
        RawClient client = running.connect();
        clients.add(client);
        notes.await(before + 1);
        return client;
    }

    private List<Integer> fds() {
        List<Integer> fds = new ArrayList<>();
        for (int fd : server.connections()) fds.add(fd);
        return fds;
    }

    @Test
    @Spec("websocket 119")
    void aPlainOneExistsButIsNotEstablished() throws Exception {
        RawClient client = connect();
        assertTrue(server.exists(1));
        assertTrue(server.exist(1));
        assertFalse(server.isEstablished(1));
        client.upgrade();
        assertTrue(server.exists(1));
        assertTrue(server.isEstablished(1));
    }

    @Test
    @Spec("websocket 120")
    void zeroDoesNotExist() throws Exception {
        connect();
        assertFalse(server.exists(0));
        assertFalse(server.exists(-1));
        assertFalse(server.exists(2));
        assertFalse(server.isEstablished(0));
    }

    @Test
    @Spec("websocket 122")
    void anInfoHasTheseKeysAndTypes() throws Exception {
        RawClient client = connect().upgrade();
        client.frame(0x89, "").mustReceiveHex("8a00");
        Map<String, Object> info = Objects.requireNonNull(server.getClientInfo(1));
        assertEquals(
                List.of(
                        "websocket_status",
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
                List.copyOf(info.keySet()));
        info.forEach((key, value) -> {
            Class<?> type =
                    key.equals("remote_ip") ? String.class : key.matches("last_.*_time") ? Double.class : Integer.class;
            assertInstanceOf(type, value, key);
        });
        assertEquals(3, info.get("websocket_status"));
        assertEquals(server.port(), info.get("server_port"));
        assertEquals(1, info.get("socket_type"));
        assertEquals("127.0.0.1", info.get("remote_ip"));
        assertEquals(0, info.get("reactor_id"));
        assertEquals(0, info.get("close_errno"));
        double now = System.currentTimeMillis() / 1e3;
        for (String key : List.of("connect_time", "last_time", "last_recv_time", "last_send_time")) {
            double seconds = ((Number) info.get(key)).doubleValue();
            assertTrue(seconds > now - 60 && seconds < now + 1, () -> key + " is " + seconds + ", now is " + now);
        }
    }

    @Test
    @Spec("websocket 123")
    void anUnknownOneHasNoInfo() {
        server.close(99999);
        assertEquals(1005, server.getLastError());
        assertNull(server.getClientInfo(99999));
        assertNull(server.getClientInfo(0));
        assertEquals(1005, server.getLastError());
    }

    @Test
    @Spec("websocket 124")
    void areIteratedCountedAndFound() throws Exception {
        assertEquals(List.of(), fds());
        RawClient first = connect().upgrade();
        connect(); // a plain one counts as well
        connect().upgrade();
        assertEquals(List.of(1, 2, 3), fds());
        assertEquals(3, server.connections().size());
        assertTrue(server.connections().contains(2));
        assertFalse(server.connections().contains(4));

        first.mustCloseCleanly();
        notes.await(4);
        assertEquals(List.of(2, 3), fds());
        assertEquals(2, server.connections().size());
        assertFalse(server.connections().contains(1));
    }

    @Test
    @Spec("websocket 125")
    void areListedInPages() throws Exception {
        for (int i = 0; i < 12; i++) connect();
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), server.getClientList(0, 10));
        assertEquals(List.of(11, 12), server.getClientList(10, 10));
        assertEquals(List.of(6, 7, 8), server.getClientList(5, 3));
        assertEquals(List.of(), server.getClientList(12, 10));
        assertNull(server.getClientList(99, 10));
        assertEquals(12, server.getClientList(0, 100).size());
        try (var log = LogLines.open()) {
            assertNull(server.getClientList(0, 101));
            log.mustWarn("swoole connection list max_find_count=100");
        }
    }

    @Test
    @Spec("websocket 126")
    void haveNumbersThatAreNotUsedAgain() throws Exception {
        connect().upgrade().mustCloseCleanly();
        notes.mustBe("connect 1", "close 1");
        connect();
        connect().abort();
        notes.mustBe("connect 1", "close 1", "connect 2", "connect 3", "close 3");
        connect();
        notes.mustBe("connect 1", "close 1", "connect 2", "connect 3", "close 3", "connect 4");
    }
}
