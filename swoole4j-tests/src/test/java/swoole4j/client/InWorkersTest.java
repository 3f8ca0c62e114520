package swoole4j.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import io.netty.channel.uring.IoUring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import swoole4j.Constants;
import swoole4j.Coroutine;
import swoole4j.coroutine.Http;
import swoole4j.coroutine.http.Client;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.RawClient;
import swoole4j.testing.RawServer;
import swoole4j.testing.TestServer;
import swoole4j.tests.Spec;
import swoole4j.websocket.Frame;

/** Clients in the coroutines of workers, and against our own server. */
class InWorkersTest {
    private static final int SECONDS = 10;

    static Stream<Arguments> workers() {
        Stream.Builder<Arguments> all = Stream.builder();
        for (int mode : new int[] {SWOOLE_BASE, SWOOLE_THREAD}) {
            all.add(Arguments.of(mode, "auto"));
            all.add(Arguments.of(mode, "nio"));
            if (IoUring.isAvailable()) all.add(Arguments.of(mode, "io_uring"));
        }
        return all.build();
    }

    private static Server server(int mode, String transport) {
        Server server = new Server("127.0.0.1", 0, mode);
        server.set(Map.of("transport", transport, "worker_num", 1, "reactor_num", 1));
        return server;
    }

    private static String get(int port, String path) throws Exception {
        try (RawClient client = RawClient.connect(port)) {
            client.sendText("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            client.readHead();
            return new String(
                    client.readBytes(Integer.parseInt(client.head().header("Content-Length"))),
                    java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** A worker that asks itself: it could not answer if its one thread waited. */
    @ParameterizedTest
    @MethodSource("workers")
    void aWorkerMayAskItself(int mode, String transport) throws Exception {
        Server server = server(mode, transport);
        server.on("request", (Request request, Response response) -> {
            if (request.header().get("x-inner") != null) {
                response.end("inner " + request.server().get("request_uri"));
                return;
            }
            Client client = new Client("127.0.0.1", server.port());
            client.setHeaders(Map.of("x-inner", 1));
            StringBuilder answer = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                answer.append(client.get("/" + i) ? client.body() : client.errMsg())
                        .append(';');
            }
            client.close();
            response.end(answer.toString());
        });
        try (TestServer running = TestServer.start(server)) {
            assertEquals("inner /0;inner /1;inner /2;", get(running.port(), "/"));
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void manyRequestsGoOnAtOnceAndOthersMeanwhile(int mode, String transport) throws Exception {
        int count = 20;
        CountDownLatch all = new CountDownLatch(count);
        RawServer.Script[] scripts = new RawServer.Script[count];
        for (int i = 0; i < count; i++) {
            scripts[i] = peer -> {
                peer.readHead();
                all.countDown();
                assertTrue(all.await(SECONDS, TimeUnit.SECONDS), "they do not come at once");
                peer.answer("ok");
            };
        }
        try (RawServer slow = RawServer.start(scripts)) {
            Server server = server(mode, transport);
            AtomicInteger done = new AtomicInteger();
            CompletableFuture<Integer> good = new CompletableFuture<>();
            server.on("request", (Request request, Response response) -> {
                List<String> answers = new ArrayList<>(); // of one worker: no lock
                for (int i = 0; i < count; i++) {
                    Coroutine.go(() -> {
                        answers.add(Http.get("http://127.0.0.1:" + slow.port() + "/")
                                .getBody());
                        if (done.incrementAndGet() == count) good.complete(answers.size());
                    });
                }
                response.end("begun");
            });
            try (TestServer running = TestServer.start(server)) {
                assertEquals("begun", get(running.port(), "/"));
                assertEquals(count, good.get(SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void aWorkerMayBeAWebSocketClient(int mode, String transport) throws Exception {
        try (TestServer echo = TestServer.echo(Map.of("websocket_compression", true))) {
            Server server = server(mode, transport);
            server.on("request", (Request request, Response response) -> {
                Client client = new Client("127.0.0.1", echo.port());
                client.set(Map.of("websocket_compression", true));
                if (!client.upgrade("/")) {
                    response.end(client.errMsg());
                    return;
                }
                StringBuilder answer = new StringBuilder();
                for (int i = 0; i < 100; i++) {
                    client.push("message " + i);
                    Frame frame = client.recv();
                    if (frame == null || !frame.data().equals("message " + i)) answer.append(client.errMsg());
                }
                answer.append(client.disconnect(1000, "done"));
                response.end(answer.toString());
            });
            try (TestServer running = TestServer.start(server)) {
                assertEquals("true", get(running.port(), "/"));
            }
        }
    }

    @Test
    void aTimeoutLeavesTheWorkerToOthers() throws Exception {
        try (RawServer silent = RawServer.start(peer -> {
            peer.readHead();
            peer.mustEnd();
        })) {
            Server server = server(SWOOLE_BASE, "auto");
            server.on("request", (Request request, Response response) -> {
                if (!"/slow".equals(request.server().get("request_uri"))) {
                    response.end("quick");
                    return;
                }
                Client client = new Client("127.0.0.1", silent.port());
                client.set(Map.of("timeout", 0.3));
                response.end(client.get("/") + " " + client.statusCode() + " " + client.errCode());
            });
            try (TestServer running = TestServer.start(server);
                    RawClient waiting = RawClient.connect(running.port())) {
                waiting.sendText("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
                assertEquals("quick", get(running.port(), "/"));
                waiting.readHead();
                assertEquals(
                        "false -2 110", new String(waiting.readBytes(12), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    /** A worker that is replaced takes its connections with it; its clients are told. */
    @Test
    void aWorkerThatEndsEndsItsConnections() throws Exception {
        CompletableFuture<Client> made = new CompletableFuture<>();
        try (RawServer other = RawServer.start(peer -> {
            peer.readHead();
            peer.answer("");
            peer.mustEnd();
        })) {
            Server server = server(SWOOLE_BASE, "auto");
            server.on("request", (Request request, Response response) -> {
                Client client = new Client("127.0.0.1", other.port());
                response.end(String.valueOf(client.get("/")));
                made.complete(client);
            });
            try (TestServer running = TestServer.start(server)) {
                assertEquals("true", get(running.port(), "/"));
            }
            assertFalse(made.get(SECONDS, TimeUnit.SECONDS).connected());
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void unixSockets(int mode, String transport, @TempDir Path folder) throws Exception {
        Path path = folder.resolve("s");
        Server server = new Server(path.toString(), 0, SWOOLE_BASE, Constants.SWOOLE_SOCK_UNIX_STREAM);
        server.set(Map.of("transport", transport));
        server.on("request", (Request request, Response response) -> {
            response.end(request.header().get("host") + " " + request.server().get("request_uri"));
        });
        try (TestServer running = TestServer.start(server)) {
            assertNotNull(running);
            Client client = new Client("unix:" + path);
            assertEquals(path.toString(), client.host());
            assertTrue(client.get("/x"), client::errMsg);
            assertEquals("localhost /x", client.body());
            assertEquals(path.toString(), client.getpeername().get("address"));
            assertTrue(client.get("/y"));
            assertTrue(client.close());
        }
    }

    @Test
    @Spec("http 182-184")
    void againstOurOwnServer() throws Exception {
        Server server = server(SWOOLE_BASE, "auto");
        server.on("request", (Request request, Response response) -> {
            response.cookie("seen", "yes it is");
            switch (String.valueOf(request.server().get("request_uri"))) {
                case "/chunks" -> {
                    response.write("a");
                    response.write("b");
                    response.end();
                }
                case "/form" ->
                    response.end(request.post() + " " + request.files().keySet());
                default -> response.end("text ".repeat(1000));
            }
        });
        try (TestServer running = TestServer.start(server)) {
            Client client = new Client("127.0.0.1", running.port());
            assertTrue(client.get("/"));
            assertEquals("br", client.headers().get("content-encoding"));
            assertEquals("text ".repeat(1000), client.body());
            assertEquals(Map.of("seen", "yes it is"), client.cookies());
            assertTrue(client.get("/chunks"));
            assertEquals("ab", client.body());
            client.addData("content", "file");
            assertTrue(client.post("/form", Map.of("a", Map.of("b", "c"))));
            assertEquals("{a={b=c}} [file]", client.body());
            assertTrue(client.connected());
            client.close();
        }
    }
}
