package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** shutdown() with open connections. */
class ShutdownTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    private TestServer start(boolean goingAway) {
        server.set(Map.of("websocket_going_away", goingAway));
        server.on("message", (Server it, Frame frame) -> {
            it.push(frame.fd(), "x".repeat(1 << 20));
            notes.add("shutdown", it.shutdown());
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        return TestServer.start(server);
    }

    @Test
    @Spec("websocket 165")
    void saysGoingAwayToEveryWebSocket() throws Exception {
        try (var running = start(true);
                var first = running.websocket();
                var second = running.websocket();
                var plain = running.connect()) {
            first.text("x").mustReceive(0x81, "x".repeat(1 << 20)); // what was pushed before comes first
            first.mustReceiveHex("880203e9").closeFrame(1001).mustBeClosed();
            second.mustReceiveHex("880203e9").closeFrame(1001).mustBeClosed();
            plain.mustBeClosed();
            running.awaitEnd();
        }
        everyCloseWasTold();
    }

    @Test
    @Spec("websocket 165")
    void closesWithoutAWordByDefault() throws Exception {
        try (var running = start(false);
                var first = running.websocket();
                var second = running.websocket();
                var plain = running.connect()) {
            first.text("x").mustReceive(0x81, "x".repeat(1 << 20)).mustBeClosed();
            second.mustBeClosed();
            plain.mustBeClosed();
            first.abort();
            second.abort();
            plain.abort();
            running.awaitEnd();
        }
        everyCloseWasTold();
    }

    private void everyCloseWasTold() {
        assertEquals(
                List.of("close 1 -1", "close 2 -1", "close 3 -1", "shutdown true"),
                notes.await(4).stream().sorted().toList());
    }

    @Test
    void happensOnce() throws Exception {
        server.on("message", (Server it, Frame frame) -> {});
        assertFalse(server.shutdown());
        try (var running = TestServer.start(server)) {
            assertTrue(server.shutdown());
            assertFalse(server.shutdown());
            running.awaitEnd();
        }
        assertFalse(server.shutdown());
    }
}
