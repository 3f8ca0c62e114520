package swoole4j.server.websocket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.testing.LogLines;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;
import swoole4j.websocket.Server;

/** disconnect() and the event of that name. */
class DisconnectTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    @BeforeEach
    void noteClose() {
        server.on("close", (Server it, int fd, int reactorId) -> notes.add("close", fd, reactorId));
    }

    @Nested
    class Calling {
        @Test
        @Spec("websocket 97")
        void sendsCodeAndReasonAndRunsCloseBeforeItReturns() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                int fd = frame.fd();
                notes.add("returned", it.disconnect(fd, 4001, "why"), it.exists(fd), it.isEstablished(fd));
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceiveHex("88050fa1776879").mustBeClosed();
            }
            notes.mustBe("close 1 -1", "returned true false false");
        }

        @Test
        void saysNormalByDefault() throws Exception {
            server.on("message", (Server it, Frame frame) -> it.disconnect(frame.fd()));
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceiveHex("880203e8").mustBeClosed();
            }
        }

        @Test
        @Spec("websocket 113")
        void withAReasonOf124BytesSendsNothing() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.disconnect(frame.fd(), 1000, "é".repeat(62)), it.isEstablished(frame.fd()));
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").frame(0x89, "p").mustReceiveHex("8a0170").mustCloseCleanly();
                log.mustWarn("the max length of close reason is 123");
            }
            notes.mustBe("false true", "close 1 0");
        }

        @Test
        void whenThePeersCloseFrameIsThereAlreadyTheConnectionEndsAllTheSame() throws Exception {
            server.on("message", (Server it, Frame frame) -> notes.add(it.disconnect(frame.fd(), 4001, "late")));
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.sendHex("81810000000078" + "88820000000003e8")
                        .mustReceiveHex("880203e8")
                        .mustBeClosed();
            }
            notes.mustBe("close 1 -1", "true");
        }

        @ParameterizedTest
        @ValueSource(ints = {99999, 0, -1, 999, 1004, 1005, 1006, 1015, 2999, 5000})
        @Spec("websocket 114")
        void withACodeThatMayNotBeSentSendsNothing(int code) throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.disconnect(frame.fd(), code), it.getLastError(), it.isEstablished(frame.fd()));
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustCloseCleanly();
                log.mustWarn("close code " + code + " is not allowed");
            }
            notes.mustBe("false 505 true", "close 1 0");
        }

        @Test
        @Spec("websocket 115")
        void aSecondTimeFails() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                notes.add(it.disconnect(frame.fd(), 4001), it.disconnect(frame.fd(), 4002), it.getLastError());
            });
            try (var log = LogLines.open();
                    var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceiveHex("88020fa1").mustBeClosed();
                log.mustWarn("the connected client of connection[1] is not a websocket client or closed");
            }
            notes.mustBe("close 1 -1", "true false 503");
        }

        @Test
        @Spec("websocket 117")
        void sendsWhatWasPushedBeforeFirst() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                it.push(frame.fd(), "x".repeat(1 << 20));
                it.push(frame.fd(), "last");
                it.disconnect(frame.fd(), 1001, "bye");
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceive(0x81, "x".repeat(1 << 20));
                client.mustReceiveHex("81046c617374 880503e9627965").mustBeClosed();
            }
        }

        @Test
        void deliversNothingThatComesLater() throws Exception {
            server.on("message", (Server it, Frame frame) -> {
                notes.add(frame.data());
                it.disconnect(frame.fd());
            });
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("one")
                        .text("two")
                        .mustReceiveHex("880203e8")
                        .text("three")
                        .closeFrame(1000);
                client.mustBeClosed();
            }
            notes.mustBe("one", "close 1 -1");
        }
    }

    @Nested
    class Waiting {
        private TestServer startWithCloseTimeout(double seconds) {
            server.set(Map.of("websocket_close_timeout", seconds));
            server.on("message", (Server it, Frame frame) -> it.disconnect(frame.fd()));
            return TestServer.start(server);
        }

        /** Sends until the other end is gone, which resets the connection; returns the seconds since then. */
        private static double secondsUntilGone(RawClient client, long begin) {
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5)) {
                try {
                    client.frame(0x8a, "");
                } catch (IOException gone) {
                    return (System.nanoTime() - begin) / 1e9;
                }
                LockSupport.parkNanos(1_000_000);
            }
            throw new AssertionError("the server does not close the connection");
        }

        @Test
        @Spec("websocket 116")
        void endsAtTheTimeout() throws Exception {
            try (var running = startWithCloseTimeout(0.5);
                    var client = running.websocket()) {
                long begin = System.nanoTime();
                client.text("x").mustReceiveHex("880203e8").mustBeClosed();
                double seconds = secondsUntilGone(client, begin);
                assertTrue(seconds > 0.45, () -> "already after " + seconds + " s");
                client.abort();
            }
        }

        @Test
        @Spec("websocket 116")
        void endsWithTheCloseFrameOfThePeer() throws Exception {
            try (var running = startWithCloseTimeout(3600);
                    var client = running.websocket()) {
                client.text("x").mustReceiveHex("880203e8").closeFrame(1000).mustBeClosed();
                secondsUntilGone(client, System.nanoTime());
                client.abort();
            }
        }
    }

    @Nested
    class Event {
        @BeforeEach
        void noteDisconnect() {
            server.on("disconnect", (Server it, int fd, int reactorId) -> notes.add("disconnect", fd, reactorId));
        }

        @Test
        @Spec("websocket 98")
        void isThatOfTheMethod() throws Exception {
            server.on("message", (Server it, Frame frame) -> it.disconnect(frame.fd()));
            try (var running = TestServer.start(server);
                    var client = running.websocket()) {
                client.text("x").mustReceiveHex("880203e8").mustBeClosed();
            }
            notes.mustBe("disconnect 1 -1");
        }

        @Test
        @Spec("websocket 98")
        void isNotThatOfAPeerWhoCloses() throws Exception {
            server.on("message", (Server it, Frame frame) -> it.close(frame.fd()));
            try (var running = TestServer.start(server);
                    var first = running.websocket();
                    var second = running.websocket()) {
                first.mustCloseCleanly();
                notes.mustBe("close 1 0");
                second.text("x").mustBeClosed();
            }
            notes.mustBe("close 1 0", "close 2 -1");
        }

        @Test
        @Spec("websocket 99")
        void isThatOfConnectionsThatNeverWereWebSockets() throws Exception {
            server.on("message", (Server it, Frame frame) -> {});
            try (var running = TestServer.start(server);
                    var silent = running.connect();
                    var http = running.connect();
                    var refused = running.connect()) {
                silent.halfClose().mustBeClosed();
                notes.mustBe("disconnect 1 0");
                http.sendText(Requests.of("GET / HTTP/1.1")).readToEnd();
                notes.mustBe("disconnect 1 0", "disconnect 2 -1");
                refused.sendText(Requests.of("GET / HTTP/1.1", "Upgrade: websocket"))
                        .readToEnd();
            }
            notes.mustBe("disconnect 1 0", "disconnect 2 -1", "disconnect 3 -1");
        }
    }
}
