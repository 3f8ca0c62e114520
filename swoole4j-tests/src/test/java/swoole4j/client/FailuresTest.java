package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Constants;
import swoole4j.Swoole;
import swoole4j.SwooleException;
import swoole4j.coroutine.http.Client;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawServer;
import swoole4j.tests.Spec;

/** How requests fail, and when they are sent again (http.md 11.4). */
class FailuresTest {
    private static Client client(int port, Object... options) {
        Client client = new Client("127.0.0.1", port);
        for (int i = 0; i < options.length; i += 2) client.set(Map.of((String) options[i], options[i + 1]));
        return client;
    }

    private static void mustFail(Client client, int status, int error, String text) {
        assertFalse(client.get("/"));
        assertEquals(status, client.statusCode(), client::errMsg);
        assertEquals(error, client.errCode(), client::errMsg);
        assertTrue(client.errMsg().startsWith(text), client::errMsg);
        assertEquals(error, Swoole.lastError());
        assertEquals("", client.body());
        assertFalse(client.connected());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void statusesHaveSwoolesNumbers() {
        assertEquals(-1, Constants.SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED);
        assertEquals(-2, Constants.SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT);
        assertEquals(-3, Constants.SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET);
        assertEquals(-4, Constants.SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED);
    }

    @Nested
    @Spec("http 188")
    class Connecting {
        @Test
        void refused() throws Exception {
            mustFail(client(closedPort()), -1, 111, "Connection refused");
        }

        @Test
        void unknownName() {
            mustFail(new Client("no-such-host.invalid"), -1, 711, "DNS Lookup resolve failed");
        }

        /** A listener whose queue is full does not answer. */
        @Test
        void tooSlow() throws Exception {
            List<java.net.Socket> fill = new ArrayList<>();
            try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (int i = 0; i < 3; i++) {
                    java.net.Socket socket = new java.net.Socket();
                    fill.add(socket);
                    try {
                        socket.connect(full.getLocalSocketAddress(), 200);
                    } catch (java.net.SocketTimeoutException _) {
                        break;
                    }
                }
                mustFail(client(full.getLocalPort(), "connect_timeout", 0.1), -1, 110, "Connection timed out");
            } finally {
                for (java.net.Socket socket : fill) socket.close();
            }
        }

        @Test
        void fromAnAddressThatIsNotOurs() throws Exception {
            mustFail(client(closedPort(), "bind_address", "203.0.113.1"), -1, 99, "Cannot assign requested address");
        }

        @Test
        void toAUnixSocketThatIsNotThere() {
            assertFalse(new Client("unix:/nonexistent/socket").get("/"));
        }
    }

