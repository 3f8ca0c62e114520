package swoole4j.server.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import swoole4j.coroutine.http.Server;
import swoole4j.http.Request;
import swoole4j.http.Response;
import swoole4j.testing.CoroutineTestServer;
import swoole4j.testing.Frames;
import swoole4j.testing.Http2Client;
import swoole4j.websocket.Frame;

/** WebSockets on streams of a coroutine server. */
class CoroutineServerTest {
    private static String[] connect(String path) {
        String[] fields = Http2Client.fields("CONNECT", path, "sec-websocket-version", "13");
        String[] all = Arrays.copyOf(new String[] {":protocol", "websocket"}, fields.length + 2);
        System.arraycopy(fields, 0, all, 2, fields.length);
        return all;
    }

    @Test
    void theHandlerDecidesWhetherAStreamBecomesAWebSocket() throws Exception {
        Server server = new Server("127.0.0.1");
        server.set(Http2Servers.with(Map.of()));
        server.handle("/", (Request request, Response response) -> {
            response.status(418);
            response.write("no ");
            response.end("WebSocket");
        });
        server.handle("/ws", (Request request, Response ws) -> {
            assertTrue(ws.upgrade());
            for (Frame frame; (frame = ws.recv()) != null; ) ws.push(frame.data());
        });
        try (var test = CoroutineTestServer.start(server);
                Http2Client client = Http2Client.connect(test.port())) {
            var refused = client.head(1, false, connect("/")).answer(1);
            assertEquals(418, refused.status());
            assertEquals("no WebSocket", refused.text());
            assertEquals(
                    200, client.head(3, false, connect("/ws")).answerHead(3).status());
            client.data(3, false, Frames.masked(0x81, "hi".getBytes(StandardCharsets.US_ASCII)));
            byte[] echo = Frames.unmasked(0x81, "hi".getBytes(StandardCharsets.US_ASCII));
            client.await(() -> client.of(3).bytes().length >= echo.length, "the echo");
            assertArrayEquals(echo, client.of(3).bytes());
            client.data(3, false, Frames.masked(0x88, new byte[] {3, (byte) 0xe8}));
            client.await(() -> client.of(3).isEnded(), "the end");
        }
    }
}
