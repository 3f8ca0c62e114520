package swoole4j.server.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_BASE;
import static swoole4j.Constants.SWOOLE_THREAD;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Coroutine;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.Notes;
import swoole4j.testing.RawClient;
import swoole4j.testing.TestServer;
import swoole4j.websocket.Frame;

/** Coroutine servers inside the workers of another server, one in each, all on one port. */
class InWorkersTest {
    private static final int WORKERS = 2;

    private final Queue<swoole4j.coroutine.http.Server> inside = new ConcurrentLinkedQueue<>();
    private final Notes notes = new Notes();

    private swoole4j.http.Server outer(int mode) {
        var port = new swoole4j.coroutine.http.Server("127.0.0.1", 0, false, true);
        inside.add(port); // keeps the number for all
        var outer = new swoole4j.http.Server("127.0.0.1", 0, mode);
        outer.set(Map.of("worker_num", WORKERS));
        outer.on("request", (Request request, Response response) -> response.end("outer"));
        outer.on("workerStart", (swoole4j.Server it, int worker) -> {
            var server = new swoole4j.coroutine.http.Server("127.0.0.1", port.port(), false, true);
            inside.add(server);
            server.handle("/", (Request request, Response ws) -> {
                ws.upgrade();
                for (Frame frame; (frame = ws.recv()) != null; ) ws.push(worker + " " + frame.data());
            });
            Coroutine.go(() -> notes.add(server.start()));
        });
        return outer;
    }

    @ParameterizedTest
    @ValueSource(ints = {SWOOLE_BASE, SWOOLE_THREAD})
    void eachWorkerServesWhatItAccepts(int mode) throws Exception {
        try (var outer = TestServer.start(outer(mode))) {
            int port = inside.peek().port();
            CoroutineTestServer.awaitListening(port);
            boolean[] met = new boolean[WORKERS];
            for (int tries = 0; tries < 200 && !(met[0] && met[1]); tries++) {
                try (RawClient client = RawClient.connect(port).upgrade()) {
                    client.text("hi");
                    int worker = client.read().payload()[0] - '0';
                    met[worker] = true;
                    client.mustCloseCleanly();
                }
            }
            assertTrue(met[0] && met[1], "the kernel spreads connections over workers");
            try (RawClient client = outer.connect()) {
                client.sendText("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                client.readHead();
                assertEquals("outer", new String(client.readBytes(5), StandardCharsets.US_ASCII));
            }
            inside.forEach(swoole4j.coroutine.http.Server::shutdown);
            notes.mustBe("true", "true");
        }
    }
}
