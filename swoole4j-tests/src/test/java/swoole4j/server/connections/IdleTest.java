package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import swoole4j.Constants;
import swoole4j.Server;
import swoole4j.server.Port;
import swoole4j.testing.ModeEngine;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;

/** Connections from which nothing comes, in real time: nothing may happen too early. */
class IdleTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    private TestServer start(Map<String, ?> options) {
        server.set(Map.of("worker_num", 1));
        server.set(options);
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("receive", (Server it, int fd, int reactorId, String data) -> it.send(fd, data));
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        return TestServer.start(server);
    }

    private static double secondsUntilClosed(RawClient client, long since) throws IOException {
        client.mustBeClosed();
        return (System.nanoTime() - since) / 1e9;
    }

    @ParameterizedTest
    @CsvSource({"heartbeat_idle_time, 1", "heartbeat_check_interval, .5", "max_idle_time, 1"})
    @Spec("server 85, 113, 114, 117, 118")
    void oneSettingIsEnough(String option, double value) throws Exception {
        try (var running = start(Map.of(option, value));
                var client = running.connect()) {
            long since = System.nanoTime();
            notes.mustBe("connect 1");
            double seconds = secondsUntilClosed(client, since);
            assertTrue(seconds > .9, () -> "already after " + seconds + " s");
        }
        notes.mustBe("connect 1", "close 1 0");
    }

    @ParameterizedTest
    @CsvSource({"heartbeat_idle_time", "max_idle_time"})
    @Spec("server 108, 109")
    void aProtectedConnectionStays(String option) throws Exception {
        try (var running = start(Map.of(option, .4, "heartbeat_check_interval", .1));
                var protectedClient = running.connect()) {
            notes.mustBe("connect 1");
            assertTrue(server.protect(1));
            try (var other = running.connect()) {
                other.mustBeClosed();
            }
            assertTrue(server.exists(1));
            assertTrue(server.protect(1, false));
            protectedClient.mustBeClosed();
        }
        notes.mustBe("connect 1", "connect 2", "close 2 0", "close 1 0");
    }

    @Test
    @Spec("server 115")
    void whatTheServerSendsDoesNotCount() throws Exception {
        try (var running = start(Map.of("heartbeat_idle_time", .5, "heartbeat_check_interval", .1));
                var client = running.connect();
                var sender = Executors.newSingleThreadScheduledExecutor()) {
            notes.mustBe("connect 1");
            var sending = sender.scheduleAtFixedRate(() -> server.send(1, "x"), 0, 50, TimeUnit.MILLISECONDS);
            client.readToEnd();
            sending.cancel(false);
        }
        notes.mustBe("connect 1", "close 1 0");
    }

    @Test
    @Spec("server 116")
    void eachPortHasItsOwnTime() throws Exception {
        Port patient = Objects.requireNonNull(server.listen("127.0.0.1", 0, Constants.SWOOLE_SOCK_TCP));
        patient.set(Map.of("heartbeat_idle_time", 100));
        try (var running = start(Map.of("heartbeat_idle_time", .3, "heartbeat_check_interval", .1));
                var second = RawClient.connect(patient.port())) {
            notes.mustBe("connect 1");
            try (var first = running.connect()) {
                first.mustBeClosed();
            }
            second.sendText("x");
            assertEquals('x', second.readBytes(1)[0]);
        }
    }

    @Nested
    class OnDemand {
        @Test
        @Spec("server 110")
        void thereIsNothingToListWithoutSettings() throws Exception {
            try (var _ = start(Map.of())) {
                assertNull(server.heartbeat());
                assertNull(server.heartbeat(true));
            }
        }

        @Test
        @Spec("server 111")
        void activeOnesAreNotListed() throws Exception {
            try (var running = start(Map.of("heartbeat_idle_time", 2000));
                    var _ = running.connect()) {
                notes.mustBe("connect 1");
                assertEquals(List.of(), server.heartbeat());
                assertTrue(server.exists(1));
            }
            notes.mustBe("connect 1", "close 1 0");
        }

        /** Connections are listed that have been idle for a moment, and heartbeats come once a second. */
        @Test
        @Spec("server 111, 112")
        void idleOnesAreListedAndClosedOnlyWhenToldTo() throws Exception {
            server.set(Map.of("worker_num", 1, "heartbeat_idle_time", 0.001));
            server.on("connect", (Server it, int fd) -> {
                // No heartbeat of this loop comes before the callback gives way; another one may just be due.
                List<Integer> idle = List.of();
                while (idle.isEmpty()) idle = it.heartbeat();
                boolean still = it.exists(fd);
                notes.add(idle, still, it.heartbeat(true).equals(idle) || ModeEngine.isThread());
            });
            server.on("receive", (Server it, int fd) -> {});
            server.on("close", (Server it, int fd, int reactorId) -> notes.add(reactorId < 0 || ModeEngine.isThread()));
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.mustBeClosed();
            }
            assertEquals(
                    List.of("[1] true true", "true"),
                    notes.await(2).stream().sorted().toList());
        }
    }

    @Test
    void outputThatNobodyTakesIsIdlenessToo() throws Exception {
        server.on("receive", (Server it, int fd, int reactorId, String data) -> {
            if (data.equals("much")) it.send(fd, new byte[6 << 20]);
        });
        server.set(Map.of("max_idle_time", 1, "socket_buffer_size", 16 << 20));
        server.on("connect", (Server it, int fd) -> notes.add("connect", fd));
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
        try (var running = TestServer.start(server);
                var client = RawClient.connect(running.port(), 16 * 1024);
                var sender = Executors.newSingleThreadScheduledExecutor()) {
            notes.mustBe("connect 1");
            client.sendText("much");
            var sending = sender.scheduleAtFixedRate(() -> say(client), 50, 50, TimeUnit.MILLISECONDS);
            notes.mustBe("connect 1", "close 1 0");
            sending.cancel(false);
            client.abort();
        }
    }

    private static void say(RawClient client) {
        try {
            client.sendText("still here");
        } catch (IOException _) { // closed
        }
    }

    @Nested
    class Pings {
        private final swoole4j.websocket.Server webSocket = new swoole4j.websocket.Server("127.0.0.1");

        private TestServer start(Map<String, ?> options) {
            webSocket.set(Map.of("worker_num", 1));
            webSocket.set(options);
            webSocket.on("message", (swoole4j.websocket.Server it, Frame frame) -> it.push(frame.fd(), frame.data()));
            webSocket.on(
                    "close",
                    (swoole4j.websocket.Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
            return TestServer.start(webSocket);
        }

        @Test
        void goToQuietPeersAndEndThoseThatDoNotAnswer() throws Exception {
            try (var running = start(Map.of("websocket_ping_interval", .2, "websocket_pong_timeout", .4));
                    var polite = running.websocket();
                    var dead = running.websocket()) {
                dead.mustReceiveHex("8900");
                polite.mustReceiveHex("8900").frame(0x8a, "");
                dead.mustBeClosed();
                notes.mustBe("close 2 0");
                polite.mustReceiveHex("8900").frame(0x8a, "");
                polite.mustReceiveHex("8900").frame(0x8a, "");
                polite.closeFrame(1000);
                while (polite.read().first() == 0x89) {}
            }
            notes.mustBe("close 2 0", "close 1 0");
        }

        @Test
        void doNotGoToPeersThatAreNoWebSockets() throws Exception {
            try (var running = start(Map.of("websocket_ping_interval", .1, "websocket_pong_timeout", .1));
                    var plain = running.connect();
                    var webSocketClient = running.websocket()) {
                webSocketClient.mustReceiveHex("8900").mustBeClosed();
                assertTrue(webSocket.exists(1));
                plain.upgrade().mustReceiveHex("8900").mustBeClosed();
            }
        }

        @Test
        void endNobodyWithoutATimeout() throws Exception {
            try (var running = start(Map.of("websocket_ping_interval", .1, "websocket_pong_timeout", 0));
                    var client = running.websocket()) {
                for (int n = 0; n < 4; n++) client.mustReceiveHex("8900");
                assertTrue(webSocket.isEstablished(1));
                client.abort();
            }
        }
    }
}
