package swoole4j.coroutine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.AF_UNIX;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import ch.qos.logback.classic.Level;
import io.netty.channel.uring.IoUring;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Coroutine;
import swoole4j.SwooleException;
import swoole4j.coroutine.server.Connection;
import swoole4j.testing.LogLines;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;

/** The coroutine server for TCP and Unix sockets. */
class ServerTest {
    private static final int SECONDS = 10;

    /** A server that runs on a thread of its own until it is closed. */
    private static final class Running implements AutoCloseable {
        final Server server;
        final CompletableFuture<Boolean> ended = new CompletableFuture<>();
        private final Thread thread;

        Running(Server server) {
            this.server = server;
            thread = Thread.ofPlatform().start(() -> Coroutine.run(() -> ended.complete(server.start())));
        }

        RawClient connect() throws Exception {
            return RawClient.connect(server.port());
        }

        @Override
        public void close() {
            server.shutdown();
            assertTrue(ended.orTimeout(SECONDS, TimeUnit.SECONDS).join());
            try {
                thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            assertFalse(thread.isAlive(), "a handler goes on");
        }
    }

    private static void echo(Connection connection) {
        for (String data; (data = connection.recv()) != null && !data.isEmpty(); ) connection.send("got " + data);
        connection.close();
    }

    private static void mustAnswer(RawClient client, String data) throws Exception {
        client.sendText(data);
        byte[] answer = ("got " + data).getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(answer, client.readBytes(answer.length));
    }

    @Test
    void eachConnectionHasACoroutine() throws Exception {
        Server server = new Server("127.0.0.1");
        assertTrue(server.port() > 0);
        assertTrue(server.fd() > 0);
        server.handle(ServerTest::echo);
        try (Running it = new Running(server);
                RawClient first = it.connect();
                RawClient second = it.connect()) {
            mustAnswer(second, "one");
            mustAnswer(first, "two");
            mustAnswer(second, "three");
            first.end();
            first.mustBeClosed();
            second.end();
            second.mustBeClosed();
        }
        assertThrows(ConnectException.class, () -> RawClient.connect(server.port()));
    }

    @Test
    void manyConnectionsAtOnce() throws Exception {
        int connections = 200;
        Server server = new Server("127.0.0.1");
        server.set(Map.of("open_eof_split", true, "package_eof", "\n"));
        AtomicInteger messages = new AtomicInteger();
        server.handle(connection -> {
            for (String line; (line = connection.recv()) != null && !line.isEmpty(); ) {
                messages.incrementAndGet();
                connection.send(line);
            }
            connection.close();
        });
        try (Running _ = new Running(server)) {
            AtomicInteger right = new AtomicInteger();
            Coroutine.run(() -> {
                for (int i = 0; i < connections; i++) {
                    String line = "connection " + i + "\n";
                    Coroutine.go(() -> {
                        Socket client = new Socket(swoole4j.Constants.AF_INET, swoole4j.Constants.SOCK_STREAM);
                        if (!client.connect("127.0.0.1", server.port())) return;
                        client.sendAll(line.repeat(10));
                        if (line.repeat(10).equals(client.recvAll(line.length() * 10))) right.incrementAndGet();
                        client.close();
                    });
                }
            });
            assertEquals(connections, right.get());
            assertEquals(connections * 10, messages.get());
        }
    }

    @Test
    void optionsCutMessages() throws Exception {
        Server server = new Server("127.0.0.1");
        server.set(Map.of("open_length_check", true, "package_length_type", "n"));
        server.set(Map.of("package_body_offset", 2, "package_max_length", 10));
        server.handle(connection -> {
            for (byte[] data; (data = connection.recvBytes(SECONDS)) != null && data.length > 0; ) {
                connection.send("[" + data.length + "]");
            }
            connection.send("error " + connection.exportSocket().errCode());
            connection.close();
        });
        try (Running it = new Running(server);
                RawClient client = it.connect()) {
            client.sendHex("0002 6161 0001 61 0009 61");
            assertEquals("[4][3]error 1201", new String(client.readBytes(16), StandardCharsets.US_ASCII));
            client.mustBeClosed();
        }
    }

