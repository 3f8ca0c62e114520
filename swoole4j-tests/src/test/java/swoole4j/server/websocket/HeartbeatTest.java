package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** heartbeat_idle_time, in real time. */
class HeartbeatTest {
    private static final double IDLE = 2;

    private static Server server(Notes notes, boolean goingAway) {
        Server server = new Server("127.0.0.1");
        server.set(Map.of(
                "heartbeat_idle_time", IDLE, "heartbeat_check_interval", 0.1, "websocket_going_away", goingAway));
        server.on("message", (Server it, Frame frame) -> it.push(frame.fd(), frame.data()));
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        return server;
    }

    @Test
    @Spec("websocket 162")
    void anIdleWebSocketIsClosedAndOneThatSendsPongsIsNot() throws Exception {
        Notes quiet = new Notes();
        Notes polite = new Notes();
        try (var first = TestServer.start(server(quiet, false));
                var second = TestServer.start(server(polite, true));
                var idle = first.websocket();
                var active = first.websocket();
                var idleToo = second.websocket();
                var pongs = Executors.newSingleThreadScheduledExecutor()) {
            var sending = pongs.scheduleAtFixedRate(() -> pong(active), 0, 100, TimeUnit.MILLISECONDS);
            long begin = System.nanoTime();
            idle.mustBeClosed(); // without a close frame
            idleToo.mustReceiveHex("880203e9").mustBeClosed();
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertTrue(seconds > IDLE - 1, () -> "already after " + seconds + " s");
            sending.cancel(false);
            pongs.shutdown();
            assertTrue(pongs.awaitTermination(5, TimeUnit.SECONDS));
            active.text("x").mustReceive(0x81, "x").mustCloseCleanly();
        }
        quiet.mustBe("close 1 0", "close 2 0");
        polite.mustBe("close 1 0");
    }

    private static void pong(RawClient client) {
        try {
            client.frame(0x8a, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