    @Nested
    @Spec("http 188")
    class Responses {
        @Test
        void thatDoNotComeInTime() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.mustEnd();
            })) {
                mustFail(client(server.port(), "timeout", 0.1), -2, 110, "Connection timed out");
            }
        }

        @Test
        void thatDoNotComeWholeInTime() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 10\r\n\r\nhalf");
                peer.mustEnd();
            })) {
                Client client = client(server.port(), "timeout", 2);
                mustFail(client, -2, 110, "Connection timed out");
                assertEquals("y", client.headers().get("x"));
            }
        }

        @Test
        void beforeWhichTheServerResets() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.reset();
            })) {
                Client client = client(server.port());
                mustFail(client, -3, 104, "Connection reset by peer");
                assertNull(client.headers());
            }
        }

        @Spec("http 188")
        @ParameterizedTest(quoteTextArguments = false, name = "cut behind [{0}]")
        @ValueSource(
                strings = {
                    "",
                    "HTTP/1.1 20",
                    "HTTP/1.1 200 OK\r\nX",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhalf",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n"
                })
        void thatAreCut(String begin) throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText(begin);
            })) {
                Client client = client(server.port());
                assertFalse(client.get("/"));
                assertEquals(-3, client.statusCode());
                assertTrue(List.of(104, 7102).contains(client.errCode()), client::errMsg);
            }
        }

        @ParameterizedTest(quoteTextArguments = false, name = "[{0}]")
        @ValueSource(
                strings = {
                    "garbage\r\n\r\n",
                    "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                    "HTTP/1.1 abc OK\r\n\r\n",
                    "HTTP/1.1 42 OK\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                })
        void thatAreNoHttp(String garbage) throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText(garbage);
                peer.mustEnd();
            })) {
                mustFail(client(server.port()), -3, 7102, "HTTP invalid protocol");
            }
        }

        @Test
        void withEndlessHeaders() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText("HTTP/1.1 200 OK\r\n");
                try {
                    for (int i = 0; i < 100_000; i++) peer.sendText("X-" + i + ": " + "y".repeat(1000) + "\r\n");
                    fail("nobody minds");
                } catch (IOException _) {
                    // the client has closed
                }
            })) {
                mustFail(client(server.port()), -3, 7102, "HTTP invalid protocol");
            }
        }

        @Test
        void aServerThatAnswersBeforeItHasReadAll() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.sendText("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
                        .end();
                peer.mustEndWithin(64 * 1024 * 1024);
            })) {
                Client client = client(server.port());
                assertTrue(client.post("/", new byte[64 * 1024 * 1024]), client::errMsg);
                assertEquals(413, client.statusCode());
                assertEquals("big", client.body());
                assertFalse(client.connected());
            }
        }
    }

    @Nested
    @Spec("http 189")
    class EndsOfConnections {
        @Test
        void afterAnAnswerThatSaysSo() throws Exception {
            try (RawServer server = RawServer.start(
                    peer -> {
                        peer.readHead();
                        peer.answer("1", "Connection: close");
                        peer.mustEnd();
                    },
                    peer -> {
                        peer.readHead();
                        peer.sendText("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n2");
                        peer.mustEnd();
                    },
                    peer -> {
                        peer.readHead();
                        peer.sendText("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n3");
                        peer.readHead();
                        peer.answer("4");
                    })) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                assertFalse(client.connected());
                assertTrue(client.get("/"));
                assertFalse(client.connected());
                assertTrue(client.get("/"));
                assertTrue(client.connected());
                assertTrue(client.get("/"));
                assertEquals("4", client.body());
                client.close();
            }
        }

        @Test
        void afterARequestThatSaysSo() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.answer("1");
                peer.mustEnd();
            })) {
                Client client = client(server.port());
                client.setHeaders(Map.of("connection", "close"));
                assertTrue(client.get("/"));
                assertFalse(client.connected());
            }
        }

        @Test
        @Spec("http 190")
        void whileItWasIdleAreNotNoticedByAScript() throws Exception {
            CountDownLatch closed = new CountDownLatch(1);
            try (RawServer server = RawServer.start(
                    peer -> {
                        peer.readHead();
                        peer.answer("1");
                        peer.close();
                        closed.countDown();
                    },
                    peer -> {
                        assertTrue(peer.readRequest().endsWith("x"));
                        peer.answer("2");
                    })) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                assertTrue(closed.await(10, TimeUnit.SECONDS));
                for (int i = 0; client.connected() && i < 5000; i++) LockSupport.parkNanos(1_000_000);
                assertTrue(client.post("/", "x"), client::errMsg);
                assertEquals("2", client.body());
                client.close();
            }
        }

        @Test
        @Spec("http 190")
        void whenTheNextRequestIsUnderWayToo() throws Exception {
            try (RawServer server = RawServer.start(
                    peer -> {
                        peer.readHead();
                        peer.answer("1");
                        peer.readHead();
                        peer.reset();
                    },
                    peer -> {
                        peer.readHead();
                        peer.answer("2");
                    })) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("2", client.body());
                client.close();
            }
        }

        @Test
        void butWhatMayHaveHadAnEffectIsNotSentTwice() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.answer("1");
                peer.readHead();
                peer.reset();
            })) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                assertFalse(client.post("/", "pay"));
                assertEquals(104, client.errCode());
            }
        }

        @Test
        void responsesThatNobodyAskedForAreNotTakenForTheNextOne() throws Exception {
            try (RawServer server = RawServer.start(
                    peer -> {
                        peer.readHead();
                        String first = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1"; // in one piece with the next
                        peer.sendText(first + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
                        peer.mustEnd();
                    },
                    peer -> {
                        peer.readHead();
                        peer.answer("2");
                    })) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("2", client.body());
                client.close();
            }
        }
    }

    @Nested
    @Spec("http 200")
    class Retries {
        private RawServer busy(int times) throws IOException {
            return RawServer.start(peer -> {
                for (int i = 0; i < times; i++) {
                    peer.readHead();
                    peer.sendText("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy");
                }
                peer.readHead();
                peer.answer("ok");
            });
        }

        @Test
        void untilTheServerIsReady() throws Exception {
            try (RawServer server = busy(2)) {
                Client client = client(server.port(), "max_retries", 2);
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("ok", client.body());
                client.close();
            }
        }

        @Test
        void endInTheLastAnswer() throws Exception {
            try (RawServer server = busy(3)) {
                Client client = client(server.port(), "max_retries", 2);
                assertFalse(client.get("/"));
                assertEquals(503, client.statusCode());
                assertEquals("busy", client.body());
                assertTrue(client.get("/"));
                client.close();
            }
        }

        @Test
        void areNotMadeUnasked() throws Exception {
            try (RawServer server = busy(1)) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                assertEquals(503, client.statusCode());
                assertTrue(client.get("/"));
                client.close();
            }
        }

        @Test
        void afterResetsToo() throws Exception {
            RawServer.Script reset = peer -> {
                peer.readHead();
                peer.reset();
            };
            try (RawServer server = RawServer.start(reset, reset, peer -> {
                assertTrue(peer.readRequest().endsWith("pay"));
                peer.answer("ok");
            })) {
                Client client = client(server.port(), "max_retries", 2);
                assertTrue(client.post("/", "pay"), client::errMsg);
                client.close();
            }
        }

        @Test
        void cannotBeNegative() {
            Client client = client(9);
            assertFalse(client.set(Map.of("max_retries", -1)));
            assertNull(client.setting());
            assertThrows(SwooleException.class, () -> client.set(Map.of("max_retries", 256)));
        }
    }

    @Nested
    class Options {
        @Test
        void areMerged() {
            Client client = client(9);
            assertNull(client.setting());
            assertFalse(client.set(Map.of()));
            assertTrue(client.set(Map.of("timeout", 1)));
            assertTrue(client.set(Map.of("keep_alive", false)));
            assertEquals(Map.of("timeout", 1, "keep_alive", false), client.setting());
        }

        @Test
        void thatAreUnknownAreWarnedOf() {
            try (LogLines log = LogLines.open()) {
                assertTrue(client(9).set(Map.of("keep_alife", true)));
                log.mustWarn("unsupported option [keep_alife], did you mean keep_alive?");
            }
        }

        @Test
        void ofAWrongTypeAreRefused() {
            SwooleException e =
                    assertThrows(SwooleException.class, () -> client(9).set(Map.of("timeout", "soon")));
            assertEquals("option timeout: soon is not allowed, expected a number of seconds", e.getMessage());
            e = assertThrows(SwooleException.class, () -> client(9).set(Map.of("write_func", "f")));
            assertEquals("option write_func: f is not allowed, expected WriteFunction", e.getMessage());
        }
    }

    @Nested
    @Spec("http 193")
    class Deferred {
        @Test
        void requestsReturnWhenTheyAreSent() throws Exception {
            CountDownLatch returned = new CountDownLatch(1);
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                assertTrue(returned.await(10, TimeUnit.SECONDS));
                peer.answer("later");
                peer.readHead();
                peer.answer("now");
            })) {
                Client client = client(server.port());
                assertFalse(client.getDefer());
                assertTrue(client.setDefer());
                assertTrue(client.getDefer());
                assertTrue(client.get("/"));
                assertEquals(0, client.statusCode());
                returned.countDown();
                assertNotNull(client.recv(), client::errMsg);
                assertEquals(200, client.statusCode());
                assertEquals("later", client.body());
                assertNull(client.recv());
                client.setDefer(false);
                assertTrue(client.get("/"));
                assertEquals("now", client.body());
                client.close();
            }
        }

        @Test
        void withNothingToReceive() {
            Client client = client(9);
            assertNull(client.recv());
            assertEquals(5001, client.errCode());
        }

        @Test
        void responsesMayBeLate() throws Exception {
            try (RawServer server = RawServer.start(peer -> {
                peer.readHead();
                peer.mustEnd();
            })) {
                Client client = client(server.port(), "defer", true);
                assertTrue(client.get("/"));
                assertNull(client.recv(0.05));
                assertEquals(110, client.errCode());
                assertEquals(-2, client.statusCode());
            }
        }

        @Test
        void requestsAreSentAgainToo() throws Exception {
            try (RawServer server = RawServer.start(
                    peer -> {
                        peer.readHead();
                        peer.answer("1");
                        peer.readHead();
                        peer.reset();
                    },
                    peer -> {
                        peer.readHead();
                        peer.answer("2");
                    })) {
                Client client = client(server.port());
                assertTrue(client.get("/"));
                client.setDefer();
                assertTrue(client.get("/"), client::errMsg);
                assertEquals("2", client.recv().data());
                client.close();
            }
        }
    }

    @Test
    void aSecondReaderIsRefused() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        try (RawServer server = RawServer.start(peer -> {
            peer.readHead();
            asked.countDown();
            assertTrue(refused.await(10, TimeUnit.SECONDS));
            peer.answer("ok");
        })) {
            Client client = client(server.port());
            CompletableFuture<Boolean> first = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> first.complete(client.get("/")));
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> client.get("/"));
            assertTrue(
                    e.getMessage()
                            .matches("Socket#\\d+ has already been bound to another coroutine#-?\\d+, reading of the"
                                    + " same socket in coroutine#-?\\d+ at the same time is not allowed"),
                    e::getMessage);
            refused.countDown();
            assertTrue(first.get(10, TimeUnit.SECONDS));
            thread.join();
            client.close();
        }
    }

    /** As PHP closes them with the object; here that is when the collector finds it. */
    @Test
    void aClientThatIsForgottenIsClosed() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = RawServer.start(peer -> {
            peer.readHead();
            peer.answer("");
            peer.mustEnd();
            gone.countDown();
        })) {
            assertTrue(client(server.port()).get("/"));
            for (int i = 0; i < 100 && !gone.await(50, TimeUnit.MILLISECONDS); i++) System.gc();
            assertEquals(0, gone.getCount());
        }
    }

    /** Fifty requests that nobody answers leave no connection and no thread of their own. */
    @Test
    void nothingIsLeftOfThem() throws Exception {
        RawServer.Script[] silent = new RawServer.Script[50];
        Arrays.fill(silent, (RawServer.Script) peer -> {
            peer.readHead();
            peer.mustEnd();
        });
        try (RawServer server = RawServer.start(silent)) {
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < silent.length; i++) {
                callers.add(Thread.ofVirtual()
                        .start(() -> client(server.port(), "timeout", 0.05).get("/")));
            }
            for (Thread caller : callers)
                assertTrue(caller.join(java.time.Duration.ofSeconds(10)), "a caller waits on");
        }
        long loops = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("swoole4j-client"))
                .count();
        assertTrue(loops <= 2, () -> loops + " threads");
    }

    @Test
    void closingEndsARequest() throws Exception {
        AtomicReference<Client> asking = new AtomicReference<>();
        try (RawServer server = RawServer.start(peer -> {
            peer.readHead();
            asking.get().close();
            peer.mustEnd();
        })) {
            Client client = client(server.port());
            asking.set(client);
            assertFalse(client.get("/"));
            assertEquals(-3, client.statusCode());
        }
    }
}