    @Test
    void aHandlerThatThrowsEndsItsConnectionOnly() throws Exception {
        Server server = new Server("127.0.0.1");
        server.handle(connection -> {
            String data = connection.recv();
            if ("bad".equals(data)) throw new IllegalStateException("a secret");
            connection.send("got " + data);
            echo(connection);
        });
        try (LogLines log = LogLines.open();
                Running it = new Running(server);
                RawClient bad = it.connect();
                RawClient good = it.connect()) {
            bad.sendText("bad");
            bad.mustBeClosed();
            mustAnswer(good, "good");
            mustAnswer(good, "again");
            good.end();
            good.mustBeClosed();
            assertEquals(List.of("uncaught exception of a connection's handler"), log.texts(Level.ERROR));
        }
    }

    @Test
    void endsWhenItsCoroutineIsCancelled() {
        Server server = new Server("127.0.0.1");
        server.handle(ServerTest::echo);
        AtomicInteger started = new AtomicInteger();
        Coroutine.run(() -> {
            int cid = Coroutine.go(() -> started.set(server.start() ? 1 : -1));
            assertTrue(Coroutine.cancel(cid));
        });
        assertEquals(1, started.get());
        assertEquals(125, server.errCode());
        assertFalse(server.shutdown());
    }

    @Test
    void misuseIsAnswered() {
        Server server = new Server("127.0.0.1");
        assertThrows(IllegalStateException.class, server::start);
        assertNull(server.setting());
        Coroutine.run(() -> {
            assertFalse(server.start(), "without a handler");
            assertEquals(22, server.errCode());
            server.handle(ServerTest::echo);
            Coroutine.go(server::start);
            assertFalse(server.start(), "it runs");
            assertTrue(server.shutdown());
            assertFalse(server.start(), "it has ended");
        });
        assertFalse(server.shutdown());
        Server secure = new Server("127.0.0.1", 0, true);
        secure.handle(ServerTest::echo);
        Coroutine.run(() -> assertFalse(secure.start(), "without a certificate"));
        assertTrue(secure.shutdown());
    }

    @Test
    void aPortMayBeSharedWhenAllSaySo() {
        Server first = new Server("127.0.0.1", 0, false, true);
        Server second = new Server("127.0.0.1", first.port(), false, true);
        SwooleException failure = assertThrows(SwooleException.class, () -> new Server("127.0.0.1", first.port()));
        assertEquals(98, failure.code());
        assertEquals("bind(127.0.0.1:" + first.port() + ") failed: Address already in use", failure.getMessage());
        assertTrue(first.shutdown());
        assertTrue(second.shutdown());
    }

    @Test
    void aPathIsAnAddressToo(@TempDir Path folder) throws Exception {
        Server server = new Server("unix:" + folder.resolve("socket"));
        assertEquals(AF_UNIX, server.type());
        server.handle(ServerTest::echo);
        try (Running _ = new Running(server)) {
            Client client = new Client(swoole4j.Constants.SWOOLE_SOCK_UNIX_STREAM);
            assertTrue(client.connect(folder.resolve("socket").toString(), 0), client::errMsg);
            client.send("hello");
            assertEquals("got hello", client.recv(SECONDS));
            client.close();
        }
    }

    static Stream<Arguments> workers() {
        Stream.Builder<Arguments> all = Stream.builder();
        for (int mode : new int[] {SWOOLE_BASE, SWOOLE_THREAD}) {
            all.add(Arguments.of(mode, "auto"));
            all.add(Arguments.of(mode, "nio"));
            if (IoUring.isAvailable()) all.add(Arguments.of(mode, "io_uring"));
        }
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void runsInAWorkerOfAnotherServer(int mode, String transport) throws Exception {
        var outer = new swoole4j.Server("127.0.0.1", 0, mode);
        outer.set(Map.of("transport", transport, "worker_num", 1, "reactor_num", 1));
        outer.on("receive", (swoole4j.Server _, int _, int _, byte[] _) -> {});
        CompletableFuture<Server> inner = new CompletableFuture<>();
        outer.on("workerStart", (swoole4j.Server _, int _) -> {
            Server server = new Server("127.0.0.1");
            server.handle(ServerTest::echo);
            Coroutine.go(server::start);
            inner.complete(server);
        });
        try (TestServer _ = TestServer.start(outer)) {
            Server server = inner.get(SECONDS, TimeUnit.SECONDS);
            try (RawClient client = RawClient.connect(server.port())) {
                mustAnswer(client, "one");
                mustAnswer(client, "two");
                client.end();
                client.mustBeClosed();
            }
            server.shutdown();
        }
    }
}
