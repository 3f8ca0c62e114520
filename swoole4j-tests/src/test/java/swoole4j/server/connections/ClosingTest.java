package swoole4j.server.connections;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.Server;
import swoole4j.server.Callback;
import swoole4j.testing.ModeEngine;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;

/** How a plain connection ends, and what can be done with it meanwhile. */
class ClosingTest {
    private final Server server = new Server("127.0.0.1");
    private final Notes notes = new Notes();

    private TestServer start(Callback.OnReceive<Server> receive) {
        return start(receive, (it, fd, reactorId) -> notes.add("close", fd, reactorId));
    }

    private TestServer start(Callback.OnReceive<Server> receive, Callback.OnConnection<Server> close) {
        server.set(Map.of("worker_num", 1));
        server.on("receive", receive);
        server.on("close", close);
        return TestServer.start(server);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Nested
    class Sending {
        @Test
        @Spec("server 71, 74, 75")
        void needsBytesAndAConnection() {
            try (var _ = start((it, fd, reactorId, data) -> {})) {
                assertFalse(server.send(99, "x"));
                assertEquals(1005, server.getLastError());
                assertFalse(server.send(0, "x"));
                assertFalse(server.send(-1, "x"));
                assertFalse(server.send(1, ""));
                assertEquals(550, server.getLastError());
            }
        }

        @Test
        @Spec("server 77")
        void toAClientThatLeftFails() throws Exception {
            try (var running = start((it, fd, reactorId, data) -> {});
                    var client = running.connect()) {
                client.abort();
                notes.mustBe("close 1 0");
                until(() -> !server.send(1, "x"));
                assertTrue(server.getLastError() == 1004 || server.getLastError() == 1005);
            }
        }

        @Test
        @Spec("server 94")
        void failsInACallbackThatWaitedWhileTheClientLeft() throws Exception {
            CountDownLatch closed = new CountDownLatch(1);
            try (var running = start(
                            (it, fd, reactorId, data) -> {
                                closed.await();
                                Coroutine.sleep(.001); // the close callback returns meanwhile
                                notes.add(it.send(fd, "late"), it.getLastError());
                            },
                            (it, fd, reactorId) -> closed.countDown());
                    var client = running.connect()) {
                client.sendText("x").halfClose().mustBeClosed();
            }
            notes.mustBe("false 1005");
        }

        @Test
        void reachesAHalfClosedClientFromACallbackThatDoesNotWait() throws Exception {
            try (var running = start((it, fd, reactorId, data) -> it.send(fd, "reply"));
                    var client = running.connect()) {
                client.sendText("x").halfClose();
                assertEquals("reply", text(client.readToEnd()));
            }
            notes.mustBe("close 1 0");
        }
    }

    @Nested
    class InsideTheCloseCallback {
        @Test
        @Spec("server 78, 80, 84")
        void ofTheClientTheConnectionIsKnownAndClosing() throws Exception {
            try (var running = start((it, fd, reactorId, data) -> {}, (it, fd, reactorId) -> {
                        boolean closed = it.close(fd);
                        notes.add(reactorId, it.exists(fd), it.getClientInfo(fd) != null, closed, it.getLastError());
                    });
                    var client = running.connect()) {
                client.halfClose().mustBeClosed();
            }
            notes.mustBe("0 false true false 1003");
        }

        @Test
        @Spec("server 78, 80, 83")
        void ofTheServerTheConnectionIsKnownAndClosing() throws Exception {
            try (var running = start((it, fd, reactorId, data) -> it.close(fd), (it, fd, reactorId) -> {
                        boolean closed = it.close(fd);
                        notes.add(reactorId, it.exists(fd), it.getClientInfo(fd) != null, closed, it.getLastError());
                    });
                    var client = running.connect()) {
                client.sendText("x").mustBeClosed();
            }
            notes.mustBe("-1 false true false 1003");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Spec("server 79")
        void theConnectionIsForgottenOnceItWaits(boolean byServer) throws Exception {
            try (var running = start(
                            (it, fd, reactorId, data) -> {
                                if (byServer) it.close(fd);
                            },
                            (it, fd, reactorId) -> {
                                notes.add(it.getClientInfo(fd) != null);
                                Coroutine.sleep(.001);
                                notes.add(it.getClientInfo(fd) != null);
                            });
                    var client = running.connect()) {
                client.sendText("x");
                if (!byServer) client.halfClose();
                client.mustBeClosed();
                notes.mustBe("true", "false");
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @Spec("server 81")
        void whatIsSentStillLeavesInBaseOnly(boolean byServer) throws Exception {
            mustSayFarewell(server, byServer, !ModeEngine.isThread());
            mustSayFarewell(new Server("127.0.0.1", 0, SWOOLE_THREAD), byServer, false);
        }

        private static void mustSayFarewell(Server server, boolean byServer, boolean expected) throws Exception {
            Notes notes = new Notes();
            server.on("receive", (Server it, int fd) -> {
                it.send(fd, "reply ");
                if (byServer) it.close(fd);
            });
            server.on("close", (Server it, int fd) -> {
                notes.add(it.send(fd, "farewell") ? "sent" : it.getLastError());
            });
            try (var running = TestServer.start(server);
                    var client = running.connect()) {
                client.sendText("x");
                if (!byServer) client.halfClose();
                assertEquals(expected ? "reply farewell" : "reply ", text(client.readToEnd()));
            }
            notes.mustBe(expected ? "sent" : "1004");
        }
    }

    @Nested
    class ByTheServer {
        @Test
        @Spec("server 82, 86")
        void isToldBeforeCloseReturnsAndNotPossibleTwice() throws Exception {
            try (var running = start((it, fd, reactorId, data) -> {
                        notes.add(it.close(fd));
                        notes.add(it.close(fd), it.getLastError());
                    });
                    var client = running.connect()) {
                client.sendText("x").mustBeClosed();
            }
            notes.mustBe("close 1 -1", "true", "false 1005");
        }

        @Test
        @Spec("server 87")
        void comesBehindWhatWasSent() throws Exception {
            byte[] large = new byte[1_000_000];
            Arrays.fill(large, (byte) 'x');
            try (var running = start((it, fd, reactorId, data) -> {
                        it.send(fd, large);
                        it.close(fd);
                    });
                    var client = RawClient.connect(running.port(), 16 * 1024)) {
                client.sendText("x");
                assertArrayEquals(large, client.readToEnd());
            }
        }

        @Test
        @Spec("server 88")
        void dropsWhatWasSentWhenItResets() throws Exception {
            int size = 20_000_000;
            server.set(Map.of("socket_buffer_size", 2 * size));
            try (var running = start((it, fd, reactorId, data) -> {
                        it.send(fd, new byte[size]);
                        notes.add(it.close(fd, true));
                    });
                    var client = RawClient.connect(running.port(), 16 * 1024)) {
                client.sendText("x");
                notes.mustBe("close 1 -1", "true");
                assertTrue(countToEnd(client) < size);
            }
        }

        private static int countToEnd(RawClient client) throws IOException {
            for (int count = 0; ; count++) {
                try {
                    client.readBytes(1);
                } catch (IOException _) { // a reset
                    return count;
                }
            }
        }

        @Test
        @Spec("server 92, 93")
        void endsTheDelivery() throws Exception {
            CountDownLatch sent = new CountDownLatch(1);
            try (var running = start((it, fd, reactorId, data) -> {
                        notes.add(data);
                        sent.await();
                        it.close(fd);
                    });
                    var client = running.connect();
                    var other = running.connect()) {
                client.sendText("first");
                notes.mustBe("first");
                client.sendText("second");
                notes.await(2); // what was read before the end is delivered
                sent.countDown();
                client.mustBeClosed();
                try {
                    client.sendText("third");
                } catch (IOException _) { // a broken pipe is as good
                }
                other.sendText("other").mustBeClosed();
            }
            notes.mustBe("first", "second", "close 1 -1", "other", "close 2 -1");
        }

        @Test
        void fromAnyThreadRunsTheCallbackInTheOwner() throws Exception {
            try (var running = start(
                            (it, fd, reactorId, data) -> {},
                            (it, fd, reactorId) -> notes.add("close", fd, reactorId, it.workerId()));
                    var client = running.connect()) {
                until(() -> server.close(1));
                client.mustBeClosed();
            }
            notes.mustBe("close 1 -1 0");
        }
    }

    /** Waits for a condition that nobody announces. */
    @SuppressWarnings("ThreadPriorityCheck") // there is nothing to wait for but the condition
    static void until(java.util.function.BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
            Thread.yield();
        }
    }
}
