package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_CANCEL;
import static swoole4j.Constants.SWOOLE_HTTP2_ERROR_FLOW_CONTROL_ERROR;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.http.Server;
import swoole4j.testing.Http2Client;
import swoole4j.testing.TestServer;

/** Answers under the client's windows (RFC 9113 5.2): what it does not take waits in bounded memory, and not for ever. */
class FlowControlTest {
    private static final int INITIAL_WINDOW = 4;

    @Test
    void nothingIsSentBeyondAWindow() throws Exception {
        try (TestServer server = Http2Servers.start((Request request, Response response) -> response.end("x".repeat(50)));
                Http2Client client =
                        Http2Client.connect(server.port(), INITIAL_WINDOW, 10).hold()) {
            client.request(1, "GET", "/").answerHead(1);
            client.await(() -> client.of(1).bytes().length == 10, "ten bytes");
            client.sync();
            assertEquals(10, client.of(1).bytes().length);
            client.window(1, 15).sync().sync();
            assertEquals(25, client.of(1).bytes().length);
            client.settings(INITIAL_WINDOW, 100);
            assertEquals(50, client.answer(1).bytes().length);
        }
    }

    @Test
    void aStreamWithoutAWindowDoesNotHoldOthersUp() throws Exception {
        try (TestServer server = Http2Servers.start((Request request, Response response) -> {
                    boolean large = request.server().get("path_info").equals("/large");
                    response.end(large ? "x".repeat(300_000) : "small");
                });
                Http2Client client = Http2Client.connect(server.port()).hold()) {
            client.window(0, 1_000_000).request(1, "GET", "/large").answerHead(1);
            client.await(() -> client.of(1).bytes().length == 65535, "one window");
            assertEquals("small", client.get(3, "/").text());
            client.window(1, 300_000);
            assertEquals(300_000, client.answer(1).bytes().length);
        }
    }

    @Test
    void writersWaitWhenTheClientTakesNothing() throws Exception {
        AtomicInteger written = new AtomicInteger();
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        try (TestServer server = Http2Servers.start(
                        Map.of("socket_buffer_size", 100_000), (Request request, Response response) -> {
                            byte[] piece = new byte[10_000];
                            for (int i = 0; i < 100; i++) {
                                if (response.write(piece)) written.addAndGet(piece.length);
                            }
                            response.end();
                            done.add("done");
                        });
                Http2Client client = Http2Client.connect(server.port()).hold()) {
            client.request(1, "GET", "/").answerHead(1);
            client.await(() -> client.of(1).bytes().length == 65535, "one window");
            client.sync().sync();
            assertTrue(written.get() <= 65535 + 100_000 + 10_000, () -> written + " bytes were taken");
            assertEquals(0, done.size());
            client.window(0, 2_000_000).window(1, 2_000_000);
            assertEquals(1_000_000, client.answer(1).bytes().length);
            assertEquals("done", done.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aStreamWhoseClientTakesNothingForTooLongIsResetAndItsWritersGoOn() throws Exception {
        BlockingQueue<Object> results = new LinkedBlockingQueue<>();
        var server = new Server("127.0.0.1", 0);
        server.set(Http2Servers.with(Map.of("socket_buffer_size", 100_000, "http_body_timeout", 0.3)));
        server.on("request", (Request request, Response response) -> {
            if (request.server().get("path_info").equals("/ok")) {
                response.end("ok");
                return;
            }
            boolean more = true;
            while (more) more = response.write("x".repeat(10_000));
            results.add(server.getLastError());
        });
        try (TestServer test = TestServer.start(server);
                Http2Client client = Http2Client.connect(test.port()).hold()) {
            client.request(1, "GET", "/");
            client.mustReset(1, SWOOLE_HTTP2_ERROR_CANCEL);
            assertEquals(1005, results.poll(10, TimeUnit.SECONDS));
            client.window(0, 100_000);
            assertEquals("ok", client.get(3, "/ok").text());
            client.sync();
            assertEquals(0, test.server().getClientInfo(1).get("send_queued_bytes"));
        }
    }

    @Test
    void whatWasQueuedForAResetStreamIsReleased() throws Exception {
        try (TestServer server = Http2Servers.start((Request request, Response response) -> response.end(
                        new byte[3_000_000]));
                Http2Client client = Http2Client.connect(server.port()).hold()) {
            client.request(1, "GET", "/").answerHead(1);
            client.await(() -> client.of(1).bytes().length == 65535, "one window");
            assertTrue((int) server.server().getClientInfo(1).get("send_queued_bytes") > 2_900_000);
            client.reset(1, SWOOLE_HTTP2_ERROR_CANCEL).sync();
            assertEquals(0, server.server().getClientInfo(1).get("send_queued_bytes"));
        }
    }

    @Test
    void aWindowThatGrowsBeyondItsLimitResetsTheStream() throws Exception {
        try (TestServer server = Http2Servers.start((Request request, Response response) -> response.end(
                        new byte[100_000]));
                Http2Client client = Http2Client.connect(server.port()).hold()) {
            client.request(1, "GET", "/").answerHead(1);
            client.window(1, Integer.MAX_VALUE).window(1, 70_000);
            client.mustReset(1, SWOOLE_HTTP2_ERROR_FLOW_CONTROL_ERROR);
        }
    }
}
