package swoole4j.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.Server;
import swoole4j.SwooleException;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** A server before its start, and what it takes over from its constructor. */
class NotStartedTest {
    private final Notes notes = new Notes();

    @Test
    @Spec("server 1, 5")
    void isInBaseModeWithOneWorkerOnAPortThatIsKnown() {
        Server server = new Server("127.0.0.1", 0);
        assertTrue(server.port() > 0);
        server.on("receive", () -> {});
        server.on(
                "workerStart",
                (Server it, int worker) -> notes.add(it.mode() == it.ports().size(), worker));
        TestServer.start(server).close();
        if (server.mode() == SWOOLE_BASE) notes.mustBe("true 0");
    }

    @Test
    @Spec("server 2")
    void hasAWorkerForEachProcessorInOtherModes() {
        Server server = new Server("127.0.0.1", 0, SWOOLE_THREAD);
        server.on("receive", () -> {});
        server.on("workerStart", (Server it, int worker) -> notes.add(worker));
        int processors = Runtime.getRuntime().availableProcessors();
        try (var running = TestServer.start(server)) {
            assertEquals(processors, notes.await(processors).size());
            assertFalse(running.server().getWorkerStatus(processors - 1) < 0);
            assertEquals(-1, running.server().getWorkerStatus(processors));
        }
    }

    @Test
    @Spec("server 3")
    void refusesAModeThatIsNone() {
        var thrown = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", 0, 9));
        assertEquals("invalid $mode parameters 9", thrown.getMessage());
    }

    @Test
    @Spec("server 6-8")
    void knowsNothingOfWorkersAndDoesNothing() {
        Server server = new Server("127.0.0.1", 0);
        assertNull(server.setting());
        assertEquals(-1, server.workerId());
        assertEquals(-1, server.getWorkerId());
        assertEquals(0, server.masterPid());
        assertEquals(0, server.managerPid());
        assertFalse(server.taskworker());
        assertFalse(server.send(1, "x"));
        assertEquals(503, server.getLastError());
        assertFalse(server.close(1));
        assertFalse(server.reload());
        assertFalse(server.stop(0));
        assertNull(server.getClientInfo(1));
        assertNull(server.stats());
        assertEquals(-1, server.getWorkerStatus(0));
    }

    @Test
    @Spec("server 9")
    void cannotBeShutDown() {
        Server server = new Server("127.0.0.1", 0);
        assertFalse(server.shutdown());
        assertEquals(509, server.getLastError());
    }

    @Test
    @Spec("server 25")
    void tellsTheEventsOfAConnectionInOrder() throws Exception {
        Server server = new Server("127.0.0.1", 0);
        server.set(Map.of("worker_num", 1));
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> notes.add("receive", data));
        server.on("close", (Server it, int fd) -> notes.add("close", fd));
        try (var running = TestServer.start(server)) {
            try (var client = running.connect()) {
                client.sendText("x");
                notes.await(2);
            }
            assertEquals(List.of("connect 1", "receive x", "close 1"), notes.await(3));
        }
    }
}
