package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Server;
import swoole4j.testing.Notes;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;

/** pause(), resume() and confirm(). */
@ParameterizedClass(name = "transport {0}")
@ValueSource(strings = {"epoll", "nio"})
class ReadingTest {
    @Parameter
    String transport;

    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    /** Pauses a connection when it says so, and notes what comes of it. */
    private TestServer start(Map<String, ?> more) {
        server.set(more);
        server.set(Map.of("transport", transport, "worker_num", 1));
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            // What is sent behind the pause leaves when the pause holds.
            if (data.equals("pause")) notes.add(it.pause(fd) && it.send(fd, "p") ? data : "not paused");
            else notes.add(data);
        });
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        return TestServer.start(server);
    }

    /** What another connection says is read after what this one has sent before. */
    private void mustHearOnly(TestServer running, int known) throws Exception {
        try (var other = running.connect()) {
            other.sendText("other");
            notes.await(known + 2);
            assertEquals("other", notes.await(0).get(known + 1));
        }
        notes.await(known + 3);
    }

    @Test
    @Spec("server 103, 104, 106")
    void aPausedConnectionIsHeardAgainWhenItIsResumed() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            client.sendText("pause").readBytes(1);
            notes.mustBe("connect 1", "pause");
            client.sendText("later");
            mustHearOnly(running, 2);
            assertTrue(server.pause(1));
            assertTrue(server.send(1, "out"));
            assertEquals("out", new String(client.readBytes(3), StandardCharsets.US_ASCII));
            assertTrue(server.resume(1));
            assertTrue(server.resume(1));
            notes.mustBe("connect 1", "pause", "connect 2", "other", "close 2 0", "later");
            client.sendText("more");
            notes.await(7);
        }
    }

    @Test
    @Spec("server 105")
    void whatIsUnknownCannotBePaused() throws Exception {
        try (var _ = start(Map.of())) {
            assertFalse(server.pause(99));
            assertEquals(1005, server.getLastError());
            assertFalse(server.resume(99));
            assertFalse(server.confirm(0));
            assertFalse(server.protect(99));
            assertEquals(1005, server.getLastError());
        }
    }

    @Test
    void whatAPausedPeerSentBeforeItsEndIsNotLost() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            client.sendText("pause").readBytes(1);
            notes.mustBe("connect 1", "pause");
            client.sendText("last").halfClose();
            mustHearOnly(running, 2);
            assertTrue(server.exists(1));
            server.resume(1);
            notes.mustBe("connect 1", "pause", "connect 2", "other", "close 2 0", "last", "close 1 0");
            client.mustBeClosed();
        }
    }

    @Test
    void aPausedConnectionIsClosedAllTheSame() throws Exception {
        try (var running = start(Map.of());
                var client = running.connect()) {
            client.sendText("pause").readBytes(1);
            notes.mustBe("connect 1", "pause");
            client.sendText("never heard");
            assertTrue(server.close(1));
            client.mustBeClosed();
            notes.mustBe("connect 1", "pause", "close 1 -1");
        }
    }

    @Test
    @Spec("server 107")
    void delayedReceivesWaitForTheConfirmation() throws Exception {
        try (var running = start(Map.of("enable_delay_receive", true));
                var client = running.connect()) {
            client.sendText("early");
            notes.mustBe("connect 1");
            assertEquals(1, server.connections().size());
            try (var other = running.connect()) {
                notes.await(2);
                assertTrue(server.confirm(2));
                other.sendText("other");
                notes.mustBe("connect 1", "connect 2", "other");
            }
            notes.await(4);
            assertTrue(server.confirm(1));
            assertTrue(server.confirm(1));
            notes.mustBe("connect 1", "connect 2", "other", "close 2 0", "early");
        }
    }

    @Test
    void aWebSocketCanBePausedToo() throws Exception {
        var webSocket = new swoole4j.websocket.Server("127.0.0.1");
        webSocket.set(Map.of("transport", transport, "worker_num", 1));
        webSocket.on("message", (swoole4j.websocket.Server it, Frame frame) -> {
            if (frame.data().equals("pause")) it.pause(frame.fd());
            notes.add(frame.data());
            it.push(frame.fd(), "!");
        });
        try (var running = TestServer.start(webSocket);
                var client = running.websocket();
                var other = running.websocket()) {
            client.text("pause").mustReceive(0x81, "!");
            notes.mustBe("pause");
            client.text("later");
            other.text("other").mustReceive(0x81, "!");
            notes.mustBe("pause", "other");
            webSocket.resume(1);
            client.mustReceive(0x81, "!");
            notes.mustBe("pause", "other", "later");
            client.mustCloseCleanly();
            other.mustCloseCleanly();
        }
    }
}
